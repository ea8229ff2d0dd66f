package io.murel.vqa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.io.DType;
import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import io.murel.model.SmallNets;
import io.murel.regions.PixelDescriptor;
import io.murel.regions.RegionStoreWriter;
import io.murel.regions.Regions;
import io.murel.vqa.ModelDescription.Features;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be wrong with a question, an image or a model, and what is said about it. */
class VqaModelBadInputTest {

  private static final int V = SmallNets.V;
  private static final Regions REGIONS = TinyModel.regions(2, V, 1);
  private static final Image IMAGE = new Image.OfRegions(REGIONS);

  @TempDir private Path temp;

  private Path write(Features features) throws IOException {
    return TinyModel.write(temp.resolve("m"), TinyModel.description(SmallNets.murel(), features));
  }

  private VqaModel model(Features features) throws IOException {
    return VqaModel.load(write(features));
  }

  private VqaModel model() throws IOException {
    return model(TinyModel.features(V));
  }

  @Test
  void aQuestionNeedsWords() throws IOException {
    try (VqaModel model = model()) {
      refused(
          model,
          new Query(IMAGE, "  "),
          BadQuestionException.class,
          "the question: found nothing, expected a question in words. Ask, for instance: What color"
              + " is it?");
      refused(
          model,
          new Query(IMAGE, "?!\u001b \n"),
          BadQuestionException.class,
          "the question: found only words that the model has never seen in '?!   ', expected some"
              + " of the 4 words of its training questions. Ask in the language and the words it"
              + " was trained with.");
      refused(
          model,
          new Query(IMAGE, "??!"),
          BadQuestionException.class,
          "the question: found no words in '??!', expected a question in words. Ask, for instance:"
              + " What color is it?");
      refused(
          model,
          new Query(IMAGE, "Где красный куб 🙂?"),
          BadQuestionException.class,
          "the question: found only words that the model has never seen in 'Где красный куб 🙂?',"
              + " expected some of the 4 words of its training questions. Ask in the language and"
              + " the words it was trained with.");
    }
  }

  @Test
  void aQuestionIsShort() throws IOException {
    try (VqaModel model = model()) {
      refused(
          model,
          new Query(IMAGE, "what ".repeat(101)),
          BadQuestionException.class,
          "the question: found 101 words, expected at most 100. Ask one short question.");
      refused(
          model,
          new Query(IMAGE, "w".repeat(1_000_000)),
          BadQuestionException.class,
          "the question: found 1000000 characters, expected at most 2000. Ask one short question.");
      assertThat(model.answer(REGIONS, "what ".repeat(100), 1)).hasSize(1);
    }
  }

  @Test
  void oneBadQuestionRefusesTheWholeCall() throws IOException {
    try (VqaModel model = model()) {
      assertThatThrownBy(
              () -> model.answer(List.of(new Query(IMAGE, "what"), new Query(IMAGE, "")), 1))
          .isInstanceOf(BadQuestionException.class);
    }
  }

  @Test
  void regionsMustBeThoseTheNetworkReads() throws IOException {
    try (VqaModel model = model(new Features(V, "detector-7", List.of()))) {
      refused(
          model,
          of(TinyModel.regions(2, V + 1, 1)),
          UnfitRegionsException.class,
          "the regions: found 6 features a region, expected 5, as the model was trained with"
              + " (detector-7). Describe the regions as those of its training.");
      refused(
          model,
          of(TinyModel.regions(1001, V, 1)),
          UnfitRegionsException.class,
          "the regions: found 1001, expected at most 1000. Keep those that a detector is surest of.");
      Regions broken = TinyModel.regions(2, V, 1);
      broken.features()[7] = Float.NaN;
      refused(
          model,
          of(broken),
          UnfitRegionsException.class,
          "the regions: found NaN in feature 2 of region 1 of image 'given', expected finite"
              + " features. Extract the regions of this image again, or leave the image out.");
      Regions outside = TinyModel.regions(2, V, 1);
      outside.normBoxes()[6] = 200;
      assertThatThrownBy(() -> model.regions(new Image.OfRegions(outside)))
          .isInstanceOf(UnfitRegionsException.class)
          .hasMessageStartingWith("the regions: found box 1 of image 'given' at (");
    }
  }

  @Test
  void anUnknownImageIsAnsweredWithTheNearestName() throws IOException {
    Path store = store("val", V, null, "scene-1", "scene-2");
    try (VqaModel model = model(new Features(V, null, List.of(store)))) {
      assertThat(model.imageNames()).containsExactly("scene-1", "scene-2");
      assertThat(model.answer(new Query(new Image.Named("scene-2"), "what"), 1)).hasSize(1);
      refused(
          model,
          new Query(new Image.Named("scene_2"), "what"),
          UnknownImageException.class,
          "the image: found 'scene_2', expected one of the 2 images in the model's region store,"
              + " such as 'scene-1'. Did you mean 'scene-2'?");
      refused(
          model,
          new Query(new Image.Named("../../etc/passwd\u001b[2J"), "what"),
          UnknownImageException.class,
          "the image: found '../../etc/passwd [2J', expected one of the 2 images in the model's"
              + " region store, such as 'scene-1'. Choose one of these.");
    }
  }

  @Test
  void namesNeedAStore() throws IOException {
    Query query = new Query(new Image.Named("a"), "what");
    try (VqaModel model = model()) {
      assertThat(model.imageNames()).isEmpty();
      refused(
          model,
          query,
          NoRegionsException.class,
          "%s: found a model without a region store, expected a store to look an image up by its name."
                  .formatted(temp.resolve("m"))
              + " Name one when loading the model, or ask about regions or a picture.");
    }
    Path gone = temp.resolve("gone.safetensors");
    try (VqaModel model = model(new Features(V, null, List.of(gone)))) {
      assertThat(model.imageNames()).isEmpty();
      refused(
          model,
          query,
          NoRegionsException.class,
          "%s: found a model whose regions are no longer at %s, expected a store to look an image up"
                  .formatted(temp.resolve("m"), gone)
              + " by its name. Name one when loading the model, or ask about regions or a picture.");
    }
  }

  @Test
  void severalStoresAreLookedThroughAndOthersCanBeGiven() throws IOException {
    Path val = store("val", V, null, "a");
    Path train = store("train", V, null, "b");
    Path other = store("other", V, null, "c");
    Features features = new Features(V, null, List.of(val, temp.resolve("gone"), train));
    try (VqaModel model = model(features)) {
      assertThat(model.imageNames()).containsExactly("a", "b");
    }
    try (VqaModel model = VqaModel.load(write(features), LoadOptions.DEFAULT.withRegions(other))) {
      assertThat(model.imageNames()).containsExactly("c");
    }
  }

  @Test
  void aStoreMustHoldTheFeaturesOfTheTraining() throws IOException {
    Path wider = store("wider", V + 2, null, "a");
    try (VqaModel model = model(new Features(V, null, List.of(wider)))) {
      assertThatThrownBy(() -> model.answer(new Query(new Image.Named("a"), "what"), 1))
          .isInstanceOf(BadInputException.class)
          .hasMessage(
              "%s: found 7 features a region, expected 5, as the model was trained with. Describe"
                      .formatted(wider)
                  + " the regions as those of its training.");
    }
    Path theirs = store("theirs", V, "theirs", "a");
    try (VqaModel model = model(new Features(V, "ours", List.of(theirs)))) {
      assertThatThrownBy(() -> model.answer(new Query(new Image.Named("a"), "what"), 1))
          .hasMessage(
              "%s: found features 'theirs', expected 'ours', which the model was trained with."
                      .formatted(theirs)
                  + " Describe the regions as those of its training.");
    }
  }

  @Test
  void aPictureNeedsAnExtractorThatIsHere() throws IOException {
    Image picture = new Image.Picture(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB));
    try (VqaModel model = model(new Features(V, "bottom-up", List.of()))) {
      refused(
          model,
          new Query(picture, "what"),
          NoRegionsException.class,
          "%s: found a model trained with the features 'bottom-up', expected features that can be made"
                  .formatted(temp.resolve("m"))
              + " from a picture here: pixels-v1. Ask about an image by its name in a region store,"
              + " or give regions that were described as those of the training.");
    }
    try (VqaModel model = model()) {
      assertThatThrownBy(() -> model.answer(new Query(picture, "what"), 1))
          .isInstanceOf(NoRegionsException.class)
          .hasMessageContaining("found a model trained with features of unknown origin");
    }
    try (VqaModel model = model(new Features(V, new PixelDescriptor().name(), List.of()))) {
      assertThatThrownBy(() -> model.answer(new Query(picture, "what"), 1))
          .hasMessageStartingWith(
              "pixels-v1: found %d features a region, expected 5"
                  .formatted(new PixelDescriptor().featureDim()));
    }
  }

  @Test
  void aDirectoryNeedsDescriptionAndWeights() throws IOException {
    Path folder = temp.resolve("m");
    notLoaded(
        folder,
        "%s: found no such folder, expected the directory of a run or of an exported model. Check the"
                .formatted(folder)
            + " path.");
    Files.createDirectories(folder);
    notLoaded(
        folder,
        "%s: found no weights, expected model.safetensors, or the checkpoint of a run that has"
                .formatted(folder)
            + " finished an epoch. Train a network with murel run, or check the path.");
    write(TinyModel.features(V));
    Files.delete(folder.resolve("model.json"));
    notLoaded(
        folder,
        "%s: found no such file, expected the description of a model. Runs write it when they begin,"
                .formatted(folder.resolve("model.json"))
            + " also to evaluate: murel run -o RUN_DIR/options.yaml --exp.resume last"
            + " --dataset.train_split");
  }

  @Test
  void weightsMustFitTheDescription() throws IOException {
    Path folder = write(TinyModel.features(V));
    TinyModel.description(SmallNets.attention(), TinyModel.features(V)).write(folder);
    assertThatThrownBy(() -> VqaModel.load(folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(folder.resolve("model.safetensors") + ": found ");
    TinyModel.description(SmallNets.murel("n_step", 0), TinyModel.features(V)).write(folder);
    assertThatThrownBy(() -> VqaModel.load(folder))
        .hasMessageStartingWith(folder.resolve("model.json") + ": model.network.n_step: found 0");
  }

  @Test
  void aDivergedNetworkIsRefused() throws IOException {
    Path folder = write(TinyModel.features(V));
    Path weights = folder.resolve("model.safetensors");
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    Safetensors.map(weights)
        .arrays()
        .forEach((n, a) -> arrays.put(n, NdArray.of(a.floats(), a.shape())));
    arrays.put("region_proj.bias", NdArray.of(new float[] {0, 1, Float.NaN, 3, 4, 5}, 6));
    Safetensors.write(weights, arrays, Map.of());
    notLoaded(
        folder,
        "%s: found NaN or infinity in 'region_proj.bias', expected finite weights. Its training"
                .formatted(weights)
            + " diverged: take another checkpoint, or train again.");
  }

  private static void notLoaded(Path folder, String message) {
    assertThatThrownBy(() -> VqaModel.load(folder))
        .isInstanceOf(BadInputException.class)
        .hasMessage(message);
  }

  private static void refused(
      VqaModel model, Query query, Class<? extends BadInputException> type, String message) {
    assertThatThrownBy(() -> model.answer(query, 1)).isInstanceOf(type).hasMessage(message);
    assertThatThrownBy(() -> model.explain(query, 1)).isInstanceOf(type).hasMessage(message);
  }

  private static Query of(Regions regions) {
    return new Query(new Image.OfRegions(regions), "what");
  }

  private Path store(String name, int dim, String extractor, String... images) throws IOException {
    Path file = temp.resolve(name + ".safetensors");
    Map<String, String> notes = extractor == null ? Map.of() : Map.of("extractor", extractor);
    try (RegionStoreWriter writer = new RegionStoreWriter(file, dim, DType.F32, notes)) {
      for (int i = 0; i < images.length; i++) {
        writer.add(images[i], TinyModel.regions(2, dim, i));
      }
      writer.finish();
    }
    return file;
  }
}
