package io.murel.train;

import static io.murel.train.ToyRun.epochs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run writes into its logs, and tells who watches. */
class TrainerLogTest {

  @TempDir Path folder;

  @Test
  void theLogHasTheNamesAndTheOrderOfTheOriginal() throws IOException {
    JsonNode log = new ToyRun(folder.resolve("a")).train(epochs(2), null).json();
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
    JsonNode log = new ToyRun(folder.resolve("a")).train(epochs(1), null).json();
    for (String name : List.of("loss", "accuracy_top1", "accuracy_top5")) {
      JsonNode batches = log.get("train_batch." + name);
      double mean = IntStream.range(0, 12).mapToDouble(i -> batches.get(i).asDouble()).sum() / 12;
      assertThat(log.get("train_epoch." + name).get(0).asDouble()).isEqualTo(mean);
    }
  }

  @Test
  void theMessagesReadAsTheOriginals() throws IOException {
    List<String> text = new ToyRun(folder.resolve("a")).train(epochs(1), null).text();
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
  void listenersSeeRateTimeLossAndAccuracy() {
    ToyRun run = new ToyRun(folder.resolve("a"));
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
}
