package io.murel.scenes.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SceneRandomTest {

  @Test
  void theSequenceIsThatOfSplitMix64() {
    SceneRandom random = new SceneRandom(1234567);
    assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("6457827717110365317");
    assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("3203168211198807973");
  }

  @Test
  void differentIdsHaveDifferentSequences() {
    Set<Long> first = new HashSet<>();
    for (int id = 0; id < 100_000; id++) {
      first.add(SceneRandom.of(1, id).nextLong());
    }
    assertThat(first).hasSize(100_000);
  }

  @Test
  void everyNumberInRangeOccursAboutAsOften() {
    SceneRandom random = new SceneRandom(3);
    int[] counts = new int[6];
    for (int i = 0; i < 60_000; i++) {
      counts[random.between(2, 7) - 2]++;
    }
    assertThat(counts)
        .satisfies(c -> assertThat(Arrays.stream(c).min().orElse(0)).isGreaterThan(9600));
    int[] order = random.permutation(20);
    assertThat(order)
        .doesNotHaveDuplicates()
        .hasSize(20)
        .isNotEqualTo(Arrays.stream(order).sorted().toArray());
  }
}
