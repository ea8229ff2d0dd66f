package io.murel.relation.kernel;

import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Lets a computation that draws dropout masks be repeated with the same masks. */
final class RandomState {

  private final Generator generator;

  /** That of the generator libtorch draws from for a tensor's device. */
  RandomState(Tensor tensor) {
    generator = torch.globalContext().defaultGenerator(tensor.device());
  }

  /** As it is now. */
  Tensor get() {
    return generator.get_state();
  }

  void set(Tensor state) {
    generator.set_state(state);
  }
}
