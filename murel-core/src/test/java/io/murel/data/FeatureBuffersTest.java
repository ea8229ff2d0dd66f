package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.nn.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FeatureBuffersTest {

  @BeforeAll
  static void load() {
    Torch.load();
  }

  @Test
  void memoryIsUsedAgainOnceItsBatchIsFreed() {
    try (FeatureBuffers buffers = new FeatureBuffers(3)) {
      long place = takenAndFreed(buffers, 2);
      assertThat(takenAndFreed(buffers, 2)).isEqualTo(place);
      assertThat(takenAndFreed(buffers, 1)).isEqualTo(place); // the last, smaller batch
      assertThat(buffers.size()).isEqualTo(1);
    }
  }

  @Test
  void batchesInUseHaveMemoryOfTheirOwn() {
    try (FeatureBuffers buffers = new FeatureBuffers(2);
        PointerScope scope = new PointerScope()) {
      Tensor a = buffers.take(2, 3, 4);
      Tensor b = buffers.take(2, 3, 4);
      Tensor beyond = buffers.take(2, 3, 4);
      assertThat(a.shape()).containsExactly(2, 3, 4);
      assertThat(a.is_contiguous()).isTrue();
      a.fill_(new Scalar(1));
      b.fill_(new Scalar(2));
      beyond.fill_(new Scalar(3));
      assertThat(Torch.floats(a)).hasSize(24).containsOnly(1);
      assertThat(Torch.floats(b)).hasSize(24).containsOnly(2);
      assertThat(Torch.floats(beyond)).hasSize(24).containsOnly(3);
      assertThat(buffers.size()).isEqualTo(2);
    }
  }

  @Test
  void memoryThatAGradientStillNeedsIsNotTaken() {
    try (FeatureBuffers buffers = new FeatureBuffers(3)) {
      Tensor weight = torch.ones(4).requires_grad_(true);
      Tensor features = buffers.take(1, 1, 4);
      features.fill_(new Scalar(5));
      long place = features.data_ptr_float().address();
      Tensor loss = features.mul(weight).sum();
      features.close();
      assertThat(takenAndFreed(buffers, 1)).isNotEqualTo(place);
      loss.backward();
      assertThat(Torch.floats(weight.grad())).containsOnly(5);
      loss.close();
      weight.close();
    }
  }

  @Test
  void aLargerBatchTakesThePlaceOfAFreeSmallerOne() {
    try (FeatureBuffers buffers = new FeatureBuffers(1)) {
      takenAndFreed(buffers, 1);
      takenAndFreed(buffers, 8);
      assertThat(buffers.size()).isEqualTo(1);
      assertThat(takenAndFreed(buffers, 8)).isEqualTo(takenAndFreed(buffers, 1));
    }
  }

  @Test
  void whatIsInUseOutlivesTheBuffers() {
    FeatureBuffers buffers = new FeatureBuffers(2);
    try (PointerScope scope = new PointerScope()) {
      Tensor features = buffers.take(1, 2, 3);
      features.fill_(new Scalar(7));
      buffers.close();
      assertThat(Torch.floats(features)).hasSize(6).containsOnly(7);
      assertThat(buffers.size()).isZero();
      assertThat(buffers.take(1, 2, 3).shape()).containsExactly(1, 2, 3);
      assertThat(buffers.size()).isZero();
    }
  }

  /** Where a batch of so many images lay. */
  private static long takenAndFreed(FeatureBuffers buffers, int images) {
    try (PointerScope scope = new PointerScope()) {
      return buffers.take(images, 3, 4).data_ptr_float().address();
    }
  }
}
