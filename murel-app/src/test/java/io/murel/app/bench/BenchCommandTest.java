package io.murel.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.app.cli.Cli;
import io.murel.app.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code murel bench} with a small network. */
class BenchCommandTest {

  private static final String[] NETWORK = {
    "  network:",
    "    name: murel_net",
    "    n_step: 2",
    "    shared: True",
    "    txt_enc: {name: gru, embedding_dim: 4, hidden_dim: 6, dropout: 0.}",
    "    cell:",
    "      residual: True",
    "      fusion: {type: block, input_dims: [6, 2048], output_dim: 2048, mm_dim: 8,"
        + " chunks: 2, rank: 2, dropout_input: 0.1}",
    "      pairwise:",
    "        residual: True",
    "        fusion_coord: {type: block, input_dims: [4, 4], output_dim: 2048, mm_dim: 8,"
        + " chunks: 2, rank: 2}",
    "        fusion_feat: {type: block, input_dims: [2048, 2048], output_dim: 2048, mm_dim: 8,"
        + " chunks: 2, rank: 2}",
    "        agg: {type: max}",
    "    agg: {type: max}",
    "    classif:",
    "      fusion: {type: block, input_dims: [6, 2048], output_dim: 9, mm_dim: 8, chunks: 2,"
        + " rank: 2}"
  };

  @TempDir private Path dir;
  private Path options;

  @BeforeEach
  void smallNetwork() throws IOException {
    options = dir.resolve("small.yaml");
    Files.writeString(
        options,
        "__include__: "
            + Path.of("../options/abstract/run.yaml").toAbsolutePath().normalize()
            + "\nmodel:\n"
            + String.join("\n", NETWORK)
            + "\noptimizer: {name: Adam, lr: 0.001}\n");
  }

  private record Ran(int code, String out, String err) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }
  }

  private Ran bench(String... more) {
    List<String> args = new ArrayList<>(List.of("bench"));
    args.addAll(List.of(more));
    args.addAll(List.of("-o", options.toString(), "--warm-ups=1", "--repeats=2"));
    if (!args.remove("memory")) {
      args.add("--no-memory");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), 0);
    int code =
        new Cli(terminal, new PrintStream(err, true, StandardCharsets.UTF_8))
            .run(args.toArray(String[]::new));
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({"train, naive", "train, tiled", "train, vector", "train, auto", "answer, auto"})
  void jsonIsOneObjectWithEverythingMeasured(String task, String kernel) throws IOException {
    Ran ran = bench(task, "--batch=3", "--regions=5", "--kernel=" + kernel, "--json");
    assertThat(ran.code).as(ran.err).isZero();
    assertThat(ran.out.lines()).hasSize(1);
    JsonNode json = ran.json();
    assertThat(json.get("task").asText()).isEqualTo(task);
    assertThat(json.get("kernel").asText()).isEqualTo(kernel);
    assertThat(json.get("batch").asInt()).isEqualTo(3);
    assertThat(json.get("baseline_batch").asInt()).isEqualTo(3);
    assertThat(json.get("seconds").asDouble()).isPositive();
    assertThat(json.get("baseline_seconds").asDouble()).isPositive();
    assertThat(json.get("ratios")).hasSize(2);
    assertThat(json.get("ratio").asDouble())
        .isEqualTo(
            (json.get("ratios").get(0).asDouble() + json.get("ratios").get(1).asDouble()) / 2);
    assertThat(json.get("peak_mib").isNull()).as("not measured").isTrue();
    assertThat(json.get("baseline_peak_mib").isNull()).isTrue();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void eachSideHasItsMemoryMeasuredInAProcessOfItsOwn() throws IOException {
    Ran ran = bench("memory", "answer", "--batch=1", "--regions=2", "--json");
    assertThat(ran.code).as(ran.err).isZero();
    assertThat(ran.json().get("peak_mib").asLong()).isBetween(50L, 3000L);
    assertThat(ran.json().get("baseline_peak_mib").asLong()).isBetween(50L, 3000L);
  }

  @Test
  void theBaselineMayHaveASmallerBatch() throws IOException {
    JsonNode json =
        bench("train", "--batch=4", "--baseline-batch=2", "--regions=3", "--json").json();
    assertThat(json.get("batch").asInt()).isEqualTo(4);
    assertThat(json.get("baseline_batch").asInt()).isEqualTo(2);
  }

  @Test
  void loadingComparesTheStoreWithFilesOfEachImage() {
    Ran ran = bench("load", "--batch=2", "--regions=3");
    assertThat(ran.code).as(ran.err).isZero();
    assertThat(ran.out)
        .contains("Seconds for loading 200 batches of 2 images, median of 2:")
        .contains("one region store")
        .contains("the original's way with a .pth file for each image")
        .contains("Ratio for a question")
        .contains("regions into their batches")
        .containsPattern("Ours takes [0-9.]+ times the floor\\R"); // nothing is computed
  }

  @Test
  void impossibleSizesAreRefused() {
    Ran ran = bench("train", "--regions=0");
    assertThat(ran.code).isEqualTo(2);
    assertThat(ran.err).contains("--regions: found 0, expected at least 1");
  }

  @Test
  void preparingNeedsTheRawFiles() {
    Ran ran = bench("prepare", "--dataset.name=vqa2", "--dataset.dir=" + dir);
    assertThat(ran.code).isEqualTo(1);
    assertThat(ran.err)
        .contains(dir.resolve("raw") + ": found no such folder, expected the raw files of vqa2.");
  }
}
