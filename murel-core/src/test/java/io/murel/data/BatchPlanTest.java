package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchPlanTest {

  private static final int QUESTIONS = 100;

  /** Question i is about an image with 1 + i % 3 regions and has 1 + i % 7 words. */
  private static VqaDataset dataset() {
    Samples.MemoryRegions regions = new Samples.MemoryRegions(2);
    List<VqaItem> items = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      VqaItem item = Samples.item(i, 1 + i % 7);
      regions.with(item.imageName(), 1 + i % 3, 1f);
      items.add(item);
    }
    return new VqaDataset("train", items, regions);
  }

  @Test
  void everyQuestionComesOnceInBatchesOfEquallyManyRegions() {
    BatchPlan plan = new BatchPlan(dataset(), 8);
    List<int[]> batches = plan.bucketed(new Random(1));
    assertThat(batches).hasSize(plan.batches());
    assertThat(batches.stream().flatMapToInt(IntStream::of).sorted())
        .containsExactlyElementsOf(IntStream.range(0, QUESTIONS).boxed().toList());
    long mixed =
        batches.stream()
            .filter(b -> IntStream.of(b).map(q -> q % 3).distinct().count() > 1)
            .count();
    assertThat(mixed).as("batches of what was left over").isEqualTo(1);
  }

  @Test
  void questionsOfABatchHaveSimilarLengths() {
    List<int[]> batches = new BatchPlan(dataset(), 4).bucketed(new Random(1));
    double spread =
        batches.stream()
            .mapToInt(
                b ->
                    IntStream.of(b).map(q -> q % 7).max().orElseThrow()
                        - IntStream.of(b).map(q -> q % 7).min().orElseThrow())
            .average()
            .orElseThrow();
    assertThat(spread).isLessThan(2); // 5 and more without sorting
  }

  @Test
  void theOrderIsRandomAndRepeats() {
    BatchPlan plan = new BatchPlan(dataset(), 8);
    assertThat(plan.bucketed(new Random(1)).toArray(int[][]::new))
        .isDeepEqualTo(plan.bucketed(new Random(1)).toArray(int[][]::new));
    assertThat(plan.bucketed(new Random(1)).get(0))
        .isNotEqualTo(plan.bucketed(new Random(2)).get(0));
  }
}
