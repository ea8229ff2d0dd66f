package io.murel.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The cutting into chunks against the original's. */
class SizesListGoldenTest {

  @TestFactory
  Stream<DynamicTest> chunksHaveTheOriginalsSizes() {
    return StreamSupport.stream(Golden.json("fusions/sizes_list.json").spliterator(), false)
        .map(c -> DynamicTest.dynamicTest(c.get("chunks") + " of " + c.get("dim"), () -> check(c)));
  }

  private static void check(JsonNode expected) {
    int dim = expected.get("dim").asInt();
    int chunks = expected.get("chunks").asInt();
    if (!expected.get("error").isNull()) {
      assertThatThrownBy(() -> Chunks.of(dim, chunks))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(dim + " elements cannot make " + chunks + " chunks");
      return;
    }
    List<Integer> sizes = new ArrayList<>();
    expected.get("sizes").forEach(size -> sizes.add(size.asInt()));
    assertThat(Chunks.of(dim, chunks).sizes()).isEqualTo(sizes);
  }
}
