package io.murel.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The draws of NumPy's legacy generator and the split made with them. */
class NumpyRandomGoldenTest {

  private final JsonNode golden = Golden.json("data/expected/numpy_rng.json");
  private final NumpyRandom random = new NumpyRandom(golden.get("seed").asLong());

  @Test
  void theRawDrawsAreNumpys() {
    List<Long> draws = new ArrayList<>();
    List<Long> expected = new ArrayList<>();
    for (JsonNode draw : golden.get("uint32")) {
      draws.add(Integer.toUnsignedLong(random.nextInt()));
      expected.add(draw.asLong());
    }
    assertThat(draws).isEqualTo(expected);
  }

  @Test
  void theFractionsAreNumpys() {
    for (JsonNode draw : golden.get("random_sample")) {
      assertThat(random.nextDouble()).isEqualTo(draw.asDouble());
    }
  }

  @TestFactory
  Stream<DynamicTest> permutationsAreNumpys() {
    return sizes("permutation")
        .map(
            n ->
                dynamicTest(
                    "of " + n,
                    () ->
                        assertThat(new NumpyRandom(1337).permutation(n))
                            .isEqualTo(ints(golden.get("permutation").get("" + n)))));
  }

  @TestFactory
  Stream<DynamicTest> choicesOf95PercentAreNumpys() {
    return sizes("choice_no_replace_95")
        .map(
            n ->
                dynamicTest(
                    "of " + n,
                    () ->
                        assertThat(HeldOut.of(n, 1337).train())
                            .isEqualTo(ints(golden.get("choice_no_replace_95").get("" + n)))));
  }

  @TestFactory
  Stream<DynamicTest> theItemsHeldOutComeInTheOrderOfTheOriginal() {
    return sizes("val_indices_as_iterated")
        .map(
            n ->
                dynamicTest(
                    "of " + n,
                    () ->
                        assertThat(HeldOut.of(n, 1337).val())
                            .isEqualTo(ints(golden.get("val_indices_as_iterated").get("" + n)))));
  }

  private Stream<Integer> sizes(String field) {
    List<String> names = new ArrayList<>();
    golden.get(field).fieldNames().forEachRemaining(names::add);
    return names.stream().map(Integer::valueOf);
  }

  private static int[] ints(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }
}
