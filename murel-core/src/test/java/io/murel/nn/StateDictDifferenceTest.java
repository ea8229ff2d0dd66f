package io.murel.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateDictDifferenceTest {

  private static Map<String, long[]> shapes(Object... namesAndShapes) {
    Map<String, long[]> out = new LinkedHashMap<>();
    for (int i = 0; i < namesAndShapes.length; i += 2) {
      out.put((String) namesAndShapes[i], (long[]) namesAndShapes[i + 1]);
    }
    return out;
  }

  private static long[] shape(long... extents) {
    return extents;
  }

  @Test
  void equalShapesInAnyOrderFit() {
    StateDictDifference none =
        StateDictDifference.of(
            shapes("a", shape(2, 3), "b", shape()), shapes("b", shape(), "a", shape(2, 3)));
    assertThat(none.isEmpty()).isTrue();
    assertThat(none.lines(5)).isEmpty();
  }

  @Test
  void everyDifferenceIsALineWithTheNearestName() {
    StateDictDifference difference =
        StateDictDifference.of(
            shapes("cell.linear0.wieght", shape(2), "same", shape(4, 5), "other", shape(1)),
            shapes("cell.linear0.weight", shape(2), "same", shape(4, 6)));
    assertThat(difference.isEmpty()).isFalse();
    assertThat(difference.summary()).isEqualTo("1 missing, 2 unexpected, 1 of another shape");
    assertThat(difference.lines(5))
        .containsExactly(
            "missing: cell.linear0.weight",
            "unexpected: cell.linear0.wieght (is it cell.linear0.weight?)",
            "unexpected: other",
            "another shape: same: [4, 5] instead of [4, 6]");
  }

  @Test
  void longListsAreCutAndCounted() {
    Map<String, long[]> expected = new LinkedHashMap<>();
    for (int i = 0; i < 9; i++) {
      expected.put("p" + i, shape(1));
    }
    assertThat(StateDictDifference.of(Map.of(), expected).lines(2))
        .containsExactly("missing: p0", "missing: p1", "missing: and 7 more");
  }
}
