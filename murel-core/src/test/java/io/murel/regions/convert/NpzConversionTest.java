package io.murel.regions.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.io.NpyFiles;
import io.murel.regions.RegionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzConversionTest {

  @TempDir private Path folder;

  private Path target() {
    return folder.resolve("store.safetensors");
  }

  private static byte[] number(double value) {
    return NpyFiles.npy(
        "'<i8'",
        false,
        "()",
        new byte[] {(byte) value, (byte) ((long) value >> 8), 0, 0, 0, 0, 0, 0});
  }

  private static float[] transposed(Sample sample) {
    float[] out = new float[sample.features().length];
    for (int i = 0; i < sample.count(); i++) {
      for (int d = 0; d < sample.dim(); d++) {
        out[d * sample.count() + i] = sample.features()[i * sample.dim() + d];
      }
    }
    return out;
  }

  private static Map<String, byte[]> members(Sample sample, byte[] x) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("x", x);
    members.put("bbox", NpyFiles.npy(sample.pixels(), sample.count(), 4));
    members.put("num_bbox", number(sample.count()));
    members.put("image_h", number(sample.height()));
    members.put("image_w", number(sample.width()));
    members.put("info", NpyFiles.npy("'|O'", false, "()", new byte[] {'x'}));
    return members;
  }

  @Test
  void featuresThatLieEitherWayAreRead() throws IOException {
    Path npz = Files.createDirectories(folder.resolve("train2014"));
    Sample openvqa = Sample.of(9, 5, 8);
    NpyFiles.npz(
        npz.resolve("COCO_train2014_000000000009.jpg.npz"),
        true,
        members(openvqa, NpyFiles.npy(transposed(openvqa), 8, 5)));
    Sample fortran = Sample.of(25, 3, 8); // as numpy saves the transpose of an array
    NpyFiles.npz(
        npz.resolve("COCO_train2014_000000000025.jpg.npz"),
        false,
        members(fortran, NpyFiles.npy("'<f4'", true, "(8, 3)", Sample.bytes(fortran.features()))));
    Sample pytorch = Sample.of(30, 4, 8);
    NpyFiles.npz(
        npz.resolve("COCO_train2014_000000000030.npz"),
        true,
        members(pytorch, NpyFiles.npy(pytorch.features(), 4, 8)));

    ConversionReport report = Converting.run(Converting.options(target(), npz));

    assertThat(report.tally().bad()).isEmpty();
    try (RegionStore store = RegionStore.open(target())) {
      assertThat(store.imageNames())
          .containsExactly(
              "COCO_train2014_000000000009.jpg",
              "COCO_train2014_000000000025.jpg",
              "COCO_train2014_000000000030.jpg");
      openvqa.assertIn(store, "COCO_train2014_000000000009.jpg");
      fortran.assertIn(store, "COCO_train2014_000000000025.jpg");
      pytorch.assertIn(store, "COCO_train2014_000000000030.jpg");
    }
  }

  @Test
  void badFilesArePassedOverByName() throws IOException {
    Path npz = Files.createDirectories(folder.resolve("npz"));
    Sample sample = Sample.of(1, 2, 8);
    NpyFiles.npz(
        npz.resolve("a.npz"), true, members(sample, NpyFiles.npy(sample.features(), 2, 8)));
    byte[] whole = Files.readAllBytes(npz.resolve("a.npz"));
    Files.write(npz.resolve("b.npz"), Arrays.copyOf(whole, whole.length - 30));
    Map<String, byte[]> without = members(sample, NpyFiles.npy(sample.features(), 2, 8));
    without.remove("bbox");
    NpyFiles.npz(npz.resolve("c.npz"), true, without);
    NpyFiles.npz(npz.resolve("d.npz"), true, members(sample, NpyFiles.npy(sample.features(), 16)));
    byte[] absurd = NpyFiles.npy("'<f4'", false, "(1000000, 1000000)", new byte[8]);
    NpyFiles.npz(npz.resolve("e.npz"), true, members(sample, absurd));
    Files.write(npz.resolve("f.npz"), new byte[0]);
    Files.writeString(npz.resolve("readme.txt"), "not an image");

    ConversionReport report = Converting.run(Converting.options(target(), npz));

    assertThat(Converting.badNames(report)).containsExactly("b", "c", "d", "e", "f");
    List<String> reasons = Converting.reasons(report);
    assertThat(reasons.get(1))
        .contains("no array 'bbox' among image_h, image_w, info, num_bbox, x");
    assertThat(reasons.get(2))
        .startsWith(npz.resolve("d.npz") + ": found x [16] and bbox [2, 4] of image 'd'");
    assertThat(reasons.get(3)).contains("array of shape [1000000, 1000000]");
    try (RegionStore store = RegionStore.open(target())) {
      assertThat(store.imageNames()).containsExactly("a");
    }
  }
}
