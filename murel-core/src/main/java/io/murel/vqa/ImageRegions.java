package io.murel.vqa;

import io.murel.BadInputException;
import io.murel.data.JoinedRegions;
import io.murel.options.Nearest;
import io.murel.regions.Box;
import io.murel.regions.RegionChecks;
import io.murel.regions.RegionExtractor;
import io.murel.regions.RegionExtractors;
import io.murel.regions.RegionFinder;
import io.murel.regions.RegionSource;
import io.murel.regions.RegionSources;
import io.murel.regions.Regions;
import io.murel.vqa.ModelDescription.Features;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The regions of images in whichever form these come. Stores are opened when the first image is
 * asked for by name. Safe for many threads.
 */
final class ImageRegions implements AutoCloseable {

  /** As many as the original takes of a photograph. */
  private static final int MOST_FOUND = 36;

  /** Relations grow with the square of the number of regions. */
  private static final int MOST_GIVEN = 1000;

  /** Among more names than this no near one is looked for. */
  private static final int MOST_COMPARED = 20_000;

  private final RegionFinder finder = new RegionFinder(MOST_FOUND);
  private final Path directory;
  private final Features features;
  private final List<Path> places;
  private final boolean demanded;
  private final List<RegionSource> open = new ArrayList<>();
  private RegionSource store; // null: not opened yet
  private boolean closed;

  /**
   * @param directory of the model, for messages
   * @param instead regions to use in place of those of the training; null: those
   */
  ImageRegions(Path directory, Features features, Path instead) {
    this.directory = directory;
    this.features = features;
    this.demanded = instead != null;
    this.places = demanded ? List.of(instead) : features.regions();
  }

  /**
   * The regions of an image.
   *
   * @throws UnknownImageException if its name is not in the store
   * @throws NoRegionsException if there is no store for names, or none of our extractors made the
   *     features that a picture would need
   * @throws UnfitRegionsException if they are not what the network reads
   */
  Regions of(Image image) {
    if (image instanceof Image.Named named) {
      return named(named.name());
    }
    if (image instanceof Image.OfRegions given) {
      return checked(given.regions());
    }
    return found(((Image.Picture) image).pixels());
  }

  private Regions named(String name) {
    RegionSource source = store();
    if (!source.contains(name)) {
      List<String> names = source.imageNames();
      String remedy = "Choose one of these.";
      if (names.size() <= MOST_COMPARED && name.length() <= 300) {
        remedy = Nearest.suggestion(name, names);
      }
      throw new UnknownImageException(
          BadInputException.at("the image")
              .found(Quoted.text(name))
              .expected(
                  "one of the %d images in the model's region store, such as '%s'"
                      .formatted(names.size(), names.get(0)))
              .remedy(remedy));
    }
    return source.regions(name);
  }

  private Regions checked(Regions regions) {
    try {
      requireDim("the regions", regions.dim());
      if (regions.count() > MOST_GIVEN) {
        throw BadInputException.at("the regions")
            .found(String.valueOf(regions.count()))
            .expected("at most " + MOST_GIVEN)
            .remedy("Keep those that a detector is surest of.");
      }
      RegionChecks.boxes("the regions", "given", regions.normBoxes());
      RegionChecks.finite("the regions", "given", regions.features(), regions.dim());
    } catch (BadInputException e) {
      throw new UnfitRegionsException(e);
    }
    return regions;
  }

  private void requireDim(String where, int dim) {
    if (dim != features.dim()) {
      throw BadInputException.at(where)
          .found(dim + " features a region")
          .expected(features.dim() + ", as the model was trained with" + by(features.extractor()))
          .remedy("Describe the regions as those of its training.");
    }
  }

  private static String by(String extractor) {
    return extractor == null ? "" : " (" + extractor + ")";
  }

  private Regions found(BufferedImage picture) {
    RegionExtractor extractor =
        RegionExtractors.named(features.extractor()).orElseThrow(this::notMadeHere);
    requireDim(extractor.name(), extractor.featureDim());
    List<Box> boxes = finder.find(picture);
    return extractor.regions(picture, boxes);
  }

  private NoRegionsException notMadeHere() {
    String extractor = features.extractor();
    return new NoRegionsException(
        BadInputException.at(directory.toString())
            .found(
                extractor == null
                    ? "a model trained with features of unknown origin"
                    : "a model trained with the features '" + extractor + "'")
            .expected(
                "features that can be made from a picture here: "
                    + String.join(", ", RegionExtractors.names()))
            .remedy(
                "Ask about an image by its name in a region store, or give regions that were"
                    + " described as those of the training."));
  }

  /** Names of the images that can be asked about by name; empty without a store. */
  List<String> names() {
    return present().isEmpty() ? List.of() : store().imageNames();
  }

  /** Those of the places that are still there; one that was demanded must be. */
  private List<Path> present() {
    return demanded ? places : places.stream().filter(Files::exists).toList();
  }

  private synchronized RegionSource store() {
    if (closed) {
      throw new IllegalStateException("the model " + directory + " is closed");
    }
    if (store == null) {
      List<Path> present = present();
      if (present.isEmpty()) {
        throw noStore();
      }
      try {
        present.forEach(this::open);
      } catch (BadInputException e) {
        closeStores();
        throw e;
      }
      store = open.size() == 1 ? open.get(0) : new JoinedRegions(open);
    }
    return store;
  }

  private void open(Path place) {
    try {
      RegionSource source = RegionSources.open(place);
      open.add(source);
      requireDim(place.toString(), source.featureDim());
      requireExtractor(place, source.metadata().get(RegionExtractors.KEY));
    } catch (IOException e) {
      throw BadInputException.at(place.toString())
          .found("an error on reading (" + e.getMessage() + ")")
          .expected("a region store")
          .remedy("Check the disk, then make the regions again.", e);
    }
  }

  private void requireExtractor(Path place, String found) {
    if (found != null && features.extractor() != null && !found.equals(features.extractor())) {
      throw BadInputException.at(place.toString())
          .found("features '" + found + "'")
          .expected("'" + features.extractor() + "', which the model was trained with")
          .remedy("Describe the regions as those of its training.");
    }
  }

  private NoRegionsException noStore() {
    return new NoRegionsException(
        BadInputException.at(directory.toString())
            .found(
                places.isEmpty()
                    ? "a model without a region store"
                    : "a model whose regions are no longer at " + places.get(0))
            .expected("a store to look an image up by its name")
            .remedy("Name one when loading the model, or ask about regions or a picture."));
  }

  @Override
  public synchronized void close() {
    closed = true;
    closeStores();
  }

  private void closeStores() {
    open.forEach(RegionSource::close);
    open.clear();
    store = null;
  }
}
