package io.murel.app.ask;

import io.murel.BadInputException;
import io.murel.io.AtomicFile;
import io.murel.regions.Pictures;
import io.murel.regions.RegionExtractor;
import io.murel.regions.RegionExtractors;
import io.murel.scenes.SceneGenerator;
import io.murel.scenes.SceneGenerator.Generated;
import io.murel.scenes.ScenesOptions;
import io.murel.scenes.Split;
import io.murel.scenes.ask.Selector;
import io.murel.scenes.ask.Wording;
import io.murel.scenes.world.SceneRandom;
import io.murel.vqa.Image;
import io.murel.vqa.ModelDescription;
import io.murel.vqa.VqaModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Finds what a user wants to ask about: a picture file, an image of a store, a new scene. */
final class Subjects {

  private static final String SCENES = "scenes";
  private static final int SEEDS = 1_000_000;
  private static final int SUGGESTIONS = 4;
  private static final String STORE = "regions_";

  private final VqaModel model;
  private final Path scenes;

  /**
   * @param scenes folder for pictures of drawn scenes
   */
  Subjects(VqaModel model, Path scenes) {
    this.model = model;
    this.scenes = scenes;
  }

  /**
   * A picture file, or else the image of that name in the model's region store.
   *
   * @throws BadInputException if it is neither
   */
  Subject named(String fileOrName) throws IOException {
    Optional<Path> file = file(fileOrName);
    if (file.isPresent()) {
      Image.Picture picture = Image.read(file.get());
      Image found = new Image.OfRegions(model.regions(picture)); // once for all questions
      return new Subject(fileOrName, found, picture.pixels(), file.get(), List.of());
    }
    if (model.imageNames().isEmpty()) {
      throw BadInputException.at("--image")
          .found("'" + fileOrName + "', which is no file")
          .expected("a picture file: the model has no region store to look a name up in")
          .remedy("Check the path, or name a store with --regions.");
    }
    Image image = new Image.Named(fileOrName);
    model.regions(image); // now, or else each question would fail
    Optional<Path> picture = pictureOf(fileOrName);
    BufferedImage pixels = picture.isEmpty() ? null : Pictures.read(picture.get());
    return new Subject(fileOrName, image, pixels, picture.orElse(null), List.of());
  }

  private static Optional<Path> file(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The picture beside a store {@code regions_SPLIT.safetensors}: {@code images/SPLIT/NAME}. */
  private Optional<Path> pictureOf(String name) {
    return model.description().features().regions().stream()
        .filter(store -> store.getFileName().toString().startsWith(STORE))
        .flatMap(
            store -> {
              String split = store.getFileName().toString().substring(STORE.length());
              Path images =
                  store.resolveSibling("images").resolve(split.replace(".safetensors", ""));
              return Stream.of("", ".png", ".jpg").map(end -> images.resolve(name + end));
            })
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** A seed of a scene that nobody chose. */
  static long anySeed() {
    return RandomGenerator.getDefault().nextInt(SEEDS);
  }

  /**
   * Draws a scene and saves its picture.
   *
   * @param seed the same one gives the same scene
   * @throws BadInputException if the model knows nothing of scenes
   */
  Subject scene(long seed) throws IOException {
    ModelDescription description = model.description();
    RegionExtractor extractor =
        RegionExtractors.named(description.features().extractor())
            .filter(any -> description.dataset().equals(SCENES))
            .orElseThrow(() -> noScenes(description));
    Generated scene = new SceneGenerator(ScenesOptions.of(scenes, seed, 1)).generate(Split.TEST, 0);
    Path file = scenes.resolve("scene-" + seed + ".png");
    AtomicFile.write(file, out -> ImageIO.write(scene.image(), "png", out));
    Wording wording = new Wording(new SceneRandom(scene.wordingSeed()));
    List<String> suggestions =
        new Selector(SUGGESTIONS)
            .choose(scene.proposals()).stream().map(c -> wording.of(c.program())).toList();
    return new Subject(
        "scene " + seed,
        new Image.OfRegions(extractor.regions(scene.image(), scene.scene().boxes())),
        scene.image(),
        file,
        suggestions);
  }

  private static BadInputException noScenes(ModelDescription description) {
    return BadInputException.at("--image")
        .found("nothing, and a model trained on " + description.dataset())
        .expected("a picture file or the name of an image")
        .remedy("Only for models trained on drawn scenes a new one is drawn where none is given.");
  }
}
