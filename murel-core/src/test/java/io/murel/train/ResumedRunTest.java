package io.murel.train;

import static io.murel.train.ToyRun.assertSameCheckpoint;
import static io.murel.train.ToyRun.epochs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed and resumed is the run that was not. */
class ResumedRunTest {

  @TempDir Path folder;

  @Test
  void aSeededRunRepeatsExactly() throws IOException {
    assertSameCheckpoint(
        new ToyRun(folder.resolve("a")).train(epochs(3), null),
        new ToyRun(folder.resolve("b")).train(epochs(3), null));
  }

  @Test
  void aResumedRunEqualsOneThatNeverStopped() throws IOException {
    ToyRun whole = new ToyRun(folder.resolve("whole")).train(epochs(4), null);
    EngineOptions four = epochs(4);
    ToyRun parts = new ToyRun(folder.resolve("parts"));
    parts.listeners.add(new StopAfter(1));
    assertThatThrownBy(() -> parts.train(four, null)).hasMessage("stopped");
    ToyRun rest = new ToyRun(folder.resolve("parts")).train(four, "last");
    assertSameCheckpoint(rest, whole);
    for (String name : List.of("train_batch.loss", "eval_epoch.loss", "train_epoch.lr")) {
      assertThat(rest.json().get(name)).as(name).isEqualTo(whole.json().get(name));
    }
  }

  /** Ends the process after an epoch was saved. */
  private record StopAfter(int epoch) implements TrainListener {
    @Override
    public void onCheckpoint(String name, int saved) {
      if (name.equals("last") && saved == epoch) {
        throw new IllegalStateException("stopped");
      }
    }
  }

  @Test
  void aRunKilledInTheMiddleOfAnEpochRepeatsThatEpochOnly() throws IOException {
    ToyRun whole = new ToyRun(folder.resolve("whole")).train(epochs(3), null);
    ToyRun killed = new ToyRun(folder.resolve("killed"));
    killed.train.trap =
        (epoch, batch, visual) -> {
          if (epoch == 1 && batch == 5) {
            throw new IllegalStateException("killed");
          }
        };
    assertThatThrownBy(() -> killed.train(epochs(3), null)).hasMessage("killed");
    assertThat(killed.json().get("train_batch.loss")).hasSize(12 + 5);
    ToyRun resumed = new ToyRun(folder.resolve("killed")).train(epochs(3), "last");
    assertSameCheckpoint(resumed, whole);
    assertThat(resumed.json().get("train_batch.loss")).hasSize(12 + 5 + 24);
    assertThat(resumed.json().get("train_epoch.epoch").toString()).isEqualTo("[0,1,2]");
  }

  @Test
  void aRunKilledBetweenBestAndLastRepeatsTheEpochWithItsBest() throws IOException {
    EngineOptions options =
        new EngineOptions(2, 10, List.of(new SavingCriterion("eval_epoch.loss", false)), false, 0);
    ToyRun whole = new ToyRun(folder.resolve("whole")).train(options, null);
    ToyRun killed = new ToyRun(folder.resolve("killed"));
    killed.listeners.add(
        new TrainListener() {
          @Override
          public void onCheckpoint(String name, int epoch) {
            if (epoch == 1 && name.startsWith("best_")) {
              throw new IllegalStateException("killed");
            }
          }
        });
    assertThatThrownBy(() -> killed.train(options, null)).hasMessage("killed");
    ToyRun resumed = new ToyRun(folder.resolve("killed")).train(options, "last");
    assertSameCheckpoint(resumed, whole);
    String best = "ckpt_best_eval_epoch.loss_model.pth.tar";
    assertThat(resumed.file(best)).isEqualTo(whole.file(best));
  }

  @Test
  void theBestIsKeptAndCanBeResumed() throws IOException {
    ToyRun run = new ToyRun(folder.resolve("a")).train(epochs(5), null);
    JsonNode accuracy = run.json().get("eval_epoch.accuracy_top1");
    int best = 0;
    for (int epoch = 1; epoch < 5; epoch++) {
      best = accuracy.get(epoch).asDouble() > accuracy.get(best).asDouble() ? epoch : best;
    }
    ToyRun evaluation = new ToyRun(folder.resolve("a"));
    try (RunLog log = RunLog.open(evaluation.directory, "eval")) {
      Trainer trainer = evaluation.trainer(epochs(5), log);
      String name = "best_eval_epoch.accuracy_top1";
      trainer.resume(
          name,
          new Checkpoints(evaluation.directory).load(name, evaluation.learner.network(), null));
      EpochReport report = trainer.evaluate(evaluation.learner.network(), evaluation.eval);
      assertThat(report.epoch()).isEqualTo(best);
      assertThat(report.values()).containsEntry("accuracy_top1", accuracy.get(best).asDouble());
    }
    assertThat(Files.readString(evaluation.directory.resolve("logs_eval.json")))
        .startsWith("{\"eval_batch.epoch\":[" + best)
        .contains("\"eval_epoch.epoch\":[" + best + "]");
  }
}
