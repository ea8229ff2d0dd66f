package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.BadInputException;
import io.murel.data.LoadedBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  private static final SavingCriterion ACCURACY =
      new SavingCriterion("eval_epoch.accuracy_top1", true);

  @TempDir Path folder;

  private static EngineOptions epochs(int epochs) {
    return new EngineOptions(epochs, 10, List.of(ACCURACY), false, 0);
  }

  /** One process of a run. */
  private final class Run {
    final Learner learner = Toy.learner();
    final Toy.Source train = new Toy.Source("train", 12);
    Toy.Source eval = new Toy.Source("val", 3);
    final List<EpochMetric> metrics = new ArrayList<>();
    final List<TrainListener> listeners = new ArrayList<>();
    final Path directory;

    Run(String name) {
      directory = folder.resolve(name);
    }

    Run train(EngineOptions options, String resume) {
      try (RunLog log = RunLog.open(directory, null)) {
        Trainer trainer = trainer(options, log);
        if (resume != null) {
          trainer.resume(
              resume,
              new Checkpoints(directory).load(resume, learner.network(), learner.optimizer()));
        }
        trainer.train(learner, train, eval);
      }
      return this;
    }

    Trainer trainer(EngineOptions options, RunLog log) {
      return new Trainer(
          options, OptionalLong.of(7), log, new Checkpoints(directory), metrics, listeners);
    }

    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(directory.resolve("logs.json").toFile());
    }

    List<String> text() throws IOException {
      return Files.readAllLines(directory.resolve("logs.txt")).stream()
          .map(line -> line.replaceFirst("^(\\[.) [^]]*]", "$1]"))
          .toList();
    }

    byte[] file(String name) throws IOException {
      return Files.readAllBytes(directory.resolve(name));
    }
  }

  private static final List<String> CHECKPOINT =
      List.of("ckpt_last_model.pth.tar", "ckpt_last_optimizer.pth.tar", "ckpt_last_engine.pth.tar");

  private static void assertSameCheckpoint(Run actual, Run expected) throws IOException {
    for (String file : CHECKPOINT) {
      assertThat(actual.file(file)).as(file).isEqualTo(expected.file(file));
    }
  }

  @Test
  void aNetworkLearns() throws IOException {
    JsonNode log = new Run("a").train(epochs(10), null).json();
    JsonNode accuracy = log.get("eval_epoch.accuracy_top1");
    assertThat(accuracy.get(9).asDouble()).isGreaterThan(80);
    JsonNode loss = log.get("train_epoch.loss");
    assertThat(loss.get(9).asDouble()).isLessThan(loss.get(0).asDouble() * 0.7);
  }

  @Test
  void theLogHasTheNamesAndTheOrderOfTheOriginal() throws IOException {
    JsonNode log = new Run("a").train(epochs(2), null).json();
    assertThat(log.properties().stream().map(Map.Entry::getKey))
        .containsExactly(
            "train_epoch.lr",
            "train_batch.norm",
            "train_batch.epoch",
            "train_batch.batch",
            "train_batch.timer.process",
            "train_batch.timer.load",
            "train_batch.loss",
            "train_batch.accuracy_top1",
            "train_batch.accuracy_top5",
            "train_epoch.epoch",
            "train_epoch.questions",
            "train_epoch.loss",
            "train_epoch.accuracy_top1",
            "train_epoch.accuracy_top5",
            "eval_batch.epoch",
            "eval_batch.batch",
            "eval_batch.timer.process",
            "eval_batch.timer.load",
            "eval_batch.loss",
            "eval_batch.accuracy_top1",
            "eval_batch.accuracy_top5",
            "eval_epoch.epoch",
            "eval_epoch.loss",
            "eval_epoch.accuracy_top1",
            "eval_epoch.accuracy_top5");
    assertThat(log.get("train_batch.loss")).hasSize(24);
    assertThat(log.get("eval_batch.batch").toString()).isEqualTo("[0,1,2,0,1,2]");
    assertThat(log.get("train_epoch.epoch").toString()).isEqualTo("[0,1]");
  }

  @Test
  void epochMeansAreMeansOverBatches() throws IOException {
    JsonNode log = new Run("a").train(epochs(1), null).json();
    for (String name : List.of("loss", "accuracy_top1", "accuracy_top5")) {
      JsonNode batches = log.get("train_batch." + name);
      double mean = IntStream.range(0, 12).mapToDouble(i -> batches.get(i).asDouble()).sum() / 12;
      assertThat(log.get("train_epoch." + name).get(0).asDouble()).isEqualTo(mean);
    }
  }

  @Test
  void theMessagesReadAsTheOriginals() throws IOException {
    List<String> text = new Run("a").train(epochs(1), null).text();
    assertThat(text.subList(0, 5))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("[I] Trainer: Launching training procedures"),
            line ->
                assertThat(line).isEqualTo("[I] Trainer: Training model on trainset for epoch 0"),
            line ->
                assertThat(line).isEqualTo("[I] Trainer: Learning rate: 0.05000000 -> 0.00100000"),
            line -> assertThat(line).isEqualTo("[I] Trainer: train: epoch 0 | batch 0/11"),
            line ->
                assertThat(line)
                    .matches("\\[I] Trainer: {7}elapsed: 0:00:\\d\\d \\| left: 0:00:\\d\\d"));
    assertThat(text)
        .contains(
            "[I] Trainer: train: epoch 0 | batch 10/11",
            "[I] Trainer: train: epoch 0 | batch 11/11",
            "[I] Trainer: Evaluating model on valset for epoch 0",
            "[I] Trainer: eval: epoch 0 | batch 0/2",
            "[S] Trainer: eval_epoch.epoch: 0",
            "[I] Trainer: Saving best checkpoint for strategy eval_epoch.accuracy_top1",
            "[I] Trainer: Saving last checkpoint")
        .endsWith("[I] Trainer: Ending training procedures")
        .anyMatch(line -> line.matches("\\[S] Trainer: eval_epoch.loss: \\d\\.\\d{4}"));
  }

  @Test
  void aSeededRunRepeatsExactly() throws IOException {
    assertSameCheckpoint(new Run("a").train(epochs(3), null), new Run("b").train(epochs(3), null));
  }

  @Test
  void aResumedRunEqualsOneThatNeverStopped() throws IOException {
    Run whole = new Run("whole").train(epochs(4), null);
    EngineOptions four = epochs(4);
    Run parts = new Run("parts");
    parts.listeners.add(new StopAfter(1));
    assertThatThrownBy(() -> parts.train(four, null)).hasMessage("stopped");
    Run rest = new Run("parts").train(four, "last");
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
    Run whole = new Run("whole").train(epochs(3), null);
    Run killed = new Run("killed");
    killed.train.trap =
        (epoch, batch, visual) -> {
          if (epoch == 1 && batch == 5) {
            throw new IllegalStateException("killed");
          }
        };
    assertThatThrownBy(() -> killed.train(epochs(3), null)).hasMessage("killed");
    assertThat(killed.json().get("train_batch.loss")).hasSize(12 + 5);
    Run resumed = new Run("killed").train(epochs(3), "last");
    assertSameCheckpoint(resumed, whole);
    assertThat(resumed.json().get("train_batch.loss")).hasSize(12 + 5 + 24);
    assertThat(resumed.json().get("train_epoch.epoch").toString()).isEqualTo("[0,1,2]");
  }

  @Test
  void aRunKilledBetweenBestAndLastRepeatsTheEpochWithItsBest() throws IOException {
    EngineOptions options =
        new EngineOptions(2, 10, List.of(new SavingCriterion("eval_epoch.loss", false)), false, 0);
    Run whole = new Run("whole").train(options, null);
    Run killed = new Run("killed");
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
    Run resumed = new Run("killed").train(options, "last");
    assertSameCheckpoint(resumed, whole);
    String best = "ckpt_best_eval_epoch.loss_model.pth.tar";
    assertThat(resumed.file(best)).isEqualTo(whole.file(best));
  }

  @Test
  void theBestIsKeptAndCanBeResumed() throws IOException {
    Run run = new Run("a").train(epochs(5), null);
    JsonNode accuracy = run.json().get("eval_epoch.accuracy_top1");
    int best = 0;
    for (int epoch = 1; epoch < 5; epoch++) {
      best = accuracy.get(epoch).asDouble() > accuracy.get(best).asDouble() ? epoch : best;
    }
    Run evaluation = new Run("a");
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

  @Test
  void aSplitWithoutAnswersIsEvaluatedWithoutScores() throws IOException {
    Run run = new Run("a");
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
    Run run = new Run("a");
    run.train.answers = false;
    assertThatThrownBy(() -> run.train(epochs(1), null))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "dataset.train_split: found questions without answers, expected questions with answers"
                + " to learn from. Train on another split; this one can only be evaluated.");
  }

  @Test
  void aStepWithoutANumberIsSkippedAndSaidSo() throws IOException {
    Run run = new Run("a");
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
    Run run = new Run("a");
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
    Run whole = new Run("whole").train(epochs(3), null);
    assertSameCheckpoint(new Run("a").train(epochs(3), "last"), whole);
  }

  @Test
  void aCriterionThatIsNotMeasuredIsReportedAfterTheEpochIsSaved() throws IOException {
    EngineOptions options =
        new EngineOptions(
            2, 10, List.of(new SavingCriterion("eval_epoch.acuracy_top1", true)), false, 0);
    assertThatThrownBy(() -> new Run("a").train(options, null))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "engine.saving_criteria: found 'eval_epoch.acuracy_top1', which this run does not"
                + " measure, expected one of train_epoch.loss, train_epoch.accuracy_top1,"
                + " train_epoch.accuracy_top5, eval_epoch.loss, eval_epoch.accuracy_top1,"
                + " eval_epoch.accuracy_top5. Did you mean 'eval_epoch.accuracy_top1'? The epoch is"
                + " saved: mend the option and continue with --exp.resume last.");
    Run resumed = new Run("a").train(epochs(2), "last");
    Run whole = new Run("b").train(epochs(2), null);
    for (String file : CHECKPOINT.subList(0, 2)) { // the engine knows another best
      assertThat(resumed.file(file)).as(file).isEqualTo(whole.file(file));
    }
  }

  @Test
  void aMeasureOfTheEvaluationMayGoWithoutItsPrefix() throws IOException {
    EngineOptions options =
        new EngineOptions(2, 10, List.of(new SavingCriterion("loss", false)), false, 0);
    Run run = new Run("a").train(options, null);
    Run full = new Run("b");
    full.train(
        new EngineOptions(2, 10, List.of(new SavingCriterion("eval_epoch.loss", false)), false, 0),
        null);
    assertThat(run.file("ckpt_best_loss_model.pth.tar"))
        .isEqualTo(full.file("ckpt_best_eval_epoch.loss_model.pth.tar"));
    EngineState state = new Checkpoints(run.directory).load("last", run.learner.network(), null);
    assertThat(state.bestOut()).containsOnlyKeys("loss");
  }

  @Test
  void withoutEvaluationOnlyMeasuresOfTheTrainingAreSavedByAsInTheOriginal() throws IOException {
    Run run = new Run("a");
    run.eval = null;
    SavingCriterion loss = new SavingCriterion("train_epoch.loss", false);
    run.train(new EngineOptions(1, 10, List.of(ACCURACY, loss), false, 0), null);
    assertThat(new Checkpoints(run.directory).names())
        .containsExactly("best_train_epoch.loss", "last");
  }

  @Test
  void metricsOfAnEpochAreLoggedAndMayDecideWhatIsBest() throws IOException {
    Run run = new Run("a");
    run.metrics.add(new CountRight());
    EngineOptions options =
        new EngineOptions(2, 10, List.of(new SavingCriterion("eval_epoch.right", true)), false, 0);
    run.train(options, null);
    JsonNode right = run.json().get("eval_epoch.right");
    JsonNode accuracy = run.json().get("eval_epoch.accuracy_top1");
    assertThat(right).hasSize(2);
    assertThat(right.get(1).asDouble()).isEqualTo(accuracy.get(1).asDouble() * 24 / 100);
    assertThat(run.json().has("train_epoch.right")).isFalse();
    assertThat(run.directory.resolve("ckpt_best_eval_epoch.right_engine.pth.tar")).exists();
  }

  private static final class CountRight implements EpochMetric {
    private int right;

    @Override
    public boolean measures(Phase phase) {
      return phase == Phase.EVAL;
    }

    @Override
    public void begin(Phase phase, int epoch) {
      right = 0;
    }

    @Override
    public void add(LoadedBatch batch, Tensor logits) {
      Tensor best = logits.argmax(new LongOptional(1), false);
      right += (int) best.eq(batch.batch().classId()).sum().item_long();
    }

    @Override
    public Map<String, Double> end() {
      return Map.of("right", (double) right);
    }
  }

  @Test
  void listenersSeeRateTimeLossAndAccuracy() {
    Run run = new Run("a");
    List<BatchReport> reports = new ArrayList<>();
    List<String> events = new ArrayList<>();
    run.listeners.add(
        new TrainListener() {
          @Override
          public void onEpochBegin(Phase phase, int epoch, BatchSource source, int batches) {
            events.add("begin " + phase + " " + epoch + " " + source.split() + " " + batches);
          }

          @Override
          public void onBatch(BatchReport report) {
            reports.add(report);
          }

          @Override
          public void onEpochEnd(EpochReport report) {
            events.add("end " + report.phase() + " " + report.questions());
          }

          @Override
          public void onCheckpoint(String name, int epoch) {
            events.add("saved " + name);
          }
        });
    run.train(epochs(1), null);
    assertThat(events)
        .containsExactly(
            "begin TRAIN 0 train 12",
            "end TRAIN 96",
            "begin EVAL 0 val 3",
            "end EVAL 24",
            "saved best_eval_epoch.accuracy_top1",
            "saved last");
    BatchReport last = reports.get(11);
    assertThat(last.size()).isEqualTo(8);
    assertThat(last.questionsPerSecond()).isPositive();
    assertThat(last.secondsLeft()).isZero();
    assertThat(last.runFraction()).isEqualTo(1);
    assertThat(reports.get(5).secondsLeft()).isPositive();
    assertThat(reports.get(5).runFraction()).isEqualTo(0.5);
    assertThat(reports.get(5).learningRate()).isPositive();
    double mean = reports.subList(0, 6).stream().mapToDouble(BatchReport::loss).sum() / 6;
    assertThat(reports.get(5).meanLoss()).isEqualTo(mean);
  }

  @Test
  void aLimitInTimeEndsTheRunCleanlyAndStretchesTheSchedule() throws IOException {
    Run run = new Run("a");
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

    Run again = new Run("a").train(options, "last"); // nothing is left of the time
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
    Run run = new Run("a").train(new EngineOptions(1, 10, List.of(), true, 0), null);
    assertThat(run.json().get("train_batch.batch").toString()).isEqualTo("[0,1,2,3]");
    assertThat(run.json().get("eval_batch.batch").toString()).isEqualTo("[0,1,2]");
  }
}
