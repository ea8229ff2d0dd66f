package io.murel.app.serve.image;

import io.murel.BadInputException;
import io.murel.app.serve.Limits;
import io.murel.app.serve.answer.Answerer;
import io.murel.app.serve.answer.Models;
import io.murel.app.serve.http.ProblemException;
import io.murel.app.serve.http.ServeMetrics;
import io.murel.regions.Regions;
import io.murel.vqa.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Finds the image that a request is about, wherever it is. Safe for many threads. */
public final class Images implements AutoCloseable {

  static final String UPLOAD = "upload-";

  private final Models models;
  private final PictureFolder folder;
  private final Map<Answerer, ImageNames> names = new HashMap<>();
  private final Map<String, PictureSize> sizes = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<KeptImage>> inTheMaking = new ConcurrentHashMap<>();
  private final KeptImages kept;
  private final PictureWork work;
  private final DrawnScenes scenes;
  private final UploadedPicture uploads;

  public Images(Models models, PictureFolder folder, Limits limits, ServeMetrics metrics) {
    this.models = models;
    this.folder = folder;
    this.kept = new KeptImages(limits.keptBytes());
    this.work = new PictureWork(limits.pictureJobs());
    this.scenes = new DrawnScenes(models);
    this.uploads = new UploadedPicture(limits.pixels());
    for (Answerer model : models.all()) {
      names.put(model, new ImageNames(model, folder));
    }
    metrics.gauge("murel_pictures_waiting", "Pictures waiting to be unpacked.", work::waiting);
    metrics.gauge("murel_kept_images", "Uploaded and drawn images in memory.", kept::size);
    metrics.gauge("murel_kept_images_bytes", "What they take.", kept::bytes);
  }

  /** Names of the images that a model can be asked about, without uploads and drawn scenes. */
  public List<String> names(Answerer model) {
    return names.get(model).all();
  }

  /** Whether an image of {@link #names} has a picture. */
  public boolean hasPicture(String name) {
    return folder.contains(name);
  }

  /** The image of a name, for a model to look at. */
  public CompletableFuture<Subject> subject(String name, Answerer model) {
    if (names.get(model).isStored(name)) {
      return folder.contains(name)
          ? work.submit(() -> new Subject(new Image.Named(name), size(name)))
          : CompletableFuture.completedFuture(new Subject(new Image.Named(name), null));
    }
    return kept(name, model).thenApply(image -> new Subject(regions(image, model), image.size()));
  }

  /** A picture that came with the question. */
  public CompletableFuture<Subject> subject(byte[] picture, Answerer model) {
    return work.submit(
        () -> {
          BufferedImage image = uploads.decode(picture);
          return new Subject(
              new Image.OfRegions(model.regions(new Image.Picture(image))), sizeOf(image));
        });
  }

  /** Keeps a picture for several questions. */
  public CompletableFuture<KeptImage> upload(byte[] picture) {
    String name = UPLOAD + UploadedPicture.hash(picture);
    KeptImage known = kept.get(name);
    return known != null
        ? CompletableFuture.completedFuture(known)
        : once(name, () -> keep(name, uploads.decode(picture)));
  }

  /** Draws a scene, or remembers it. */
  public CompletableFuture<KeptImage> scene(SceneName name) {
    KeptImage known = kept.get(name.toString());
    return known != null
        ? CompletableFuture.completedFuture(known)
        : once(
            name.toString(),
            () -> {
              KeptImage scene = scenes.draw(name);
              kept.put(scene);
              return scene;
            });
  }

  /** Makes an image that several may be asking for at the same time. */
  private CompletableFuture<KeptImage> once(String name, Supplier<KeptImage> making) {
    CompletableFuture<KeptImage> image = new CompletableFuture<>();
    CompletableFuture<KeptImage> other = inTheMaking.putIfAbsent(name, image);
    if (other != null) {
      return other;
    }
    try {
      work.submit(making)
          .whenComplete(
              (made, failure) -> {
                inTheMaking.remove(name);
                if (failure == null) {
                  image.complete(made);
                } else {
                  image.completeExceptionally(failure);
                }
              });
    } catch (ProblemException e) {
      inTheMaking.remove(name);
      image.completeExceptionally(e);
    }
    return image;
  }

  /** The picture of a name. */
  public CompletableFuture<PictureBytes> picture(String name) {
    if (kept.get(name) == null && folder.contains(name)) {
      return work.submit(() -> new PictureBytes(folder.contentType(name), read(name)));
    }
    return kept(name, models.first()).thenApply(KeptImage::picture);
  }

  /** Questions worth asking about an image; none where nobody knows any. */
  public CompletableFuture<List<SuggestedQuestion>> questions(String name) {
    boolean stored = names.values().stream().anyMatch(each -> each.isStored(name));
    return stored || folder.contains(name)
        ? CompletableFuture.completedFuture(List.of())
        : kept(name, models.first()).thenApply(KeptImage::questions);
  }

  /** An image outside the stores. */
  private CompletableFuture<KeptImage> kept(String name, Answerer model) {
    KeptImage known = kept.get(name);
    if (known != null) {
      return CompletableFuture.completedFuture(known);
    }
    Optional<SceneName> scene = SceneName.parse(name);
    if (scene.isPresent()) {
      return scene(scene.get());
    }
    if (folder.contains(name)) {
      return once(name, () -> keep(name, uploads.decode(read(name))));
    }
    throw names.get(model).unknown(name);
  }

  private KeptImage keep(String name, BufferedImage picture) {
    KeptImage image =
        new KeptImage(name, sizeOf(picture), PictureBytes.of(picture), regions(picture), List.of());
    kept.put(image);
    return image;
  }

  /** The regions that each model finds; most find the same. */
  private Map<String, Regions> regions(BufferedImage picture) {
    Map<String, Regions> out = new HashMap<>();
    List<Regions> different = new ArrayList<>();
    BadInputException refusal = null;
    for (Answerer model : models.all()) {
      try {
        Regions found = model.regions(new Image.Picture(picture));
        Optional<Regions> same = different.stream().filter(each -> equal(each, found)).findFirst();
        out.put(model.facts().name(), same.orElse(found));
        different.add(found);
      } catch (BadInputException e) {
        refusal = e;
      }
    }
    if (out.isEmpty()) {
      throw refusal;
    }
    return out;
  }

  private static boolean equal(Regions a, Regions b) {
    return Arrays.equals(a.features(), b.features()) && Arrays.equals(a.normBoxes(), b.normBoxes());
  }

  private static Image regions(KeptImage image, Answerer model) {
    Regions regions = image.regions().get(model.facts().name());
    if (regions == null) {
      throw ProblemException.invalid(
          "model",
          model.facts().name() + ", which reads the regions of its store and sees no pictures",
          "a model that was trained on pictures like this one");
    }
    return new Image.OfRegions(regions);
  }

  private PictureSize size(String name) {
    return sizes.computeIfAbsent(name, file -> sizeOf(uploads.decode(read(file))));
  }

  private byte[] read(String name) {
    try {
      return folder.read(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PictureSize sizeOf(BufferedImage image) {
    return new PictureSize(image.getWidth(), image.getHeight());
  }

  @Override
  public void close() {
    work.close();
  }
}
