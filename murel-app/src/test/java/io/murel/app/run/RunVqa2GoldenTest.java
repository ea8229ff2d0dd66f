package io.murel.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.app.console.Terminal;
import io.murel.app.options.OptionKeys;
import io.murel.app.options.Overrides;
import io.murel.app.options.RunOptions;
import io.murel.golden.Golden;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The original's run on VQA v2, taken up where it ended: whole runs with its options and files. */
class RunVqa2GoldenTest {

  private static final String RUN = "ckpt/run_vqa2/";

  @TempDir private Path temp;
  private Path run;
  private List<String> sizes = List.of("--model.network.self_q_att_dim", "16");

  @BeforeEach
  void copy() throws IOException {
    copy("data/vqa2/raw/annotations", temp.resolve("data/raw/annotations"));
    run = Files.createDirectories(temp.resolve("run"));
    copy(RUN + "ckpt_zip", run);
  }

  private static void copy(String golden, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(Golden.path(golden))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void theLastCheckpointEvaluatesOnValAsInTheOriginal() throws IOException {
    run("--exp.resume", "last", "--dataset.train_split", "--model.metric.keep_results", "True");

    JsonNode actual = json("logs_eval_val.json");
    JsonNode expected = Golden.json(RUN + "logs_eval_val.json");
    List<String> extra = new ArrayList<>();
    actual
        .properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              if (key.startsWith("eval_epoch.") && !expected.has(key)) {
                extra.add(key);
              }
            });
    assertThat(extra)
        .containsExactly(
            "eval_epoch.tdiuc.acc_mpt_a_norm_reset", "eval_epoch.tdiuc.acc_mpt_h_norm_reset");
    for (var entry : expected.properties()) {
      if (entry.getKey().startsWith("eval_epoch.")) {
        double value = entry.getValue().get(0).asDouble();
        double tolerance = entry.getKey().endsWith("loss") ? 1e-5 : 1e-9;
        assertThat(actual.path(entry.getKey())).as(entry.getKey()).hasSize(1);
        assertThat(actual.get(entry.getKey()).get(0).asDouble())
            .as(entry.getKey())
            .isCloseTo(value, within(tolerance));
      }
    }
    checkOpenEnded();
    String results = "results/val/epoch,12/OpenEnded_mscoco_val2014_model_results.json";
    assertThat(json(results)).isEqualTo(Golden.json(RUN + results));
  }

  /** The last entry of the original's log. */
  private void checkOpenEnded() throws IOException {
    JsonNode actual = json("logs_val_oe.json");
    JsonNode expected = Golden.json(RUN + "logs_val_oe.json");
    assertThat(actual.size()).isEqualTo(expected.size());
    expected
        .properties()
        .forEach(
            entry -> {
              JsonNode list = entry.getValue();
              assertThat(actual.get(entry.getKey()).toString())
                  .as(entry.getKey())
                  .isEqualTo("[" + list.get(list.size() - 1) + "]");
            });
  }

  @Test
  void aCheckpointSaysTheSizesThatTheOptionsOfTheOriginalLeaveOut() throws IOException {
    sizes = List.of();
    run("--exp.resume", "last", "--dataset.train_split");

    assertThat(json("logs_eval_val.json").get("eval_epoch.accuracy_top1"))
        .isEqualTo(Golden.json(RUN + "logs_eval_val.json").get("eval_epoch.accuracy_top1"));
  }

  @Test
  void theResultsOnTestAreThoseOfTheOriginal() throws IOException {
    run(
        "--exp.resume",
        "last",
        "--dataset.train_split",
        "--dataset.eval_split",
        "test",
        "--misc.logs_name",
        "test");

    String folder = "results/test/epoch,12/";
    for (String file :
        List.of(
            "OpenEnded_mscoco_test2015_model_results.json",
            "OpenEnded_mscoco_test-dev2015_model_results.json",
            "aid_to_ans.json")) {
      assertThat(json(folder + file)).isEqualTo(Golden.json(RUN + folder + file));
    }
    assertThat(json("logs_test.json").get("eval_epoch.epoch").toString()).isEqualTo("[11]");
    assertThat(json("logs_test.json").has("eval_epoch.loss")).isFalse();
    assertThat(run).isDirectoryNotContaining("glob:**_oe*");
  }

  @Test
  void trainingLogsOpenEndedAccuraciesAndKeepsNoResults() throws IOException {
    run = temp.resolve("new");
    run(
        "--engine.nb_epochs", "2",
        "--engine.saving_criteria", "eval_epoch.overall:max");

    for (String name : List.of("train", "val")) {
      JsonNode actual = json("logs_" + name + "_oe.json");
      JsonNode expected = Golden.json(RUN + "logs_" + name + "_oe.json");
      List<String> keys = new ArrayList<>();
      actual.fieldNames().forEachRemaining(keys::add);
      List<String> expectedKeys = new ArrayList<>();
      expected.fieldNames().forEachRemaining(expectedKeys::add);
      assertThat(keys).containsExactlyInAnyOrderElementsOf(expectedKeys);
      actual.forEach(list -> assertThat(list).hasSize(2));
    }
    JsonNode logs = json("logs.json");
    assertThat(logs.has("eval_epoch.overall")).isFalse();
    checkTrainingAnswersAreTheDrawnOnes(logs);
    assertThat(logs.get("eval_epoch.tdiuc.acc_mpt_a_norm")).hasSize(2);
    assertThat(run.resolve("results")).doesNotExist();
    assertThat(run).isDirectoryContaining("glob:**/ckpt_best_eval_epoch.overall_model.pth.tar");
    assertThat(Files.readString(run.resolve("view.html")))
        .contains("logs_val_oe:eval_epoch.overall");
  }

  /** As in the original's log: the mean over the questions of the accuracies of the batches. */
  private static void checkTrainingAnswersAreTheDrawnOnes(JsonNode logs) {
    JsonNode batches = logs.get("train_batch.accuracy_top1");
    assertThat(batches).hasSize(14);
    for (int epoch = 0; epoch < 2; epoch++) {
      double right = 25 * batches.get(7 * epoch + 6).asDouble(); // 6 batches of 40, one of 25
      for (int batch = 0; batch < 6; batch++) {
        right += 40 * batches.get(7 * epoch + batch).asDouble();
      }
      assertThat(logs.get("train_epoch.tdiuc.accuracy").get(epoch).asDouble())
          .isCloseTo(right / 265, within(1e-9));
    }
  }

  private void run(String... words) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--exp.dir", run.toString(),
                "--dataset.dir", temp.resolve("data").toString(),
                "--dataset.dir_rcnn", Golden.path("data/rcnn_zip").toString(),
                "--model.network.txt_enc.dir_st", Golden.path("text/skip-thoughts").toString()));
    all.addAll(sizes);
    all.addAll(List.of(words));
    Path file = Golden.path(RUN + "input_options.yaml");
    RunOptions options = RunOptions.load(file, Overrides.parse(all, OptionKeys.run()));
    Terminal terminal = new Terminal(new PrintStream(OutputStream.nullOutputStream()), 0);
    new Run(options, file, terminal).execute();
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(run.resolve(file).toFile());
  }
}
