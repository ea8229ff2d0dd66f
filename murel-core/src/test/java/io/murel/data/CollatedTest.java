package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.data.Samples.MemoryRegions;
import io.murel.model.Batch;
import io.murel.nn.Torch;
import io.murel.regions.RegionView;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

class CollatedTest {

  private final MemoryRegions regions =
      new MemoryRegions(2).with("i0", 1, 5).with("i1", 3, 6).with("i2", 3, 7);

  @Test
  void unequalRegionCountsArePaddedWithZerosAndMasked() {
    try (PointerScope scope = new PointerScope()) {
      Batch batch = batch(Samples.item(0, 1), Samples.item(1, 1));
      assertThat(batch.visual().shape()).containsExactly(2, 3, 2);
      assertThat(Torch.floats(batch.visual())).containsExactly(5, 5, 0, 0, 0, 0, 6, 6, 6, 6, 6, 6);
      assertThat(batch.normCoord().shape()).containsExactly(2, 3, 4);
      assertThat(Torch.floats(batch.normCoord())).startsWith(.5f, .5f, .5f, .5f, 0, 0);
      assertThat(batch.regionMask().shape()).containsExactly(2, 3);
      assertThat(Torch.longs(batch.regionMask())).containsExactly(1, 0, 0, 1, 1, 1);
    }
  }

  @Test
  void aBatchThatNoArrayHoldsIsRefused() {
    RegionView large =
        new RegionView() {
          @Override
          public int count() {
            return 5000;
          }

          @Override
          public int dim() {
            return 2048;
          }

          @Override
          public void copyTo(FloatBuffer features, FloatBuffer normBoxes) {
            throw new AssertionError("copied before it was refused");
          }
        };
    assertThatThrownBy(() -> PaddedRegions.of(Collections.nCopies(512, large), 2048))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "dataset.batch_size: found 512 images of up to 5000 regions of 2048 numbers, 21.0 GB,"
                + " expected at most 2.1 GB a batch. Take smaller batches or fewer regions an"
                + " image.");
  }

  @Test
  void equalRegionCountsNeedNoMask() {
    try (PointerScope scope = new PointerScope()) {
      assertThat(batch(Samples.item(1, 1), Samples.item(2, 1)).regionMask()).isNull();
    }
  }

  @Test
  void shorterQuestionsArePaddedWithZeros() {
    try (PointerScope scope = new PointerScope()) {
      Batch batch = batch(Samples.item(1, 3), Samples.item(2, 1));
      assertThat(batch.question().shape()).containsExactly(2, 3);
      assertThat(Torch.longs(batch.question())).containsExactly(101, 102, 103, 201, 0, 0);
      assertThat(Torch.longs(batch.lengths())).containsExactly(3, 1);
      assertThat(Torch.longs(batch.classId())).containsExactly(1, 2);
    }
  }

  @Test
  void questionsWithoutWordsKeepOneColumnOfPadding() {
    try (PointerScope scope = new PointerScope()) {
      Batch batch = batch(Samples.item(1, 0));
      assertThat(Torch.longs(batch.question())).containsExactly(0);
      assertThat(Torch.longs(batch.lengths())).containsExactly(0);
    }
  }

  @Test
  void unknownAnswersLeaveNothingToLearn() {
    VqaItem asked = Samples.item(1, 1);
    VqaItem unanswered =
        new VqaItem(asked.question(), null, "i1", asked.wordIds(), -1, new int[0], new int[0]);
    try (PointerScope scope = new PointerScope()) {
      assertThat(batch(unanswered).classId()).isNull();
    }
  }

  private Batch batch(VqaItem... items) {
    int[] classIds = List.of(items).stream().mapToInt(VqaItem::answerId).toArray();
    return Collated.of(List.of(items), classIds, regions, FeatureMemory.NEW).toBatch().batch();
  }
}
