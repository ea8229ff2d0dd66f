package io.murel.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.io.DType;
import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionsCheckTest {

  @TempDir private Path folder;

  private final List<String> problems = new ArrayList<>();

  private Set<String> check(Path path) throws IOException {
    return new RegionsCheck(problems::add, (done, total) -> {}).check(path);
  }

  /** Images a, b, c, d of one region each, 2 features. */
  private Path store(String name, float[] features, float[] boxes, long[] offsets, String names)
      throws IOException {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("features", NdArray.of(features, features.length / 2, 2));
    arrays.put("boxes", NdArray.of(boxes, boxes.length / 4, 4));
    arrays.put("offsets", NdArray.of(offsets, offsets.length));
    Path file = folder.resolve(name);
    Safetensors.write(file, arrays, Map.of("image_names", names));
    return file;
  }

  private static final float[] BOXES = {0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1};
  private static final long[] OFFSETS = {0, 1, 2, 3, 4};
  private static final String NAMES = "[\"a\",\"b\",\"c\",\"d\"]";

  @Test
  void nothingIsWrongWithAGoodStore() throws IOException {
    Path file = store("s.safetensors", new float[8], BOXES, OFFSETS, NAMES);
    assertThat(check(file)).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(problems).isEmpty();
  }

  @Test
  void everyFaultIsFoundNotOnlyTheFirst() throws IOException {
    float[] features = {1, 2, Float.NaN, 4, 5, 6, 7, Float.NEGATIVE_INFINITY};
    float[] boxes = BOXES.clone();
    boxes[2] = 1.5f;
    boxes[9] = Float.NaN;
    Path file = store("s.safetensors", features, boxes, OFFSETS, "[\"a\",\"b\",\"c\",\"b\"]");
    assertThat(check(file)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(problems).hasSize(5);
    assertThat(problems.get(0))
        .startsWith(file + ": found image 'b' twice, expected each image once.");
    assertThat(problems.get(1)).contains("box 0 of image 'a' at (0.0, 0.0) to (1.5, 1.0)");
    assertThat(problems.get(2)).contains("box 0 of image 'c' at (0.0, NaN)");
    assertThat(problems.get(3)).contains("NaN in feature 0 of region 0 of image 'b'");
    assertThat(problems.get(4)).contains("-Infinity in feature 1 of region 0 of image 'b'");
  }

  @Test
  void offsetsThatLeadNowhereAreFaultsAndTheOthersAreStillChecked() throws IOException {
    float[] features = new float[8];
    features[6] = Float.NaN;
    Path file = store("s.safetensors", features, BOXES, new long[] {0, 3, 2, 2, 4}, NAMES);
    check(file);
    assertThat(problems)
        .satisfiesExactly(
            p -> assertThat(p).contains("offsets 3, 2 at image 'b'"),
            p -> assertThat(p).contains("image 'c' without regions"),
            p -> assertThat(p).contains("NaN in feature 0 of region 1 of image 'd'"));
    problems.clear();
    check(store("s.safetensors", new float[8], BOXES, new long[] {-1, 1, 2, 3, 900}, NAMES));
    assertThat(problems)
        .singleElement()
        .satisfies(p -> assertThat(p).contains("offsets from -1 to 900, expected 0 to 4"));
  }

  @Test
  void aFileOfAnotherLayoutIsOneFault() throws IOException {
    Path file = Files.writeString(folder.resolve("s.safetensors"), "no store");
    assertThat(check(file)).isEmpty();
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0)).startsWith(file + ": found a header of ");
  }

  @Test
  void aFolderIsCheckedStoreByStore() throws IOException {
    store("train.safetensors", new float[8], BOXES, OFFSETS, NAMES);
    Path val =
        store(
            "val.safetensors",
            new float[2],
            new float[] {0, 0, 1, 1},
            new long[] {0, 1},
            "[\"a\"]");
    assertThat(check(folder)).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(problems).containsExactly(val + ": image 'a' is in another store too.");
  }

  @Test
  void thereMustBeSomethingToCheck() {
    assertThatThrownBy(() -> check(folder)).hasMessageContaining("neither a region store nor .pth");
  }

  @Test
  void infoCountsRegions() throws IOException {
    Path file = folder.resolve("s.safetensors");
    try (RegionStoreWriter writer =
        new RegionStoreWriter(file, 2, DType.F16, Map.of("extractor", "x"))) {
      writer.add("a", new Regions(new float[2], new float[] {0, 0, 1, 1}, 1, 2));
      writer.add("b", new Regions(new float[8], BOXES, 4, 2));
      writer.finish();
    }
    StoreInfo info = StoreInfo.of(file);
    assertThat(info)
        .isEqualTo(
            new StoreInfo(
                file, 2, 5, 1, 4, 2, DType.F16, Files.size(file), Map.of("extractor", "x")));
    assertThat(info.mean()).isEqualTo(2.5);
  }
}
