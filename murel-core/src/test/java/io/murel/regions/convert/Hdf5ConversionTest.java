package io.murel.regions.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.murel.BadInputException;
import io.murel.io.DType;
import io.murel.regions.RegionStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Hdf5ConversionTest {

  @TempDir private Path folder;

  private Path target() {
    return folder.resolve("store.safetensors");
  }

  private static float[][] rows(float[] values, int rows) {
    int columns = values.length / rows;
    float[][] out = new float[rows][];
    for (int i = 0; i < rows; i++) {
      out[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
    }
    return out;
  }

  /** x1, y1, x2, y2, width and height of each region. */
  private static float[][] spatial(Sample sample) {
    float[][] out = rows(sample.fractions(), sample.count());
    for (int i = 0; i < out.length; i++) {
      float[] b = out[i];
      out[i] = new float[] {b[0], b[1], b[2], b[3], b[2] - b[0], b[3] - b[1]};
    }
    return out;
  }

  private Path hdf5(String name, Map<String, Object> datasets) {
    Path file = folder.resolve(name);
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      datasets.forEach(hdf::putDataset);
    }
    return file;
  }

  private Path fixed(String name, Sample... samples) {
    float[][][] features = new float[samples.length][][];
    float[][][] boxes = new float[samples.length][][];
    for (int i = 0; i < samples.length; i++) {
      features[i] = rows(samples[i].features(), samples[i].count());
      boxes[i] = spatial(samples[i]);
    }
    return hdf5(name, new TreeMap<>(Map.of("image_features", features, "spatial_features", boxes)));
  }

  private Path adaptive(String name, int[][] places, Sample... samples) {
    float[][] features =
        Arrays.stream(samples)
            .flatMap(sample -> Arrays.stream(rows(sample.features(), sample.count())))
            .toArray(float[][]::new);
    float[][] boxes =
        Arrays.stream(samples)
            .flatMap(sample -> Arrays.stream(spatial(sample)))
            .toArray(float[][]::new);
    return hdf5(
        name,
        new TreeMap<>(
            Map.of("image_features", features, "spatial_features", boxes, "pos_boxes", places)));
  }

  /** An index as Python 2's cPickle writes it. */
  private void index(String name, Map<Long, Integer> rows) throws IOException {
    Files.writeString(
        folder.resolve(name),
        rows.entrySet().stream()
            .map(entry -> "I%d\nI%d\ns".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("", "(dp1\n", ".")));
  }

  @Test
  void theFilesOfBottomUpAttentionVqaAreReadWithTheIndexBesideThem() throws IOException {
    Sample[] samples = {Sample.of(9, 3, 8), Sample.of(25, 3, 8), Sample.of(30, 3, 8)};
    Path file = fixed("train36.hdf5", samples);
    index("train36_imgid2idx.pkl", new TreeMap<>(Map.of(9L, 2, 25L, 0, 30L, 1)));

    Converting.run(Converting.options(target(), "COCO_train2014_%012d.jpg", file));

    try (RegionStore store = RegionStore.open(target())) {
      assertThat(store.imageNames())
          .containsExactly(
              "COCO_train2014_000000000025.jpg",
              "COCO_train2014_000000000030.jpg",
              "COCO_train2014_000000000009.jpg");
      samples[0].assertIn(store, "COCO_train2014_000000000025.jpg");
      samples[1].assertIn(store, "COCO_train2014_000000000030.jpg");
      samples[2].assertIn(store, "COCO_train2014_000000000009.jpg");
    }
  }

  @Test
  void theAdaptiveFilesOfBanAreRead() throws IOException {
    Sample[] samples = {Sample.of(1, 4, 8), Sample.of(2, 1, 8), Sample.of(3, 6, 8)};
    Path file = adaptive("test2015.hdf5", new int[][] {{0, 4}, {4, 5}, {5, 11}}, samples);
    Files.writeString(folder.resolve("ids.json"), "{\"1\": 0, \"2\": 1, \"3\": 2}");

    Conversion.run(
        new ConversionOptions(
            List.of(file),
            null,
            folder.resolve("ids.json"),
            target(),
            DType.F32,
            new ImageNaming(null, null),
            1),
        ConversionListener.SILENT);

    try (RegionStore store = RegionStore.open(target())) {
      for (Sample sample : samples) {
        sample.assertIn(store, "COCO_test2015_%012d.jpg".formatted(sample.id()));
      }
    }
  }

  @Test
  void imagesThatAreNowhereArePassedOverByName() throws IOException {
    Path file =
        adaptive(
            "val.hdf5",
            new int[][] {{0, 2}, {2, 2}, {2, 9}, {-1, 1}, {1, 2}},
            Sample.of(1, 2, 8),
            Sample.of(2, 1, 8));
    index("val_imgid2idx.pkl", new TreeMap<>(Map.of(1L, 0, 2L, 1, 3L, 2, 4L, 3, 5L, 4, 6L, 77)));
    ConversionReport report = Converting.run(Converting.options(target(), file));
    assertThat(Converting.badNames(report)).containsExactly("2", "3", "4", "6");
    List<String> reasons = Converting.reasons(report);
    assertThat(reasons.get(0)).contains("0 regions of 8 features for image '2'");
    assertThat(reasons.get(1)).contains("rows 2 to 9 of the 3 of spatial_features");
    assertThat(reasons.get(2)).contains("rows -1 to 1 of the 3");
    assertThat(reasons.get(3)).contains("index 77 of image '6', expected one below 5");
  }

  @Test
  void aFileWithoutItsIndexOrItsArraysIsRefused() throws IOException {
    Path file = fixed("train36.hdf5", Sample.of(9, 3, 8));
    assertThatThrownBy(() -> Converting.run(Converting.options(target(), file)))
        .hasMessage(
            file
                + ": found no index of its images beside it, expected a file of the same name with"
                + " _imgid2idx.pkl or _imgid2idx.json. Name it with --index FILE.");
    Path other = hdf5("val36.hdf5", Map.of("image_features", new float[1][2][3]));
    index("val36_imgid2idx.pkl", Map.of(1L, 0));
    assertThatThrownBy(() -> Converting.run(Converting.options(target(), other)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(
            other + ": found no array spatial_features among [image_features], expected");
    Path wrong =
        hdf5(
            "test36.hdf5",
            Map.of("image_features", new float[2][2][3], "spatial_features", new float[2][3][6]));
    index("test36_imgid2idx.pkl", Map.of(1L, 0));
    assertThatThrownBy(() -> Converting.run(Converting.options(target(), wrong)))
        .hasMessageContaining(
            "found spatial_features [2, 3, 6] for image_features [2, 2, 3], expected");
  }

  @Test
  void twoImagesOfOneRowAreRefused() throws IOException {
    Path file = fixed("train36.hdf5", Sample.of(9, 3, 8));
    index("train36_imgid2idx.pkl", new TreeMap<>(Map.of(1L, 0, 2L, 0)));
    assertThatThrownBy(() -> Converting.run(Converting.options(target(), file)))
        .hasMessageContaining("found index 0 of images '1' and '2'");
  }

  @Test
  void aFileThatWasCutOffIsRefused() throws IOException {
    Path whole = fixed("train36.hdf5", Sample.of(9, 30, 64), Sample.of(10, 30, 64));
    byte[] bytes = Files.readAllBytes(whole);
    index("cut_imgid2idx.pkl", new TreeMap<>(Map.of(9L, 0, 10L, 1)));
    for (int length : new int[] {9, 40, 100, 500, bytes.length / 2}) {
      Path cut = Files.write(folder.resolve("cut.hdf5"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Converting.run(Converting.options(target(), cut)))
          .as("%d bytes", length)
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(cut + ": found ");
      assertThat(target()).doesNotExist();
    }
  }

  @Test
  void absurdExtentsAreRefusedBeforeAnythingIsAllocated() throws IOException {
    Path file = fixed("train36.hdf5", Sample.of(9, 3, 8), Sample.of(10, 3, 8));
    index("absurd_imgid2idx.pkl", new TreeMap<>(Map.of(9L, 0, 10L, 1)));
    byte[] bytes = Files.readAllBytes(file);
    int replaced = 0;
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < bytes.length - 24; i++) { // the extents 2, 3, 8 of image_features
      if (buffer.getLong(i) == 2 && buffer.getLong(i + 8) == 3 && buffer.getLong(i + 16) == 8) {
        buffer.putLong(i, 1L << 40);
        replaced++;
      }
    }
    assertThat(replaced).isPositive();
    Path absurd = Files.write(folder.resolve("absurd.hdf5"), bytes);
    assertThatThrownBy(() -> Converting.run(Converting.options(target(), absurd)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(absurd + ": found ");
  }
}
