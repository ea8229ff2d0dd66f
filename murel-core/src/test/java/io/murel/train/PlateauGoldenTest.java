package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The learning rate after each step of PyTorch's ReduceLROnPlateau. */
class PlateauGoldenTest {

  private static final Percentage ROUNDING = Percentage.withPercentage(1e-11);

  @TestFactory
  Stream<DynamicTest> everyStepHasTheRateOfPyTorch() {
    return Golden.json("metrics/plateau.json")
        .valueStream()
        .map(c -> DynamicTest.dynamicTest(c.get("options").toString(), () -> check(c)));
  }

  private static void check(JsonNode c) {
    double initial = c.get("initial_lr").asDouble();
    PlateauOptions options = PlateauOptions.from(Golden.options(c.get("options")));
    PlateauSchedule schedule = new PlateauSchedule(progress -> initial, options);
    JsonNode metric = c.get("metric");
    assertThat(metric).hasSize(30);
    for (int i = 0; i < metric.size(); i++) {
      schedule.epochEnded(new Progress(i, 0), metric.get(i).asDouble());
      assertThat(schedule.at(new Progress(i + 1, 0)))
          .as("rate after step " + i)
          .isCloseTo(c.get("lr_after_step").get(i).asDouble(), ROUNDING);
      if (i == metric.size() / 2) { // a resumed run goes on like this
        Map<String, Double> saved = schedule.state();
        schedule = new PlateauSchedule(progress -> initial, options);
        schedule.restore(saved);
      }
    }
    Map<String, Double> state = schedule.state();
    c.get("final_state")
        .properties()
        .forEach(e -> assertThat(state).containsEntry(e.getKey(), e.getValue().asDouble()));
  }
}
