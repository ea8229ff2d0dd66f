package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
import io.murel.options.Options;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The learning rate of every epoch for the optimizer options of the original's files. */
class LearningRateGoldenTest {

  @TestFactory
  Stream<DynamicTest> everyEpochHasTheRateOfTheOriginal() {
    return Golden.json("train/lr_schedules.json").properties().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e.getValue())));
  }

  private static void check(JsonNode c) {
    Options options = Golden.options(c.get("options"));
    OptimizerOptions.from(options); // the keys are known
    LearningRateSchedule schedule = LearningRateSchedule.from(options);
    JsonNode expected = c.get("lr_per_epoch");
    for (int epoch = 0; epoch < expected.size(); epoch++) {
      double rate = expected.get(epoch).asDouble();
      assertThat(schedule.at(new Progress(epoch, 0)))
          .as("rate of epoch " + epoch)
          .isCloseTo(rate, Offset.offset(1e-6 * rate));
    }
  }
}
