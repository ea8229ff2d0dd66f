package io.murel.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.BadInputException;
import io.murel.app.TinyDataSet;
import io.murel.app.console.Terminal;
import io.murel.app.options.OptionKeys;
import io.murel.app.options.Overrides;
import io.murel.app.options.RunOptions;
import io.murel.app.score.Scoring;
import io.murel.app.score.SplitBy;
import io.murel.metrics.AnswerComparison;
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

class PriorRunTest {

  private static final Path OPTIONS = Path.of("../options/vqa2/prior.yaml");

  @TempDir private Path temp;
  private Path data;
  private Path run;

  @BeforeEach
  void folders() {
    data = temp.resolve("data");
    run = temp.resolve("run");
  }

  /** Without regions: training answers red, blue, yes, red, blue, red, all of type "what". */
  private void tiny() throws IOException {
    TinyDataSet tiny = TinyDataSet.write(data);
    Files.delete(tiny.regions("train"));
    Files.delete(tiny.regions("val"));
  }

  @Test
  void aPriorLeavesARunLikeAnyOtherWithoutRegionsOrCheckpoints() throws IOException {
    tiny();
    run();

    JsonNode logs = json("logs.json");
    assertThat(logs.get("train_epoch.accuracy_top1").toString()).isEqualTo("[50.0]");
    assertThat(logs.get("eval_epoch.accuracy_top1").toString()).isEqualTo("[50.0]");
    assertThat(logs.get("eval_epoch.perQuestionType.what").toString()).isEqualTo("[50.0]");
    assertThat(logs.get("eval_epoch.loss").get(0).asDouble()).isBetween(0.9, 1.2);
    assertThat(json("results/val/epoch,0/OpenEnded_folder_val_model_results.json").toString())
        .isEqualTo(
            "[{'question_id':0,'answer':'red'},{'question_id':1,'answer':'red'},".replace('\'', '"')
                + "{'question_id':2,'answer':'red'},{'question_id':3,'answer':'red'}]"
                    .replace('\'', '"'));
    assertThat(run)
        .isDirectoryContaining("glob:**/options.yaml")
        .isDirectoryContaining("glob:**/logs.txt")
        .isDirectoryContaining("glob:**/view.html")
        .isDirectoryNotContaining("glob:**/ckpt*");
  }

  @Test
  void withoutASplitToEvaluateOnOnlyTheTrainingAnswersAreMeasured() throws IOException {
    tiny();
    run("--dataset.eval_split");
    assertThat(json("logs.json").has("eval_epoch.epoch")).isFalse();
  }

  @Test
  void optionsThatMakeNoSenseForAPriorAreRefused() throws IOException {
    tiny();
    assertThatThrownBy(() -> run("--exp.resume", "last"))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "exp.resume: found 'last', expected nothing: a prior has no checkpoints. Run it anew"
                + " with another --exp.dir; counting takes seconds.");
    assertThatThrownBy(() -> run("--dataset.train_split"))
        .hasMessage(
            "dataset.train_split: found nothing, expected the split whose answers the prior counts."
                + " Name one, for instance --dataset.train_split train; counting takes seconds.");
    assertThatThrownBy(() -> run("--model.network.by", "question-type"))
        .hasMessage(
            "model.network.by: found 'question-type', expected one of question_type, none. Did you"
                + " mean 'question_type'?");
    assertThatThrownBy(() -> run("--model.network.n_step", "2"))
        .hasMessageStartingWith("model.network.n_step: found an unknown option");
    assertThat(run).doesNotExist();
  }

  @Test
  void theGlobalPriorKnowsNoQuestionTypes() throws IOException {
    tiny();
    // "blue" becomes the answer to questions about colours, asked by one question of val
    for (String split : List.of("train", "val")) {
      Path annotations = data.resolve("annotations_" + split + ".json");
      String blue = "\"blue\", \"question_type\": \"";
      String json = Files.readString(annotations);
      Files.writeString(annotations, json.replace(blue + "what", blue + "what color"));
    }
    run();
    assertThat(json("logs.json").get("eval_epoch.accuracy_top1").toString()).isEqualTo("[75.0]");

    run = temp.resolve("global");
    run("--model.network.by", "none"); // which the command line reads as null
    assertThat(json("logs.json").get("eval_epoch.accuracy_top1").toString()).isEqualTo("[50.0]");
  }

  @Test
  void thePriorOfVqa2ScoresAsKnownInTheRunAndByTheScoreCommand() throws IOException {
    data = Path.of(System.getProperty("murel.real", "../../shared/real"), "vqa2-subset");
    assumeTrue(Files.isDirectory(data), "real data not found in " + data + ": skipped");
    run("--dataset.eval_split", "test");

    JsonNode logs = json("logs_test_oe.json");
    assertThat(logs.get("eval_epoch.overall").toString()).isEqualTo("[33.41]");
    assertThat(logs.get("eval_epoch.plain.overall").toString()).isEqualTo("[33.58]");
    String file = "results/test/epoch,0/OpenEnded_folder_test_model_results.json";
    Scoring scoring =
        Scoring.read(
            data.resolve("questions_test.json.gz"),
            data.resolve("annotations_test.json.gz"),
            run.resolve(file),
            false);
    SplitBy none = new SplitBy(false, false);
    assertThat(scoring.openEnded(AnswerComparison.OFFICIAL, none).values())
        .containsEntry("overall", 33.41);
    assertThat(scoring.openEnded(AnswerComparison.PLAIN, none).values())
        .containsEntry("overall", 33.58);
  }

  /** The shipped files for other data sets differ in the data set alone. */
  @Test
  void everyShippedPriorIsReadable() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../options"))) {
      List<Path> priors =
          files
              .filter(file -> file.endsWith("prior.yaml"))
              .filter(file -> !file.getParent().endsWith("abstract"))
              .toList();
      assertThat(priors).hasSize(4);
      for (Path file : priors) {
        RunSettings settings = RunSettings.from(RunOptions.load(file, Overrides.none()));
        assertThat(PriorRun.isFor(settings)).as(file.toString()).isTrue();
        assertThat(settings.directory())
            .isEqualTo(Path.of("logs", file.getParent().getFileName().toString(), "prior"));
      }
    }
  }

  private void run(String... words) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--exp.dir", run.toString(),
                "--dataset.name", "folder",
                "--dataset.dir", data.toString()));
    all.addAll(List.of(words));
    RunOptions options = RunOptions.load(OPTIONS, Overrides.parse(all, OptionKeys.run()));
    Terminal terminal = new Terminal(new PrintStream(OutputStream.nullOutputStream()), 0);
    new Run(options, OPTIONS, terminal).execute();
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(run.resolve(file).toFile());
  }
}
