package io.murel.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.BadInputException;
import io.murel.app.console.Terminal;
import io.murel.app.options.OptionKeys;
import io.murel.app.options.Overrides;
import io.murel.app.options.RunOptions;
import io.murel.app.tensorboard.RunEvents;
import io.murel.regions.PixelDescriptor;
import io.murel.scenes.SceneRegions;
import io.murel.scenes.ScenesOptions;
import io.murel.scenes.ScenesProgress;
import io.murel.scenes.ScenesWriter;
import io.murel.vqa.Answer;
import io.murel.vqa.Image;
import io.murel.vqa.ModelDescription;
import io.murel.vqa.Query;
import io.murel.vqa.VqaModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on a few scenes. */
class RunTest {

  private static final Path OPTIONS = Path.of("../options/scenes/murel.yaml");

  @TempDir private static Path data;
  @TempDir private Path temp;

  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  @BeforeAll
  static void drawScenes() throws IOException {
    ScenesOptions few = new ScenesOptions(data.resolve("scenes"), 1, 16, 4, 4, 160, 120, 4, 5, 6);
    try (SceneRegions regions = new SceneRegions(new PixelDescriptor())) {
      ScenesWriter.write(few, regions, ScenesProgress.NONE);
    }
  }

  @Test
  void aRunLeavesLogsOptionsCurvesAndCheckpoints() throws IOException {
    run("a", "--engine.nb_epochs", "2");

    assertThat(temp.resolve("a"))
        .isDirectoryContaining("glob:**/options.yaml")
        .isDirectoryContaining("glob:**/logs.txt")
        .isDirectoryContaining("glob:**/view.html")
        .isDirectoryContaining("glob:**/ckpt_last_model.pth.tar")
        .isDirectoryContaining("glob:**/ckpt_best_eval_epoch.accuracy_top1_model.pth.tar");
    JsonNode logs = logs("a/logs.json");
    assertThat(logs.get("train_epoch.loss")).hasSize(2);
    assertThat(logs.get("eval_epoch.accuracy_top1")).hasSize(2);
    assertThat(logs.get("eval_epoch.epoch").toString()).isEqualTo("[0,1]");
    assertThat(logs.get("eval_epoch.perQuestionType.exist")).hasSize(2);
    assertThat(logs.get("nparams").get(0).asLong()).isPositive();
    assertThat(logs.get("options").get("dataset").get(0).get("name").asText()).isEqualTo("scenes");
    assertThat(logs.get("env_info").get("java_version")).hasSize(1);
    assertThat(temp.resolve("a/view.html")).content().contains("\"key\":\"logs:eval_epoch.loss\"");
    assertThat(console.toString(StandardCharsets.UTF_8))
        .contains("Epoch 1, training: 100 %, 96/96 questions")
        .doesNotContain("\r");
  }

  @Test
  void aRunDescribesItsModelSoThatItAnswersWithoutTheDataSet() throws IOException {
    run("a", "--engine.nb_epochs", "1");

    ModelDescription model = ModelDescription.read(temp.resolve("a"));
    Path scenes = data.resolve("scenes");
    assertThat(model.dataset()).isEqualTo("scenes");
    assertThat(model.tokenizer()).isEqualTo("mcb");
    assertThat(model.words()).contains("star", "UNK");
    assertThat(model.answers()).contains("yes", "no");
    assertThat(model.features().dim()).isEqualTo(new PixelDescriptor().featureDim());
    assertThat(model.features().extractor()).isEqualTo("pixels-v1");
    assertThat(model.features().regions())
        .containsExactly(
            scenes.resolve("regions_val.safetensors"), scenes.resolve("regions_train.safetensors"));
    assertThat(model.notes()).containsEntry("seed", "1337");
    try (VqaModel loaded = VqaModel.load(temp.resolve("a"))) {
      String image = loaded.imageNames().get(0);
      Query query = new Query(new Image.Named(image), "what color is the star?");
      assertThat(loaded.answer(query, 99))
          .extracting(Answer::answer)
          .containsExactlyInAnyOrderElementsOf(model.answers());
    }
  }

  @Test
  void anEvaluationAddsItsImagesToTheDescriptionAndMakesAMissingOne() throws IOException {
    run("a", "--engine.nb_epochs", "1");
    Path store = data.resolve("scenes/regions_test.safetensors");
    String before = Files.readString(temp.resolve("a/model.json"));
    String[] test = {
      "--exp.resume", "last", "--dataset.train_split", "--dataset.eval_split", "test"
    };
    run("a", test);
    ModelDescription model = ModelDescription.read(temp.resolve("a"));
    assertThat(model.features().regions()).hasSize(3).endsWith(store);
    assertThat(Files.readString(temp.resolve("a/model.json")).length())
        .isGreaterThan(before.length());

    Files.writeString(temp.resolve("a/model.json"), "{");
    run("a", test);
    assertThat(ModelDescription.read(temp.resolve("a")).features().regions())
        .containsExactly(store);
  }

  @Test
  void tensorBoardIsFedByARunAndByItsContinuation() throws IOException {
    run("a", "--engine.nb_epochs", "1", "--view.name", "tensorboard");
    run("a", "--engine.nb_epochs", "2", "--view.name", "both", "--exp.resume", "last");

    assertThat(temp.resolve("a")).isDirectoryContaining("glob:**/view.html");
    assertThat(console.toString(StandardCharsets.UTF_8)).doesNotContain("null");
    try (Stream<Path> files = Files.list(temp.resolve("a"))) {
      assertThat(files.filter(file -> file.toString().contains("/events.out.tfevents.")))
          .hasSize(2);
    }
    JsonNode logs = logs("a/logs.json");
    try (RunEvents all = RunEvents.open(temp.resolve("a"))) {
      assertThat(all.written("loss/batch/train_batch"))
          .isEqualTo(logs.get("train_batch.loss").size());
      assertThat(all.written("accuracy_top1/epoch/eval_epoch")).isEqualTo(2);
      assertThat(all.written("lr/epoch/train_epoch")).isEqualTo(2);
    }
  }

  @Test
  void savedOptionsRunAgainAndASeedRepeatsExactly() throws IOException {
    run("a", "--engine.nb_epochs", "1");
    RunOptions saved =
        RunOptions.load(
            temp.resolve("a/options.yaml"), overrides("--exp.dir", temp.resolve("b").toString()));
    new Run(saved, temp.resolve("a/options.yaml"), terminal()).execute();

    for (String key : List.of("train_batch.loss", "train_batch.norm", "eval_epoch.loss")) {
      assertThat(logs("b/logs.json").get(key)).isEqualTo(logs("a/logs.json").get(key));
    }
  }

  @Test
  void aResumedRunGoesOnAsIfItHadNeverStopped() throws IOException {
    run("whole", "--engine.nb_epochs", "2", "--optimizer.schedule", "epochs");
    run("parts", "--engine.nb_epochs", "1", "--optimizer.schedule", "epochs");
    run(
        "parts",
        "--engine.nb_epochs",
        "2",
        "--optimizer.schedule",
        "epochs",
        "--exp.resume",
        "last");

    for (String key : List.of("train_batch.loss", "eval_epoch.loss", "eval_epoch.epoch")) {
      assertThat(logs("parts/logs.json").get(key)).isEqualTo(logs("whole/logs.json").get(key));
    }
  }

  @Test
  void shortNamesOfMeasuresAndCheckpointsWorkAsInTheOriginalsReadme() throws IOException {
    run("a", "--engine.nb_epochs", "1", "--engine.saving_criteria", "loss:min");
    run(
        "a",
        "--exp.resume",
        "best_eval_epoch.loss",
        "--dataset.train_split",
        "--misc.logs_name",
        "x");
    run("b", "--engine.nb_epochs", "1", "--engine.saving_criteria", "eval_epoch.loss:min");
    run("b", "--exp.resume", "best_loss", "--dataset.train_split", "--misc.logs_name", "x");

    assertThat(temp.resolve("a/ckpt_best_loss_model.pth.tar")).exists();
    assertThat(temp.resolve("b/ckpt_best_eval_epoch.loss_model.pth.tar")).exists();
    assertThat(logs("a/logs_x.json").get("eval_epoch.loss"))
        .isEqualTo(logs("b/logs_x.json").get("eval_epoch.loss"))
        .isEqualTo(logs("a/logs.json").get("eval_epoch.loss"));
  }

  @Test
  void optionsYamlStaysWhatTheRunBeganWith() throws IOException {
    run("a", "--engine.nb_epochs", "1");
    run("a", "--engine.nb_epochs", "2", "--exp.resume", "last");

    assertThat(temp.resolve("a/options.yaml")).content().contains("nb_epochs: 1\n");
    assertThat(temp.resolve("a/options.yaml")).content().contains("resume: null\n");
    JsonNode engines = logs("a/logs.json").get("options").get("engine");
    assertThat(engines.get(1).get("nb_epochs").asInt()).isEqualTo(2);
  }

  @Test
  void withoutATrainingSplitARunOnlyEvaluates() throws IOException {
    run("a", "--engine.nb_epochs", "1");
    run("a", "--exp.resume", "last", "--dataset.train_split");
    run(
        "a",
        "--exp.resume",
        "last",
        "--dataset.train_split",
        "",
        "--dataset.eval_split",
        "test",
        "--misc.logs_name",
        "final");

    assertThat(logs("a/logs_eval_val.json").get("eval_epoch.loss"))
        .isEqualTo(logs("a/logs.json").get("eval_epoch.loss"));
    assertThat(logs("a/logs_final.json").get("eval_epoch.loss")).hasSize(1);
    assertThat(temp.resolve("a/options_eval_val.yaml")).content().contains("train_split: null");
    assertThat(temp.resolve("a/options_logs_final.yaml")).content().contains("eval_split: test");
    assertThat(temp.resolve("a/options.yaml")).content().contains("train_split: train");
  }

  @Test
  void anExistingRunIsNotWrittenOver() throws IOException {
    Path other = Files.createDirectories(temp.resolve("a"));
    Files.writeString(other.resolve("thesis.txt"), "years of work");

    assertThatThrownBy(() -> run("a"))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "exp.dir: found %s, which holds files but no checkpoint, expected a new directory."
                    .formatted(other)
                + " Choose another --exp.dir, or move the files away.");
    assertThat(other).isDirectoryNotContaining("glob:**/options.yaml");
  }

  @Test
  void aNewRunThatCannotStartLeavesNothing() {
    assertThatThrownBy(() -> run("a", "--dataset.dir", temp.resolve("gone").toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("gone");
    assertThat(temp.resolve("a")).doesNotExist();
  }

  @Test
  void resumingWithoutACheckpointSaysSo() {
    assertThatThrownBy(() -> run("a", "--exp.resume", "last"))
        .hasMessage(
            "%s: found no checkpoint 'last', expected the directory of a run. Check exp.dir, or start"
                    .formatted(temp.resolve("a"))
                + " anew without exp.resume.");
  }

  @Test
  void optionsThatMakeNoSenseFailBeforeAnythingStarts() {
    assertThatThrownBy(() -> run("a", "--dataset.train_split"))
        .hasMessageStartingWith("exp.resume: found nothing, expected the checkpoint to evaluate");
    assertThatThrownBy(() -> run("a", "--dataset.train_split", "--dataset.eval_split"))
        .hasMessageStartingWith("dataset.train_split and dataset.eval_split: found neither");
    assertThatThrownBy(() -> run("a", "--misc.device_id", "-1"))
        .hasMessageStartingWith("misc.device_id: found -1 (a number)");
    assertThatThrownBy(
            () -> run("a", "--optimizer.lr_scheduler.patience", "2", "--dataset.eval_split"))
        .hasMessage(
            "optimizer.lr_scheduler: found 'eval_epoch.loss' to watch, but no dataset.eval_split,"
                + " expected a split to measure it on. Name one, for instance --dataset.eval_split"
                + " val, or watch train_epoch.loss.");
    assertThatThrownBy(() -> run("a", "--optimizer.name", "Adm"))
        .hasMessageContaining("Did you mean 'Adam'?");
    assertThatThrownBy(() -> run("a", "--model.network.cell.fusion.chunks", "3"))
        .hasMessageStartingWith("model.network.cell.fusion.chunks: found an unknown option");
    assertThatThrownBy(() -> run("a", "--view.items", "loss"))
        .hasMessageStartingWith("view.items: found 'loss'");
    assertThat(temp.resolve("a")).doesNotExist();
  }

  private void run(String directory, String... words) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--exp.dir", temp.resolve(directory).toString(),
                "--dataset.dir", data.resolve("scenes").toString(),
                "--dataset.batch_size", "24"));
    all.addAll(List.of(words));
    new Run(RunOptions.load(OPTIONS, overrides(all.toArray(String[]::new))), OPTIONS, terminal())
        .execute();
  }

  private static Overrides overrides(String... words) {
    return Overrides.parse(List.of(words), OptionKeys.run());
  }

  private Terminal terminal() {
    return new Terminal(new PrintStream(console, true, StandardCharsets.UTF_8), 0);
  }

  private JsonNode logs(String file) throws IOException {
    return new ObjectMapper().readTree(temp.resolve(file).toFile());
  }
}
