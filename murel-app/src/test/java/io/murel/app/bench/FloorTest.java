package io.murel.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.options.Overrides;
import io.murel.app.options.RunOptions;
import io.murel.options.Options;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What is counted as the least that a batch needs, against counts by hand. */
class FloorTest {

  private static Options network(String file) {
    return RunOptions.load(Path.of("../options").resolve(file), Overrides.none())
        .root()
        .child("model")
        .child("network");
  }

  private static Map<String, Floor.Part> parts(Floor floor) {
    return floor.parts().stream().collect(Collectors.toMap(Floor.Part::name, Function.identity()));
  }

  private static void assertOperations(Map<String, Floor.Part> parts, String name, double count) {
    assertThat(parts.get(name).operations()).as(name).isCloseTo(count, Offset.offset(1.0));
  }

  @Test
  void oneAnswerIsCountedOnceARegionOnceAQuestionOnceAPair() {
    Floor floor = OperationCount.of(network("vqa2/murel.yaml"), 1, 36, 14, 14, 0);
    Map<String, Floor.Part> parts = parts(floor);
    assertOperations(parts, "question: words to states", 2.0 * 14 * (620 + 2400) * 7200);
    assertThat(parts.get("question: words to states").bytes())
        .isEqualTo(14.0 * 7200 * 2400 * Float.BYTES);
    assertOperations(
        parts,
        "cell: question with each region",
        2.0 * 4800 * 1000 // the question
            + 2 * (2.0 * 20 * 50 * 750) // its factors, and folding them into the other side's maps
            + 3 * (2.0 * 36 * (2048 * 1000 + 20 * 50 * 50 + 1000 * 2048)));
    assertOperations(parts, "relations: pairs of regions", 3 * 2.0 * 36 * 36 * 200 * 2048);
    assertOperations(parts, "relations: pairs of boxes", 2.0 * 36 * 36 * 200 * 2048);
    assertThat(parts).doesNotContainKey("optimizer");
  }

  @Test
  void trainingCountsTheGradientsAndOfAMaximumOnlyTheWinners() {
    Floor floor = OperationCount.of(network("vqa2/murel.yaml"), 2, 36, 20, 14, 1000);
    Map<String, Floor.Part> parts = parts(floor);
    assertOperations(parts, "question: words to states", 3 * 2.0 * 20 * (620 + 2400) * 7200);
    assertOperations(
        parts,
        "relations: pairs of regions",
        3 * 2.0 * 2 * 36 * 36 * 200 * 2048 + 2 * 3 * 2.0 * 2 * 36 * 200 * 2048);
    assertThat(parts.get("optimizer").bytes()).isEqualTo(1000.0 * Float.BYTES * 7);
  }

  @Test
  void onlyNetworksThatAreUnderstoodAreCounted() {
    assertThat(OperationCount.counts(network("vqa2/murel.yaml"))).isTrue();
    assertThat(OperationCount.counts(network("vqa2/attention.yaml"))).isFalse();
    assertThat(OperationCount.counts(network("scenes/murel.yaml"))).isFalse();
  }

  @Test
  void operationsAndBytesTakeTheLongerOfTheirTimes() {
    MachineRates rates = new MachineRates(100, 10);
    assertThat(new Floor.Part("a", 200e9, 1e9).seconds(rates)).isEqualTo(2.0);
    assertThat(new Floor.Part("b", 10e9, 30e9).seconds(rates)).isEqualTo(3.0);
  }
}
