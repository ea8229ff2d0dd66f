package io.murel.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WrittenToTest {

  @BeforeAll
  static void load() {
    Torch.load();
  }

  @Test
  void readingChangesNothing() {
    try (PointerScope scope = new PointerScope()) {
      Tensor tensor = torch.ones(4, 3).requires_grad_(true);
      WrittenTo before = WrittenTo.of(tensor);
      tensor.mul(new Scalar(2)).sum().backward();
      assertThat(WrittenTo.of(tensor)).isEqualTo(before);
      assertThat(WrittenTo.of(tensor.detach())).isEqualTo(before);
    }
  }

  @Test
  void everyWriteIsSeenThroughViewsToo() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor tensor = torch.ones(4, 3).requires_grad_(true);
      WrittenTo before = WrittenTo.of(tensor);
      tensor.add_(new Scalar(1));
      WrittenTo after = WrittenTo.of(tensor);
      assertThat(after).isNotEqualTo(before);
      tensor.narrow(0, 1, 2).zero_();
      assertThat(WrittenTo.of(tensor)).isNotEqualTo(after);
    }
  }

  @Test
  void writesPastTheTensorAreAnnounced() {
    try (PointerScope scope = new PointerScope()) {
      Tensor all = torch.zeros(6);
      Tensor parameter = torch.ones(6);
      parameter.set_data(all);
      WrittenTo before = WrittenTo.of(parameter);
      all.add_(new Scalar(1));
      assertThat(WrittenTo.of(parameter)).isEqualTo(before); // libtorch does not see it
      WrittenTo.announce(parameter);
      assertThat(WrittenTo.of(parameter)).isNotEqualTo(before);
    }
  }

  @Test
  void whatIsNotCountedIsNeverTheSame() {
    try (PointerScope scope = new PointerScope();
        InferenceMode inference = new InferenceMode(true)) {
      Tensor tensor = torch.ones(6);
      assertThat(tensor.is_inference()).isTrue();
      assertThat(WrittenTo.of(tensor)).isNotEqualTo(WrittenTo.of(tensor));
      WrittenTo.announce(tensor); // does nothing
    }
  }
}
