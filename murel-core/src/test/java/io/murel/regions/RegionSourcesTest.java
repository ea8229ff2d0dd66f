package io.murel.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.io.DType;
import io.murel.io.NdArray;
import io.murel.io.pth.PthWriter;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionSourcesTest {

  @TempDir private Path folder;

  private static final float[] WHOLE = {0, 0, 1, 1};

  private Path store(String name, int dim, String... images) throws IOException {
    Path file = folder.resolve(name);
    try (RegionStoreWriter writer = new RegionStoreWriter(file, dim, DType.F32, Map.of())) {
      for (String image : images) {
        float[] features = new float[dim];
        Arrays.fill(features, image.length());
        writer.add(image, new Regions(features, WHOLE, 1, dim));
      }
      writer.finish();
    }
    return file;
  }

  private Path pth(String name, float... features) throws IOException {
    return pth(name, NdArray.of(features, 1, features.length), NdArray.of(WHOLE, 1, 4));
  }

  private Path pth(String name, NdArray features, NdArray boxes) throws IOException {
    Map<String, Object> dict = new LinkedHashMap<>();
    dict.put("pooled_feat", features);
    dict.put("rois", boxes);
    dict.put("norm_rois", boxes);
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    PthWriter.write(file, dict);
    return file;
  }

  @Test
  void aFolderOfStoresIsOneSource() throws IOException {
    store("train.safetensors", 2, "a", "bb");
    store("val.safetensors", 2, "ccc");
    Files.writeString(folder.resolve("notes.txt"), "");
    Files.createFile(folder.resolve("test.safetensors.partial")); // a conversion at work
    try (RegionSource source = RegionSources.open(folder)) {
      assertThat(source.imageNames()).containsExactly("a", "bb", "ccc");
      assertThat(source.featureDim()).isEqualTo(2);
      assertThat(source.contains("ccc")).isTrue();
      assertThat(source.contains("d")).isFalse();
      assertThat(source.regions("ccc").features()).containsExactly(3, 3);
      assertThat(source.view("bb").count()).isEqualTo(1);
      assertThatThrownBy(() -> source.regions("d"))
          .hasMessageContaining("no image 'd', expected one of the 3 images in its 2 stores");
    }
  }

  @Test
  void storesThatDoNotGoTogetherAreRefused() throws IOException {
    store("train.safetensors", 2, "a");
    Path other = store("val.safetensors", 3, "b");
    assertThatThrownBy(() -> RegionSources.open(folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(other + ": found 3 features per region, expected 2");
    Path same = store("val.safetensors", 2, "a");
    assertThatThrownBy(() -> RegionSources.open(folder))
        .hasMessageStartingWith(same + ": found image 'a', which another store of the folder has");
  }

  @Test
  void aFolderOfPthFilesIsReadOnDemand() throws IOException {
    pth("cat.jpg.pth", 1, 2);
    try (RegionSource source = RegionSources.open(folder)) {
      pth("dog.jpg.pth", 3, 4); // later than the opening: nothing was listed
      assertThat(source.contains("dog.jpg")).isTrue();
      assertThat(source.regions("dog.jpg").features()).containsExactly(3, 4);
      assertThat(source.contains("cow.jpg")).isFalse();
      assertThatThrownBy(() -> source.regions("cow.jpg"))
          .hasMessageStartingWith(
              folder.toAbsolutePath() + ": found no file 'cow.jpg.pth', expected the regions");
      assertThat(source.imageNames()).containsExactly("cat.jpg", "dog.jpg");
    }
  }

  @Test
  void manyThreadsReadAPthFolder() throws IOException {
    for (int i = 0; i < 8; i++) {
      pth("i" + i + ".pth", i, i + 1);
    }
    try (RegionSource source = RegionSources.open(folder)) {
      IntStream.range(0, 200)
          .parallel()
          .forEach(
              i ->
                  assertThat(source.regions("i" + i % 8).features())
                      .containsExactly(i % 8, i % 8 + 1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "../inside/../../secret", "/etc/passwd", "x\0y", ".."})
  void noNameLeadsOutOfTheFolder(String name) throws IOException {
    pth("secret.pth", 1, 2);
    pth("inside/cat.pth", 1, 2);
    try (RegionSource source = RegionSources.open(folder.resolve("inside"))) {
      assertThat(source.contains("cat")).isTrue();
      assertThat(source.contains("../inside/cat")).isTrue(); // it comes back
      assertThat(source.contains(name)).isFalse();
      assertThatThrownBy(() -> source.regions(name))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("found no file '" + name + ".pth'");
    }
  }

  @Test
  void foldersWithinTheFolderAreAllowed() throws IOException {
    pth("top.pth", 1, 2);
    pth("VG_100K/2.jpg.pth", 5, 6);
    try (RegionSource source = RegionSources.open(folder)) {
      assertThat(source.regions("VG_100K/2.jpg").features()).containsExactly(5, 6);
    }
  }

  @Test
  void whatIsWrongWithAPthFileIsSaidWithImageAndFile() throws IOException {
    pth("a.pth", 1, 2);
    try (RegionSource source = RegionSources.open(folder)) {
      NdArray ok = NdArray.of(WHOLE, 1, 4);
      Path wide = pth("wide.pth", 1, 2, 3);
      Path nan = pth("nan.pth", 1, Float.NaN);
      Path boxes =
          pth("boxes.pth", NdArray.of(new float[] {1, 2}, 1, 2), NdArray.of(new float[8], 2, 4));
      Path none = pth("none.pth", NdArray.of(new float[0], 0, 2), NdArray.of(new float[0], 0, 4));
      Path whole = pth("whole.pth", NdArray.of(new long[] {1, 2}, 1, 2), ok);
      Path pixel =
          pth(
              "pixel.pth",
              NdArray.of(new float[] {1, 2}, 1, 2),
              NdArray.of(new float[] {0, 0, 9, 9}, 1, 4));
      Path other = folder.resolve("other.pth");
      PthWriter.write(other, Map.of("weight", ok));
      Path broken = Files.writeString(folder.resolve("broken.pth"), "PK\3\4 no more");
      assertWrong(source, "wide", wide, "3 features per region of image 'wide', expected 2");
      assertWrong(source, "nan", nan, "NaN in feature 1 of region 0 of image 'nan'");
      assertWrong(
          source, "boxes", boxes, "pooled_feat [1, 2] and norm_rois [2, 4] of image 'boxes'");
      assertWrong(source, "none", none, "pooled_feat [0, 2] and norm_rois [0, 4] of image 'none'");
      assertWrong(source, "whole", whole, "pooled_feat of shape [1, 2] in I64, image 'whole'");
      assertWrong(source, "pixel", pixel, "box 0 of image 'pixel' at (0.0, 0.0) to (9.0, 9.0)");
      assertWrong(source, "other", other, "no tensor 'pooled_feat' among weight, image 'other'");
      assertWrong(source, "broken", broken, "a damaged zip file");
    }
  }

  @Test
  void aFolderIsOpenedThoughSomeOfItsFilesAreDamaged() throws IOException {
    for (int i = 0; i < 5; i++) {
      Files.writeString(folder.resolve("bad" + i + ".pth"), "");
    }
    assertThatThrownBy(() -> RegionSources.open(folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("bad");
    pth("good.pth", 1, 2);
    try (RegionSource source = RegionSources.open(folder)) {
      assertThat(source.featureDim()).isEqualTo(2);
    }
  }

  private static void assertWrong(RegionSource source, String image, Path file, String found) {
    assertThatThrownBy(() -> source.regions(image))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file.toAbsolutePath() + ": found " + found);
  }

  @Test
  void whatIsNeitherIsRefusedWithTheWayToConvertIt() throws IOException {
    assertThatThrownBy(() -> RegionSources.open(folder))
        .hasMessage(
            folder
                + ": found neither a region store nor .pth files, expected a region store, a folder of"
                + " stores, or a folder of <image name>.pth files. Convert features of other projects"
                + " first: ./murel regions convert "
                + folder
                + " --out STORE.safetensors");
    Path tsv = Files.writeString(folder.resolve("train.tsv.gz"), "");
    assertThatThrownBy(() -> RegionSources.open(tsv))
        .hasMessageContaining("murel regions convert " + tsv);
    assertThatThrownBy(() -> RegionSources.open(folder.resolve("gone.safetensors")))
        .hasMessageContaining("found no such file, expected a region store");
    store("a.safetensors", 2, "a");
    pth("a.pth", 1, 2);
    assertThatThrownBy(() -> RegionSources.open(folder))
        .hasMessageContaining("found both region stores and .pth files, expected one of them");
  }

  @Test
  void aViewCopiesToWhereTheBuffersStandAndChecksOnTheWay() throws IOException {
    try (RegionStore store = RegionStore.open(store("s.safetensors", 3, "a", "bb"))) {
      FloatBuffer features = FloatBuffer.allocate(8).position(2);
      FloatBuffer boxes = FloatBuffer.allocate(5).position(1);
      store.view("bb").copyTo(features, boxes);
      assertThat(features.array()).containsExactly(0, 0, 2, 2, 2, 0, 0, 0);
      assertThat(features.position()).isEqualTo(5);
      assertThat(boxes.array()).containsExactly(0, 0, 0, 1, 1);
    }
  }
}
