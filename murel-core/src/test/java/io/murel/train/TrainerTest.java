package io.murel.train;

import static io.murel.train.ToyRun.ACCURACY;
import static io.murel.train.ToyRun.assertSameCheckpoint;
import static io.murel.train.ToyRun.epochs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  @TempDir Path folder;

  @Test
  void aNetworkLearns() throws IOException {
    JsonNode log = new ToyRun(folder.resolve("a")).train(epochs(10), null).json();
    JsonNode accuracy = log.get("eval_epoch.accuracy_top1");
    assertThat(accuracy.get(9).asDouble()).isGreaterThan(80);
    JsonNode loss = log.get("train_epoch.loss");
    assertThat(loss.get(9).asDouble()).isLessThan(loss.get(0).asDouble() * 0.7);
  }

  @Test
  void aSplitWithoutAnswersIsEvaluatedWithoutScores() throws IOException {
    ToyRun run = new ToyRun(folder.resolve("a"));
    run.eval.answers = false;
    try (RunLog log = RunLog.open(run.directory, null)) {
      EpochReport report = run.trainer(epochs(1), log).evaluate(run.learner.network(), run.eval);
      assertThat(report.values()).isEmpty();
    }
    assertThat(run.json().properties().stream().map(Map.Entry::getKey))
        .containsExactly(
            "eval_batch.epoch",
            "eval_batch.batch",
            "eval_batch.timer.process",
            "eval_batch.timer.load",
            "eval_epoch.epoch");
    assertThat(run.json().get("eval_epoch.epoch").toString()).isEqualTo("[-1]");
  }

  @Test
  void aTrainingSplitWithoutAnswersIsRefused() {
    ToyRun run = new ToyRun(folder.resolve("a"));
    run.train.answers = false;
    assertThatThrownBy(() -> run.train(epochs(1), null))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "dataset.train_split: found questions without answers, expected questions with answers"
                + " to learn from. Train on another split; this one can only be evaluated.");
  }

  @Test
  void aStepWithoutANumberIsSkippedAndSaidSo() throws IOException {
    ToyRun run = new ToyRun(folder.resolve("a"));
    List<String> warnings = new ArrayList<>();
    run.train.trap =
        (epoch, batch, visual) -> {
          if (batch == 3) {
            visual[0] = Float.NaN;
          }
        };
    run.listeners.add(
        new TrainListener() {
          @Override
          public void onWarning(String message) {
            warnings.add(message);
          }
        });
    run.train(epochs(1), null);
    assertThat(warnings)
        .containsExactly("training, epoch 0, batch 3: a loss of NaN; this step is skipped");
    assertThat(run.text()).contains("[W] Trainer: " + warnings.get(0));
    assertThat(run.json().get("train_batch.loss").get(3).isNull()).isTrue();
    assertThat(run.json().get("train_epoch.loss").get(0).asDouble()).isPositive();
    assertThat(Toy.weights(run.learner)).doesNotContain(Float.NaN);
  }

  @Test
  void aLossThatStaysNaNEndsTheRunWithEverythingSavedBefore() throws IOException {
    ToyRun run = new ToyRun(folder.resolve("a"));
    run.train.trap =
        (epoch, batch, visual) -> {
          if (epoch == 1 && batch >= 2) {
            visual[5] = Float.POSITIVE_INFINITY;
          }
        };
    assertThatThrownBy(() -> run.train(epochs(3), null))
        .isInstanceOf(BadInputException.class)
        .hasMessageMatching(
            "training, epoch 1, batch 6: found a loss of (NaN|Infinity), for the 5th step in a row,"
                + " expected finite numbers\\. Lower optimizer\\.lr or optimizer\\.grad_clip, or look"
                + " for wrong features\\. Epoch 0 is saved \\(--exp\\.resume last\\)\\.");
    ToyRun whole = new ToyRun(folder.resolve("whole")).train(epochs(3), null);
    assertSameCheckpoint(new ToyRun(folder.resolve("a")).train(epochs(3), "last"), whole);
  }

  @Test
  void aLimitInTimeEndsTheRunCleanlyAndStretchesTheSchedule() throws IOException {
    ToyRun run = new ToyRun(folder.resolve("a"));
    run.train.trap = (epoch, batch, visual) -> sleep(10);
    List<BatchReport> reports = new ArrayList<>();
    run.listeners.add(
        new TrainListener() {
          @Override
          public void onBatch(BatchReport report) {
            reports.add(report);
          }
        });
    EngineOptions options = new EngineOptions(1000, 10, List.of(ACCURACY), false, 0.6);
    run.train(options, null);
    assertThat(run.text()).endsWith("[I] Trainer: Ending training procedures");
    List<BatchReport> trained = reports.stream().filter(r -> r.phase() == Phase.TRAIN).toList();
    assertThat(trained.get(0).runFraction()).isLessThan(0.9);
    assertThat(trained.get(trained.size() - 1).runFraction()).isGreaterThan(0.9);
    assertThat(trained).allMatch(r -> r.secondsLeft() <= 0.6);
    assertThat(run.directory.resolve("ckpt_last_engine.pth.tar")).exists();
    int epochs = run.json().get("train_epoch.epoch").size();
    assertThat(run.json().get("eval_epoch.epoch")).hasSize(epochs);

    ToyRun again =
        new ToyRun(folder.resolve("a")).train(options, "last"); // nothing is left of the time
    assertThat(again.json().get("train_epoch.epoch")).hasSize(epochs);
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void debugVisitsOnlyFourBatches() throws IOException {
    ToyRun run =
        new ToyRun(folder.resolve("a")).train(new EngineOptions(1, 10, List.of(), true, 0), null);
    assertThat(run.json().get("train_batch.batch").toString()).isEqualTo("[0,1,2,3]");
    assertThat(run.json().get("eval_batch.batch").toString()).isEqualTo("[0,1,2]");
  }
}
