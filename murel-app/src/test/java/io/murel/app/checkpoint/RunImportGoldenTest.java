package io.murel.app.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.app.options.OptionKeys;
import io.murel.app.options.Overrides;
import io.murel.golden.Golden;
import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import io.murel.io.pth.PthReader;
import io.murel.train.EngineState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real run of the original, brought into a run directory of ours. */
class RunImportGoldenTest {

  private static final String RUN = "ckpt/run_vqa2";
  private static final Overrides NO_WORD_VECTORS =
      Overrides.parse(List.of("--model.network.txt_enc.dir_st"), OptionKeys.run());

  @TempDir private Path temp;

  private ImportReport run(String format, boolean dryRun) throws IOException {
    List<Path> from = List.of(Golden.path(RUN), Golden.path(RUN + "/" + format));
    return new RunImport(from, NO_WORD_VECTORS, temp.resolve("run")).run(dryRun, name -> {});
  }

  @ParameterizedTest
  @ValueSource(strings = {"ckpt_zip", "ckpt_legacy"})
  void checkpointsLogsAndOptionsComeAlong(String format) throws IOException {
    ImportReport report = run(format, false);
    Map<String, Double> best = Map.of("eval_epoch.accuracy_top1", 48.333333333333336);
    assertThat(report.checkpoints())
        .containsExactly(
            new ImportedCheckpoint(
                "best_eval_epoch.accuracy_top1",
                new EngineState(4, best, 0),
                true,
                110,
                12158,
                141),
            new ImportedCheckpoint("last", new EngineState(11, best, 0), true, 110, 12158, 141));
    assertThat(report.added().toString())
        .isEqualTo("{txt_enc.embedding_dim=10, txt_enc.hidden_dim=24, self_q_att_dim=16}");
    assertThat(report.logs())
        .containsExactly("logs", "logs_eval_val", "logs_test", "logs_train_oe", "logs_val_oe");

    Path run = temp.resolve("run");
    assertHolds(
        (Map<?, ?>) PthReader.readDict(run.resolve("ckpt_last_model.pth.tar")).get("network"),
        Golden.tensors(RUN + "/ckpt_last_model_expected.safetensors"));
    assertLogsAreThoseOfTheOriginal(run);
    assertThat(run.resolve("options.yaml"))
        .content()
        .contains("dir: " + run, "dir: data/vqa2", "self_q_att_dim: 16", "dir_st: null");
  }

  private static void assertHolds(Map<?, ?> state, Safetensors expected) {
    assertThat(state).hasSize(expected.arrays().size());
    state.forEach(
        (name, array) -> {
          NdArray reference = expected.get(String.valueOf(name));
          assertThat(((NdArray) array).shape()).isEqualTo(reference.shape());
          assertThat(((NdArray) array).bytes()).isEqualTo(reference.bytes());
        });
  }

  private static void assertLogsAreThoseOfTheOriginal(Path run) throws IOException {
    ObjectMapper json = new ObjectMapper();
    for (String log : List.of("logs", "logs_eval_val", "logs_val_oe")) {
      JsonNode imported = json.readTree(run.resolve(log + ".json").toFile());
      assertThat(imported).isEqualTo(Golden.json(RUN + "/" + log + ".json"));
    }
    String text = Files.readString(run.resolve("logs.txt"));
    assertThat(text).startsWith(Files.readString(Golden.path(RUN + "/logs.txt")));
    assertThat(run.resolve("logs.txt").toFile().canWrite()).isTrue();
  }

  /** Whatever the network: sizes are found, all names and shapes fit. */
  @TestFactory
  Stream<DynamicTest> weightsOfEveryNetworkFitTheirOptions() {
    JsonNode cases = Golden.json("net/index.json").get("cases");
    return StreamSupport.stream(cases.spliterator(), false)
        .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> checkFits(c)));
  }

  private void checkFits(JsonNode c) throws IOException {
    Map<String, NdArray> state = new LinkedHashMap<>();
    Golden.tensors("net/" + c.get("file").asText())
        .arrays()
        .forEach(
            (name, array) -> {
              if (name.startsWith("state.")) {
                state.put(name.substring("state.".length()), array);
              }
            });
    Path folder = Files.createTempDirectory(temp, "net");
    Path weights = folder.resolve("weights.safetensors");
    Safetensors.write(weights, state, Map.of());
    ObjectNode options = new ObjectMapper().createObjectNode();
    options.putObject("dataset").put("name", "vqa2");
    options.putObject("exp").put("dir", "logs");
    options.putObject("model").set("network", c.get("network"));
    Path file = Files.writeString(folder.resolve("options.yaml"), options.toString());
    ImportReport report =
        new RunImport(List.of(weights, file), Overrides.none(), folder.resolve("run"))
            .run(true, name -> {});
    ImportedCheckpoint imported = report.checkpoints().get(0);
    assertThat(imported.words()).isEqualTo(c.get("wid_to_word").size());
    assertThat(imported.parameters()).isEqualTo(c.get("nparams").asLong());
    assertThat(imported.state()).isEqualTo(EngineState.NEW);
  }

  @Test
  void aDryRunWritesNothing() throws IOException {
    assertThat(run("ckpt_zip", true).checkpoints()).hasSize(2);
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).isEmpty();
    }
  }
}
