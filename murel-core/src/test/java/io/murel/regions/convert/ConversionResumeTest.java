package io.murel.regions.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.io.DType;
import io.murel.regions.RegionStore;
import io.murel.regions.StoreTally;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversions that are stopped, killed, disturbed. */
class ConversionResumeTest {

  private static final int IMAGES = 40;

  @TempDir private Path folder;

  private Path first;
  private Path second;
  private Path reference;

  @BeforeEach
  void write() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < IMAGES; i++) {
      lines.append(Sample.of(i, 1 + i % 5, 8).tsv()).append('\n');
      if (i % 7 == 0) {
        lines.append(1000 + i).append("\t1\t1\tbad\n");
      }
      if (i % 9 == 0) {
        lines.append(Sample.of(i, 2, 8).tsv()).append('\n'); // a second time
      }
    }
    first = Files.writeString(folder.resolve("a.tsv"), lines);
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      for (int i = 0; i < IMAGES; i++) {
        String line = Sample.of(100 + i, 1 + i % 3, 8).tsv() + "\n";
        out.write(line.getBytes(StandardCharsets.US_ASCII));
      }
    }
    second = Files.write(folder.resolve("b.tsv.gz"), gzip.toByteArray());
    reference = folder.resolve("reference/store.safetensors");
    Converting.run(options(reference));
  }

  private ConversionOptions options(Path target) {
    return Converting.options(target, first, second);
  }

  private Path target() {
    return folder.resolve("out/store.safetensors");
  }

  /** Runs until so many images are through, then stops as a signal would. */
  private void runUntil(int images, ConversionOptions options) {
    ConversionListener stop =
        new ConversionListener() {
          @Override
          public void started(String unit, long done, long total, StoreTally before) {}

          @Override
          public void progress(long done, StoreTally tally) {
            if (tally.images() >= images) {
              throw new CancellationException("stopped by the test");
            }
          }
        };
    assertThatThrownBy(() -> Conversion.run(options, stop))
        .isInstanceOf(CancellationException.class);
  }

  private void assertSameAsReference(ConversionReport report) throws IOException {
    assertThat(Files.readAllBytes(target())).isEqualTo(Files.readAllBytes(reference));
    assertThat(report.tally().images()).isEqualTo(2 * IMAGES);
    assertThat(report.tally().duplicates()).isEqualTo(5);
    assertThat(Converting.badNames(report))
        .containsExactly("1000", "1007", "1014", "1021", "1028", "1035");
    try (Stream<Path> files = Files.list(target().getParent())) {
      assertThat(files).containsExactly(target());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 39, 40, 41, 55, 79})
  void aStoppedConversionGoesOnAndGivesTheSameFile(int images) throws IOException {
    runUntil(images, options(target()));
    assertThat(target()).doesNotExist();
    assertSameAsReference(Converting.run(options(target())));
  }

  @Test
  void itMayBeStoppedOverAndOver() throws IOException {
    for (int images = 3; images < 80; images += 9) {
      runUntil(images, options(target()));
    }
    assertSameAsReference(Converting.run(options(target())));
  }

  @Test
  void aPartialStoreIsNoStore() throws IOException {
    runUntil(20, options(target()));
    Path partial = target().resolveSibling("store.safetensors.partial");
    assertThat(partial).isNotEmptyFile();
    assertThatThrownBy(() -> RegionStore.open(partial))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("a header of 0 bytes");
  }

  /** What a kill may leave: features beyond the journal, a journal cut anywhere. */
  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "0, 200", "0, 1000", "77, 0", "1000, 3", "77, 500"})
  void whateverAKilledProcessLeftIsMended(int moreFeatures, int lessJournal) throws IOException {
    runUntil(30, options(target()));
    Path partial = target().resolveSibling("store.safetensors.partial");
    Path journal = target().resolveSibling("store.safetensors.journal");
    byte[] features = Files.readAllBytes(partial);
    Files.write(partial, Arrays.copyOf(features, features.length + moreFeatures));
    byte[] entries = Files.readAllBytes(journal);
    Files.write(journal, Arrays.copyOf(entries, entries.length - lessJournal));
    assertSameAsReference(Converting.run(options(target())));
  }

  @Test
  void featuresThatNeverReachedTheDiskAreMadeAgain() throws IOException {
    runUntil(30, options(target()));
    Path partial = target().resolveSibling("store.safetensors.partial");
    byte[] features = Files.readAllBytes(partial);
    Files.write(partial, Arrays.copyOf(features, features.length - 500));
    assertSameAsReference(Converting.run(options(target())));
  }

  @Test
  void aHeaderWithoutTheLastStepIsNotBelieved() throws IOException {
    runUntil(30, options(target()));
    Path partial = target().resolveSibling("store.safetensors.partial");
    byte[] bytes = Files.readAllBytes(partial);
    bytes[0] = 100; // as if killed while the header was written
    Files.write(partial, bytes);
    assertSameAsReference(Converting.run(options(target())));
  }

  @Test
  void aKillBeforeTheLastDeletionIsTidiedUp() throws IOException {
    Converting.run(options(target()));
    Files.createFile(target().resolveSibling("store.safetensors.partial"));
    Files.createFile(target().resolveSibling("store.safetensors.journal"));
    assertThat(Converting.run(options(target())).wasComplete()).isTrue();
    try (Stream<Path> files = Files.list(target().getParent())) {
      assertThat(files).containsExactly(target());
    }
  }

  @Test
  void aFinishedStoreIsKeptAndSaidToBeComplete() throws IOException {
    Converting.run(options(target()));
    byte[] before = Files.readAllBytes(target());
    assertThat(Converting.run(options(target())).wasComplete()).isTrue();
    assertThat(Files.readAllBytes(target())).isEqualTo(before);
    ConversionOptions half =
        Converting.options(target(), DType.F16, new ImageNaming(null, null), first, second);
    assertThatThrownBy(() -> Converting.run(half))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            target()
                + ": found a file that was made of other inputs or options, expected none, or the"
                + " store of these inputs. Choose another --out, or move it away.");
    Files.writeString(target(), "something of the user's");
    assertThatThrownBy(() -> Converting.run(options(target())))
        .hasMessageContaining("a file that was made of other inputs or options");
    assertThat(target()).hasContent("something of the user's");
  }

  @Test
  void anUnfinishedStoreOfOtherInputsIsNotTouched() throws IOException {
    runUntil(30, options(target()));
    Path partial = target().resolveSibling("store.safetensors.partial");
    byte[] before = Files.readAllBytes(partial);
    Files.writeString(first, Sample.of(1, 1, 8).tsv());
    assertThatThrownBy(() -> Converting.run(options(target())))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(
            partial + ": found an unfinished store of other inputs or options: {\"from\":\"tsv\",")
        .hasMessageEndingWith(
            "Give the same inputs and options to go on with it, or delete it and"
                + " store.safetensors.journal to begin anew.");
    assertThat(Files.readAllBytes(partial)).isEqualTo(before);
  }

  @Test
  void twoConversionsDoNotWriteTheSameStore() throws IOException {
    ConversionListener second =
        new ConversionListener() {
          @Override
          public void started(String unit, long done, long total, StoreTally before) {
            assertThatThrownBy(() -> Converting.run(options(target())))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(
                    "store.safetensors.partial: found another conversion at work");
          }

          @Override
          public void progress(long done, StoreTally tally) {}
        };
    ConversionReport report = Conversion.run(options(target()), second);
    assertSameAsReference(report);
  }
}
