package io.murel.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.io.DType;
import io.murel.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumableStoreWriterTest {

  @TempDir private Path folder;

  private static Regions regions(int count, int dim, float first) {
    float[] features = new float[count * dim];
    float[] boxes = new float[count * 4];
    for (int i = 0; i < features.length; i++) {
      features[i] = first + i;
    }
    for (int i = 0; i < count; i++) {
      boxes[4 * i + 2] = 1f / (i + 1);
      boxes[4 * i + 3] = 1;
    }
    return new Regions(features, boxes, count, dim);
  }

  /** Enough room and too little for the names; numbers of features that align and that do not. */
  @ParameterizedTest
  @CsvSource({"F32, 4, 4096", "F32, 4, 64", "F16, 4, 4096", "F16, 3, 4096", "F16, 1, 64"})
  void theStoreIsCompleteHoweverItsHeaderFits(DType dtype, int dim, int reserve)
      throws IOException {
    Path target = folder.resolve("store.safetensors");
    try (ResumableStoreWriter writer = new ResumableStoreWriter(target, "p", reserve, dtype)) {
      for (int i = 0; i < 5; i++) {
        writer.add("image" + i, regions(1 + i % 3, dim, 10 * i), new Mark(0, i + 1));
      }
      writer.finish(Map.of("source", "test"));
    }
    try (RegionStore store = RegionStore.open(target)) {
      assertThat(store.imageNames())
          .containsExactly("image0", "image1", "image2", "image3", "image4");
      assertThat(store.metadata()).containsExactly(Map.entry("source", "test"));
      for (int i = 0; i < 5; i++) {
        Regions expected = regions(1 + i % 3, dim, 10 * i);
        assertThat(store.regions("image" + i).features()).isEqualTo(expected.features());
        assertThat(store.regions("image" + i).normBoxes()).isEqualTo(expected.normBoxes());
      }
    }
    Safetensors file = Safetensors.map(target); // no gaps, nothing behind
    assertThat(file.arrays().keySet()).containsExactlyInAnyOrder("features", "boxes", "offsets");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(target);
    }
  }

  @Test
  void whatCannotBeStoredIsRefusedAndTheWriterStaysUsable() throws IOException {
    Path target = folder.resolve("store.safetensors");
    try (ResumableStoreWriter writer = new ResumableStoreWriter(target, "p", 4096, DType.F16)) {
      float[] box = {0, 0, 1, 1};
      assertThatThrownBy(
              () -> writer.add("a", new Regions(new float[] {70000}, box, 1, 1), new Mark(0, 1)))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("feature 70000.0 in image 'a', expected at most 65504");
      writer.addBad("a", "too large", new Mark(0, 1));
      writer.add("b", new Regions(new float[] {1, 2}, box, 1, 2), new Mark(0, 2));
      assertThatThrownBy(
              () -> writer.add("c", new Regions(new float[] {1}, box, 1, 1), new Mark(0, 3)))
          .hasMessageContaining("1 features per region in image 'c', expected 2");
      assertThatThrownBy(
              () -> writer.add("b", new Regions(new float[] {1, 2}, box, 1, 2), new Mark(0, 3)))
          .isInstanceOf(IllegalArgumentException.class);
      writer.addLeftOut(new Mark(0, 3));
      writer.finish(Map.of());
      assertThat(writer.tally().images()).isEqualTo(1);
      assertThat(writer.tally().leftOut()).isEqualTo(1);
      assertThat(writer.tally().bad()).containsExactly(new StoreTally.BadImage("a", "too large"));
    }
    assertThat(RegionStore.open(target).imageNames()).containsExactly("b");
  }

  @Test
  void everyLossOfJournalBytesIsGoneOnFrom() throws IOException {
    Path target = folder.resolve("store.safetensors");
    write(target, 0, 4);
    byte[] expected = finished(target);
    write(target, 0, 3);
    byte[] journal = Files.readAllBytes(folder.resolve("store.safetensors.journal"));
    byte[] partial = Files.readAllBytes(folder.resolve("store.safetensors.partial"));
    for (int length = 0; length <= journal.length; length++) {
      Files.write(
          folder.resolve("store.safetensors.journal"), java.util.Arrays.copyOf(journal, length));
      Files.write(folder.resolve("store.safetensors.partial"), partial);
      try (ResumableStoreWriter writer = open(target)) {
        write(writer, (int) writer.tally().after().offset(), 4);
      }
      assertThat(finished(target)).as("journal of %d bytes", length).isEqualTo(expected);
    }
  }

  private static ResumableStoreWriter open(Path target) throws IOException {
    return new ResumableStoreWriter(target, "plan", 256, DType.F32);
  }

  private static void write(Path target, int from, int to) throws IOException {
    try (ResumableStoreWriter writer = open(target)) {
      write(writer, from, to);
    }
  }

  private static void write(ResumableStoreWriter writer, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      if (i == 1) {
        writer.addBad("x", "broken", new Mark(0, i + 1));
      } else {
        writer.add("i" + i, regions(i + 1, 2, i), new Mark(0, i + 1));
      }
    }
  }

  private static byte[] finished(Path target) throws IOException {
    try (ResumableStoreWriter writer = open(target)) {
      writer.finish(Map.of());
    }
    byte[] bytes = Files.readAllBytes(target);
    Files.delete(target);
    return bytes;
  }
}
