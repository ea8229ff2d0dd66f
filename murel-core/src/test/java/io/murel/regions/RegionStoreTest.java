package io.murel.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.io.DType;
import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import io.murel.io.SafetensorsHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionStoreTest {

  @TempDir Path folder;

  /** Regions with features 0.25, 1.25, ... (exact in F16) that begin at {@code first}. */
  private static Regions regions(int count, int dim, float first) {
    float[] features = new float[count * dim];
    for (int i = 0; i < features.length; i++) {
      features[i] = first + i + 0.25f;
    }
    float[] boxes = new float[count * 4];
    for (int i = 0; i < count; i++) {
      System.arraycopy(new float[] {0, 0.125f, 0.5f + i * 0.0625f, 1}, 0, boxes, 4 * i, 4);
    }
    return new Regions(features, boxes, count, dim);
  }

  private Path store(DType dtype, int... counts) throws IOException {
    Path file = folder.resolve("regions_" + dtype + ".safetensors");
    try (RegionStoreWriter writer =
        new RegionStoreWriter(file, 3, dtype, Map.of("extractor", "pixels-v1"))) {
      for (int i = 0; i < counts.length; i++) {
        writer.add("image" + i, regions(counts[i], 3, 10 * i));
      }
      writer.finish();
    }
    return file;
  }

  /** A store of two images of 1 and 2 regions with 2 features, one array of it replaced. */
  private Path spoilt(String name, NdArray replacement, Map<String, String> metadata)
      throws IOException {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("features", NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
    arrays.put("boxes", NdArray.of(new float[] {0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1}, 3, 4));
    arrays.put("offsets", NdArray.of(new long[] {0, 1, 3}, 3));
    arrays.put(name, replacement);
    Path file = folder.resolve("spoilt.safetensors");
    Safetensors.write(file, arrays, metadata);
    return file;
  }

  private Path spoilt(String name, NdArray replacement) throws IOException {
    return spoilt(name, replacement, Map.of("image_names", "[\"cat.png\",\"dog.png\"]"));
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> RegionStore.open(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ": found ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @EnumSource(names = {"F16", "F32"})
  void imagesOfUnequalRegionCountsAreReadBack(DType dtype) throws IOException {
    try (RegionStore store = RegionStore.open(store(dtype, 1, 4, 2))) {
      assertThat(store.dtype()).isEqualTo(dtype);
      assertThat(store.featureDim()).isEqualTo(3);
      assertThat(store.regionCount()).isEqualTo(7);
      assertThat(store.imageNames()).containsExactly("image0", "image1", "image2");
      assertThat(store.metadata()).containsExactly(Map.entry("extractor", "pixels-v1"));
      for (int i = 0; i < 3; i++) {
        Regions expected = regions(new int[] {1, 4, 2}[i], 3, 10 * i);
        Regions read = store.regions("image" + i);
        assertThat(read.count()).isEqualTo(expected.count());
        assertThat(read.dim()).isEqualTo(3);
        assertThat(read.features()).containsExactly(expected.features());
        assertThat(read.normBoxes()).containsExactly(expected.normBoxes());
      }
      assertThatCode(store::check).doesNotThrowAnyException();
    }
  }

  @Test
  void halfPrecisionRoundsTheFeatures() throws IOException {
    Path file = folder.resolve("half.safetensors");
    try (RegionStoreWriter writer = new RegionStoreWriter(file, 1, DType.F16, Map.of())) {
      writer.add("a", new Regions(new float[] {0.1f}, new float[] {0, 0, 1, 1}, 1, 1));
      writer.finish();
    }
    assertThat(RegionStore.open(file).regions("a").features()).containsExactly(0.099975586f);
  }

  @Test
  void manyThreadsReadTheSameRegions() throws IOException {
    try (RegionStore store = RegionStore.open(store(DType.F16, 3, 1, 5, 2))) {
      IntStream.range(0, 2000)
          .parallel()
          .forEach(
              i -> {
                int image = i % 4;
                assertThat(store.regions("image" + image).features())
                    .containsExactly(
                        regions(new int[] {3, 1, 5, 2}[image], 3, 10 * image).features());
              });
    }
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(store(DType.F16, 1, 2));
    Path cut = folder.resolve("cut.safetensors");
    for (int length = 0; length < whole.length; length++) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertRefused(cut, "expected a complete safetensors file");
    }
    Files.write(cut, Arrays.copyOf(whole, whole.length + 1));
    assertRefused(cut, "1 bytes after the last array");
  }

  @Test
  void anAbsentStoreIsSaidToBeAbsent() {
    assertRefused(folder.resolve("none.safetensors"), "no such file, expected a region store");
  }

  @Test
  void anImageWithoutRegionsIsRefusedByName() throws IOException {
    assertRefused(
        spoilt("offsets", NdArray.of(new long[] {0, 3, 3}, 3)),
        "image 'dog.png' without regions, expected at least one region an image.");
  }

  @Test
  void offsetsThatFallOrLeaveGapsAreRefused() throws IOException {
    assertRefused(
        spoilt("offsets", NdArray.of(new long[] {0, 4, 3}, 3)), "offsets 4, 3 at image 'dog.png'");
    assertRefused(
        spoilt("offsets", NdArray.of(new long[] {0, 1, 2}, 3)),
        "offsets from 0 to 2, expected 0 to 3");
    assertRefused(spoilt("offsets", NdArray.of(new long[] {-5, 1, 3}, 3)), "offsets from -5 to 3");
    assertRefused(spoilt("offsets", NdArray.of(new long[] {0, 3}, 2)), "2 offsets for 2 images");
  }

  @Test
  void aBoxOutsideItsImageIsRefusedWithImageAndBox() throws IOException {
    assertRefused(
        spoilt("boxes", NdArray.of(new float[] {0, 0, 1, 1, 0, 0, 1, 1, 0.5f, 0, 1.25f, 1}, 3, 4)),
        "box 1 of image 'dog.png' at (0.5, 0.0) to (1.25, 1.0), expected x1, y1, x2, y2 as"
            + " fractions of the image: from 0 to 1, x1 <= x2 and y1 <= y2.");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -0.01f, 0.6f})
  void aBoxThatIsNoneIsRefused(float left) throws IOException {
    assertRefused(
        spoilt("boxes", NdArray.of(new float[] {left, 0, 0.5f, 1, 0, 0, 1, 1, 0, 0, 1, 1}, 3, 4)),
        "box 0 of image 'cat.png' at (" + left + ", 0.0)");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void featuresThatAreNotFiniteAreNamedOnReadAndOnCheck(float bad) throws IOException {
    Path file = spoilt("features", NdArray.of(new float[] {1, 2, 3, 4, 5, bad}, 3, 2));
    String message =
        file
            + ": found "
            + bad
            + " in feature 1 of region 1 of image 'dog.png', expected finite features."
            + " Extract the regions of this image again, or leave the image out.";
    try (RegionStore store = RegionStore.open(file)) {
      assertThat(store.regions("cat.png").features()).containsExactly(1, 2);
      assertThatThrownBy(() -> store.regions("dog.png"))
          .isInstanceOf(BadInputException.class)
          .hasMessage(message);
      assertThatThrownBy(store::check).isInstanceOf(BadInputException.class).hasMessage(message);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"F16", "F32"})
  void aBatchGetsTheSameNumbersWheneverItReadsAnImage(DType dtype) throws IOException {
    try (RegionStore store = RegionStore.open(store(dtype, 2, 3))) {
      float[] expected = store.regions("image1").features();
      for (int time = 0; time < 3; time++) { // looked at the first time, then only copied
        FloatBuffer features =
            ByteBuffer.allocateDirect(4 * expected.length)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        store.view("image1").copyTo(features, FloatBuffer.allocate(4 * 3));
        float[] copied = new float[expected.length];
        features.flip().get(copied);
        assertThat(copied).containsExactly(expected);
      }
    }
  }

  @Test
  void featuresThatAreNotFiniteAreRefusedWheneverTheyAreRead() throws IOException {
    Path file = spoilt("features", NdArray.of(new float[] {1, 2, 3, 4, 5, Float.NaN}, 3, 2));
    try (RegionStore store = RegionStore.open(file)) {
      for (int time = 0; time < 3; time++) {
        assertThatThrownBy(
                () ->
                    store.view("dog.png").copyTo(FloatBuffer.allocate(4), FloatBuffer.allocate(8)))
            .isInstanceOf(BadInputException.class)
            .hasMessageContaining("NaN in feature 1 of region 1 of image 'dog.png'");
      }
    }
  }

  @Test
  void anUnknownImageIsNamed() throws IOException {
    try (RegionStore store = RegionStore.open(store(DType.F32, 1, 1))) {
      assertThat(store.contains("image7")).isFalse();
      assertThatThrownBy(() -> store.regions("image7"))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining(
              "no image 'image7', expected one of its 2 images, such as 'image0'");
    }
  }

  @Test
  void namesMustBeThereOnceEach() throws IOException {
    NdArray same = NdArray.of(new long[] {0, 1, 3}, 3);
    assertRefused(
        spoilt("offsets", same, Map.of("image_names", "[\"cat.png\",\"cat.png\"]")),
        "image 'cat.png' twice");
    assertRefused(spoilt("offsets", same, Map.of()), "no image_names in the metadata");
    assertRefused(
        spoilt("offsets", same, Map.of("image_names", "[\"cat.png\",")), "unreadable image_names");
    assertRefused(
        spoilt("offsets", same, Map.of("image_names", "[\"cat.png\",null]")),
        "unreadable image_names");
  }

  @Test
  void anotherLayoutIsRefused() throws IOException {
    assertRefused(
        spoilt("features", NdArray.of(new float[] {1, 2}, 2)),
        "features of shape [2], expected [regions, features]");
    assertRefused(
        spoilt("boxes", NdArray.of(new float[] {0, 0, 1, 1}, 1, 4)),
        "boxes of shape [1, 4], expected [regions, 4]");
    assertRefused(
        spoilt("features", NdArray.of(new long[] {1, 2, 3}, 3, 1)),
        "features in I64, expected F16 or F32");
  }

  @Test
  void aModelOfAnotherFeatureWidthIsRefused() throws IOException {
    Path file = store(DType.F32, 1);
    try (RegionStore store = RegionStore.open(file)) {
      store.requireFeatureDim(3, "model.network.dim_v");
      assertThatThrownBy(() -> store.requireFeatureDim(2048, "model.network.dim_v"))
          .isInstanceOf(BadInputException.class)
          .hasMessage(
              "model.network.dim_v: found 2048, expected 3, the features per region in "
                  + file
                  + ". Set it to 3, or use regions extracted with 2048 features.");
    }
  }

  @Test
  void theWriterRefusesWhatTheStoreWould() throws IOException {
    Path file = folder.resolve("w.safetensors");
    float[] whole = {0, 0, 1, 1};
    try (RegionStoreWriter writer = new RegionStoreWriter(file, 1, DType.F16, Map.of())) {
      writer.add("a", new Regions(new float[] {1}, whole, 1, 1));
      assertThatThrownBy(() -> writer.add("a", new Regions(new float[] {1}, whole, 1, 1)))
          .hasMessageContaining("image 'a' twice");
      assertThatThrownBy(() -> writer.add("b", new Regions(new float[] {1, 2}, whole, 1, 2)))
          .hasMessageContaining("2 features per region in image 'b', expected 1");
      assertThatThrownBy(() -> writer.add("b", new Regions(new float[] {70000}, whole, 1, 1)))
          .hasMessageContaining("feature 70000.0 in image 'b', expected at most 65504");
      assertThatThrownBy(() -> writer.add("b", new Regions(new float[] {Float.NaN}, whole, 1, 1)))
          .hasMessageContaining("NaN in feature 0 of region 0 of image 'b'");
      assertThatThrownBy(
              () -> writer.add("b", new Regions(new float[] {1}, new float[] {0, 0, 2, 1}, 1, 1)))
          .hasMessageContaining("box 0 of image 'b'");
      writer.add("b", new Regions(new float[] {2}, whole, 1, 1));
      writer.finish();
    }
    assertThat(RegionStore.open(file).imageNames()).containsExactly("a", "b");
  }

  @Test
  void aWriterClosedUnfinishedLeavesTheOldStore() throws IOException {
    Path file = store(DType.F32, 2);
    byte[] before = Files.readAllBytes(file);
    try (RegionStoreWriter writer = new RegionStoreWriter(file, 3, DType.F32, Map.of())) {
      writer.add("other", regions(1, 3, 0));
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void featuresBeyondTwoGigabytesAreRead() throws IOException {
    int regions = 600_000;
    int dim = 1024; // 2.4 GB, a hole in the file but for the last number
    Map<String, SafetensorsHeader.Entry> arrays = new LinkedHashMap<>();
    arrays.put("offsets", new SafetensorsHeader.Entry(DType.I64, new long[] {3}, 0));
    arrays.put("boxes", new SafetensorsHeader.Entry(DType.F32, new long[] {regions, 4}, 0));
    arrays.put("features", new SafetensorsHeader.Entry(DType.F32, new long[] {regions, dim}, 0));
    byte[] header = SafetensorsHeader.encode(arrays, Map.of("image_names", "[\"a\",\"b\"]"));
    Path file = folder.resolve("large.safetensors");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(header), 0);
      ByteBuffer offsets = NdArray.of(new long[] {0, regions - 2, regions}, 3).bytes();
      channel.write(offsets, header.length);
      long size = header.length + 24 + 16L * regions + 4L * regions * dim;
      channel.write(NdArray.of(new float[] {7}, 1).bytes(), size - 4);
    }
    try (RegionStore store = RegionStore.open(file)) {
      Regions last = store.regions("b");
      assertThat(last.count()).isEqualTo(2);
      assertThat(last.features()[2 * dim - 1]).isEqualTo(7f);
      assertThat(last.features()[2 * dim - 2]).isZero();
    }
    Files.delete(file);
  }

  @Test
  void aClosedStoreIsNotRead() throws IOException {
    RegionStore store = RegionStore.open(store(DType.F32, 1));
    store.close();
    assertThatThrownBy(() -> store.regions("image0"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("is closed");
  }

  @Test
  void aStoreIsOneSafetensorsFile() throws IOException {
    Safetensors file = Safetensors.map(store(DType.F32, 1, 2));
    assertThat(file.arrays().keySet()).containsExactly("offsets", "boxes", "features");
    assertThat(file.get("offsets").longs()).containsExactly(0, 1, 3);
    assertThat(file.metadata()).containsEntry("image_names", "[\"image0\",\"image1\"]");
    assertThat(List.copyOf(file.metadata().keySet())).contains("extractor");
  }
}
