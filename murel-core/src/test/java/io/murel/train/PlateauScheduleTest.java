package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.BadInputException;
import io.murel.options.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlateauScheduleTest {

  @TempDir private Path dir;

  @Test
  void defaultsArePyTorchs() {
    assertThat(PlateauOptions.from(Options.of(Map.of())))
        .isEqualTo(new PlateauOptions("eval_epoch.loss", false, 0.1, 10, 1e-4, true, 0, 0, 1e-8));
    assertThat(read("mode", "max").maximize()).isTrue();
    assertThat(read("threshold_mode", "abs").relative()).isFalse();
  }

  @Test
  void valuesThatCannotWorkAreRefused() {
    assertRefused("factor", 1.0, "found 1.0 (a number), expected a number above 0 and below 1.");
    assertRefused("patience", -1, "found -1 (a number), expected a whole number of at least 0.");
    assertRefused("min_lr", -0.5, "found -0.5 (a number), expected a number of at least 0.");
    assertRefused("mode", "low", "found 'low', expected one of min, max.");
    assertRefused("threshold_mode", "relative", "found 'relative', expected one of rel, abs.");
    assertRefused("name", "StepLR", "found 'StepLR', expected one of ReduceLROnPlateau.");
    assertRefused("patients", 3, "Did you mean 'patience'?");
  }

  @Test
  void theScheduleBelowGoesOn() {
    LearningRateSchedule schedule =
        LearningRateSchedule.from(
            Options.of(
                Map.of(
                    "lr", 1.0,
                    "gradual_warmup_steps", List.of(0.5, 1.0, 2),
                    "lr_decay_epochs", List.of(3, 4, 1),
                    "lr_decay_rate", 0.5,
                    "lr_scheduler", Map.of("patience", 0, "factor", 0.1))));
    double[] rates = new double[5];
    for (int epoch = 0; epoch < 5; epoch++) {
      rates[epoch] = schedule.at(new Progress(epoch, 0));
      schedule.epochEnded(new Progress(epoch, 0), epoch == 2 ? 9 : -epoch);
    }
    assertThat(rates).containsExactly(new double[] {0.5, 1, 1, 0.05, 0.05}, within());
    assertThat(schedule.watched()).contains("eval_epoch.loss");
  }

  @Test
  void notANumberIsNoImprovement() {
    PlateauSchedule schedule = new PlateauSchedule(p -> 1, read("patience", 1));
    schedule.epochEnded(new Progress(0, 0), Double.NaN);
    schedule.epochEnded(new Progress(1, 0), Double.NaN);
    assertThat(schedule.at(new Progress(2, 0))).isEqualTo(0.1);
  }

  @Test
  void aStateOfAnotherScheduleIsRefusedAndNoneIsABeginning() {
    PlateauSchedule schedule = new PlateauSchedule(p -> 1, read("patience", 1));
    schedule.restore(Map.of());
    assertThat(schedule.at(new Progress(0, 0))).isEqualTo(1);
    assertThatThrownBy(() -> schedule.restore(Map.of("gamma", 2.0)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found a schedule of [gamma], expected one of [");
  }

  @Test
  void aResumedRunHasTheRatesOfOneThatNeverStopped() throws IOException {
    JsonNode whole = train("whole", 6, null);
    train("parts", 3, null);
    JsonNode parts = train("parts", 6, "last");
    assertThat(whole.get("train_epoch.lr").toString())
        .isEqualTo("[0.01,0.01,0.005,0.0025,0.00125,6.25E-4]");
    assertThat(parts.get("train_epoch.lr")).isEqualTo(whole.get("train_epoch.lr"));
    assertThat(parts.get("train_batch.loss")).isEqualTo(whole.get("train_batch.loss"));
  }

  @Test
  void aMeasureThatIsNotThereIsReportedAfterTheEpochIsSaved() {
    assertThatThrownBy(() -> train("a", 2, null, "metric", "los"))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(
            "optimizer.lr_scheduler.metric: found 'los', which this run does not measure, expected"
                + " one of train_epoch.loss,")
        .hasMessageEndingWith("mend the option and continue with --exp.resume last.");
    assertThat(new Checkpoints(dir.resolve("a")).names()).containsExactly("last");
  }

  /** Of a measure that never improves after the first epoch. */
  private JsonNode train(String name, int epochs, String resume, Object... more)
      throws IOException {
    Map<String, Object> plateau =
        new LinkedHashMap<>(Map.of("mode", "max", "threshold", 1e9, "patience", 0, "factor", 0.5));
    for (int i = 0; i < more.length; i += 2) {
      plateau.put((String) more[i], more[i + 1]);
    }
    Learner toy = Toy.learner();
    LearningRateSchedule schedule =
        new PlateauSchedule(p -> 0.01, PlateauOptions.from(Options.of(plateau)));
    Learner learner =
        new Learner(toy.network(), toy.criterion(), toy.optimizer(), schedule, toy.gradClip());
    Path directory = dir.resolve(name);
    Checkpoints checkpoints = new Checkpoints(directory);
    try (RunLog log = RunLog.open(directory, null)) {
      Trainer trainer =
          new Trainer(
              new EngineOptions(epochs, 10, List.of(), false, 0),
              OptionalLong.of(7),
              log,
              checkpoints,
              List.of(),
              List.of());
      if (resume != null) {
        trainer.resume(resume, checkpoints.load(resume, learner.network(), learner.optimizer()));
      }
      trainer.train(learner, new Toy.Source("train", 4), new Toy.Source("val", 2));
    }
    return new ObjectMapper().readTree(directory.resolve("logs.json").toFile());
  }

  private static PlateauOptions read(String key, Object value) {
    return PlateauOptions.from(Options.of(Map.of(key, value), "optimizer.lr_scheduler"));
  }

  private static void assertRefused(String key, Object value, String message) {
    assertThatThrownBy(() -> read(key, value))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("optimizer.lr_scheduler." + key + ": ")
        .hasMessageContaining(message);
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-7);
  }
}
