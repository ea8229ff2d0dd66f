package io.murel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.io.NdArray;
import io.murel.io.TarGzFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Data that is missing, broken or does not fit together. */
class BadDataTest extends BadInput {

  private static final String AGAIN =
      " The file is truncated or of another format; write or download it again.";

  @Test
  void goodInputTrains() {
    assertThat(murelRun()).isZero();
    assertThat(text(err)).isEmpty();
    assertThat(run.resolve("ckpt_last_model.pth.tar")).isNotEmptyFile();
  }

  @Test
  void withoutDataTheCommandThatMakesItIsNamed() throws IOException {
    Path gone = temp.resolve("gone");
    assertFails(
        "%s: found no such file, expected the questions of split 'train'. Make the data with:"
                .formatted(gone.resolve("questions_train.json"))
            + " ./murel scenes --out "
            + gone
            + " or set dataset.dir to where it is.",
        "--dataset.dir",
        gone.toString());
  }

  @Test
  void aMissingRegionStoreIsNamed() throws IOException {
    Files.delete(data.regions("val"));
    assertFails(
        "%s: found no such file, expected the image regions of split 'val'. Make the data with:"
                .formatted(data.regions("val"))
            + " ./murel scenes --out "
            + data.folder()
            + " or set dataset.dir to where it is.");
  }

  @Test
  void aTruncatedRegionStoreIsRefused() throws IOException {
    data.halve(data.regions("train"));
    long bytes = Files.size(data.regions("train"));
    assertFails(
        "%s: found a header of 312 bytes in a file of %d, expected a complete safetensors file."
                .formatted(data.regions("train"), bytes)
            + AGAIN);
  }

  @Test
  void truncatedAnnotationsAreRefused() throws IOException {
    Path annotations = data.file("annotations_train.json");
    data.halve(annotations);
    assertFails(
        "%s: found broken JSON in line 4 (Unexpected end-of-input in VALUE_STRING), expected a"
                .formatted(annotations)
            + " complete JSON file with a list of annotations. The file is missing, cut off or of"
            + " another format; download or make it again.");
  }

  @Test
  void annotationsThatAreNoJsonAreRefusedWithTheLine() throws IOException {
    Path annotations = data.file("annotations_val.json");
    Files.writeString(annotations, "{\"annotations\": [\n{\"question_id\": oops}\n]}");
    assertFails(
        "%s: found broken JSON in line 2 (Unrecognized token 'oops': was expecting (JSON String,"
                .formatted(annotations)
            + " Number, Array, Object or token 'null', 'true' or 'false')), expected a complete JSON"
            + " file with a list of annotations. The file is missing, cut off or of another format;"
            + " download or make it again.");
  }

  @Test
  void anImageWithoutRegionsIsNamed() throws IOException {
    data.spoil("offsets", NdArray.of(new long[] {0, 0, 3}, 3));
    assertFails(
        "%s: found image 'train0.png' without regions, expected at least one region an image."
                .formatted(data.regions("train"))
            + " Extract its regions again, or leave the image out.");
  }

  @Test
  void aBoxOutsideItsImageIsNamed() throws IOException {
    float[] pixels = {0, 0, 0.5f, 1, 0, 0, 0.5f, 1, 12, 0, 48, 31};
    data.spoil("boxes", NdArray.of(pixels, 3, 4));
    assertFails(
        "%s: found box 1 of image 'train1.png' at (12.0, 0.0) to (48.0, 31.0), expected x1, y1, x2,"
                .formatted(data.regions("train"))
            + " y2 as fractions of the image: from 0 to 1, x1 <= x2 and y1 <= y2. Divide pixel boxes"
            + " by width and height, clip them, and make the store again.");
  }

  @Test
  void aRegionStoreOfOtherImagesIsRefused() throws IOException {
    data.regionsOfOtherImages("val", "train");
    assertFails(
        "%s: found no regions of 2 of the 2 images (val0.png, val1.png), expected regions of every"
                .formatted(data.regions("val"))
            + " image the questions are about. Questions and regions must be of the same split; make"
            + " both again.");
  }

  @Test
  void featuresThatAreNotANumberEndTheRunBeforeAnythingLearntFromThemIsSaved() throws IOException {
    float[] features = new float[3 * TinyDataSet.FEATURES];
    features[2 * TinyDataSet.FEATURES + 5] = Float.NaN;
    data.spoil("features", NdArray.of(features, 3, TinyDataSet.FEATURES));

    assertThat(murelRun()).isEqualTo(1);
    assertThat(text(err))
        .isEqualTo(
            "Error: %s: found NaN in feature 5 of region 1 of image 'train1.png', expected finite"
                    .formatted(data.regions("train"))
                + " features. Extract the regions of this image again, or leave the image out.\n");
    assertThat(run.resolve("ckpt_last_model.pth.tar")).doesNotExist();
  }

  @Test
  void splitsOfDifferentFeatureWidthsAreRefused() throws IOException {
    data.regions("val", 5);
    assertFails(
        "the regions of val: found 5 features a region, expected 8, as those of train. Extract the"
            + " regions of both splits in the same way.");
  }

  @Test
  void featuresOfAnotherWidthThanTheNetworkExpectsAreRefused() throws IOException {
    assertFails(
        "model.network.cell.fusion.input_dims: found [256, 128] (a list), expected [256, 8], the"
            + " lengths of question and region. Set it in the options file or with"
            + " --model.network.cell.fusion.input_dims on the command line.",
        "--model.network.region_proj_dim",
        "0");
  }

  @Test
  void aTruncatedArchiveLeavesNothingImported() throws IOException {
    Path archive = temp.resolve("easy-vqa-data.tar.gz");
    byte[] picture = new byte[9999];
    new Random(1).nextBytes(picture); // cannot be compressed: half the file is half a picture
    TarGzFiles.write(archive, Map.of("train/images/0.png", picture));
    data.halve(archive);
    Map<String, String> before = files(temp);
    assertThat(murel("import", "easy-vqa", archive.toString(), "--out", temp + "/easy"))
        .isEqualTo(1);
    assertThat(text(err))
        .isEqualTo(
            "Error: %s: found a truncated or damaged archive (Unexpected end of ZLIB input stream),"
                    .formatted(archive)
                + " expected a complete .tar.gz archive. Download it again.\n");
    assertThat(files(temp)).isEqualTo(before);
  }
}
