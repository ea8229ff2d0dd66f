package io.murel.app.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunEventsTest {

  @TempDir private Path dir;

  @Test
  void everyLoggedValueIsAPointUnderTheOriginalsName() throws IOException {
    log(
        "logs",
        """
        {"env_info": {"user": ["x"]}, "nparams": [12158],
         "train_epoch.lr": [0.5, 0.25], "train_epoch.epoch": [0],
         "train_batch.epoch": [0, 0], "train_batch.batch": [0, 1],
         "train_batch.loss": [3.5, NaN], "train_batch.timer.load": [0.5, 0.25],
         "eval_epoch.epoch": [7], "eval_epoch.tdiuc.acc_mpt_a": [44]}
        """);
    log("logs_val_oe", "{\"eval_epoch.epoch\": [7], \"eval_epoch.overall\": [52.5]}");
    log("logs_test", "{\"eval_epoch.epoch\": [6], \"eval_epoch.loss\": [2]}");
    Files.writeString(dir.resolve("results.json"), "no log");

    update();

    assertThat(points())
        .containsExactlyInAnyOrder(
            "lr/epoch/train_epoch 0 0.5", // the next epoch is not over
            "loss/batch/train_batch 0 3.5",
            "loss/batch/train_batch 1 NaN",
            "timer.load/batch/train_batch 0 0.5",
            "timer.load/batch/train_batch 1 0.25",
            "tdiuc.acc_mpt_a/epoch/eval_epoch 7 44.0",
            "overall/epoch/eval_epoch 7 52.5",
            "loss/epoch/logs_test.eval_epoch 6 2.0");
  }

  @Test
  void aFileGrowsWithTheLogs() throws IOException {
    try (RunEvents events = RunEvents.open(dir)) {
      events.update();
      assertThat(files()).isEmpty(); // nothing to say yet
      log("logs", "{\"train_batch.loss\": [3, 2]}");
      events.update();
      assertThat(points()).hasSize(2); // flushed
      log("logs", "{\"train_batch.loss\": [3, 2, 1]}");
      events.update();
      events.update();
    }
    assertThat(files()).hasSize(1);
    assertThat(points())
        .containsExactly(
            "loss/batch/train_batch 0 3.0",
            "loss/batch/train_batch 1 2.0",
            "loss/batch/train_batch 2 1.0");
  }

  @Test
  void anotherProcessGoesOnWhereAKilledOneTore() throws IOException {
    log("logs", "{\"train_batch.loss\": [3, 2, 1]}");
    update();
    Path first = files().get(0);
    byte[] whole = Files.readAllBytes(first);
    Files.delete(first);
    Path earlier = dir.resolve("events.out.tfevents.0000000001.murel.1");
    Files.write(earlier, Arrays.copyOf(whole, whole.length - 5));

    update();

    assertThat(files()).hasSize(2);
    assertThat(earlier).hasSize(whole.length - 5L);
    assertThat(points())
        .containsExactly(
            "loss/batch/train_batch 0 3.0",
            "loss/batch/train_batch 1 2.0",
            "loss/batch/train_batch 2 1.0");
  }

  @Test
  void aRepeatedEpochHasItsNumberTwice() throws IOException {
    log("logs", "{\"eval_epoch.epoch\": [0, 1, 1], \"eval_epoch.loss\": [3, 2.5, 2]}");
    update();
    assertThat(points())
        .containsExactly(
            "loss/epoch/eval_epoch 0 3.0",
            "loss/epoch/eval_epoch 1 2.5",
            "loss/epoch/eval_epoch 1 2.0");
  }

  @Test
  void aBrokenLogIsNamedAndWhatIsThereIsKept() throws IOException {
    log("logs", "{\"train_batch.loss\": [3]}");
    update();
    Files.writeString(dir.resolve("logs.json"), "{\"train_batch.loss\": [3,");
    assertThatThrownBy(this::update)
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(dir.resolve("logs.json") + ": found broken JSON");
    assertThat(points()).hasSize(1);
  }

  private void update() throws IOException {
    try (RunEvents events = RunEvents.open(dir)) {
      events.update();
    }
  }

  private List<String> points() throws IOException {
    List<String> points = new ArrayList<>();
    EventFile.read(dir, e -> points.add(e.tag() + " " + e.step() + " " + e.value()));
    return points;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.filter(file -> file.toString().contains("tfevents")).sorted().toList();
    }
  }

  private void log(String name, String json) throws IOException {
    Files.writeString(dir.resolve(name + ".json"), json);
  }
}
