package io.murel.regions.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.murel.io.Npz;
import io.murel.regions.RegionStore;
import io.murel.regions.Regions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Features as h5py, lmdb, csv, numpy and pickle write them; skipped where there is no Python with
 * these.
 */
class PythonFeaturesTest {

  private static final long[] IDS = {9, 25, 30, 581929};

  @TempDir private static Path written;

  @TempDir private Path folder;

  @BeforeAll
  static void write() throws IOException, InterruptedException {
    Path script = written.resolve("write_features.py");
    try (InputStream in = PythonFeaturesTest.class.getResourceAsStream("write_features.py")) {
      Files.copy(in, script);
    }
    String python =
        Stream.of("python3", "/usr/bin/python3", "python")
            .filter(PythonFeaturesTest::hasLibraries)
            .findFirst()
            .orElse(null);
    assumeTrue(python != null, "no Python with numpy, h5py and lmdb found: skipped");
    Path output = written.resolve("output.txt");
    int code =
        new ProcessBuilder(python, script.toString(), written.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    assertThat(code).as(Files.readString(output, StandardCharsets.UTF_8)).isZero();
  }

  private static boolean hasLibraries(String python) {
    try {
      return new ProcessBuilder(python, "-c", "import numpy, h5py, lmdb")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  static Stream<String> adaptive() {
    return Stream.concat(
        Stream.of("npz", "ban_plain.hdf5", "ban_gzip.hdf5"),
        IntStream.rangeClosed(0, 5).mapToObj(protocol -> "mmf" + protocol + ".lmdb"));
  }

  static Stream<String> fixed() {
    return Stream.of("plain", "gzip", "lzf", "shuffle", "double", "big")
        .map(how -> "fixed_" + how + ".hdf5");
  }

  @ParameterizedTest
  @MethodSource("adaptive")
  void unequalNumbersOfRegionsAreReadBitByBit(String input) throws IOException {
    assertConverted("adaptive_expected.npz", written.resolve(input));
  }

  @ParameterizedTest
  @MethodSource("fixed")
  void equalNumbersOfRegionsAreReadBitByBit(String input) throws IOException {
    assertConverted("fixed_expected.npz", written.resolve(input));
  }

  @Test
  void thePartsOfATsvAreReadBitByBit() throws IOException {
    assertConverted(
        "adaptive_expected.npz", written.resolve("part.tsv.0"), written.resolve("part.tsv.1.gz"));
  }

  private void assertConverted(String expectedFile, Path... inputs) throws IOException {
    Path target = folder.resolve("store.safetensors");
    ConversionReport report = Converting.run(Converting.options(target, inputs));
    assertThat(report.tally().bad()).isEmpty();
    try (RegionStore store = RegionStore.open(target);
        Npz expected = Npz.open(written.resolve(expectedFile))) {
      assertThat(store.imageNames())
          .containsExactlyInAnyOrderElementsOf(List.of("9", "25", "30", "581929"));
      for (long id : IDS) {
        Regions regions = store.regions(Long.toString(id));
        assertThat(regions.features()).isEqualTo(expected.get("f" + id).floats());
        assertThat(regions.normBoxes()).isEqualTo(expected.get("b" + id).floats());
      }
    }
  }
}
