package io.murel.text;

import io.murel.nn.CustomFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** A GRU over the words of a batch that leaves out the padding, with a gradient by hand. */
final class PackedGru {
  private PackedGru() {}

  /**
   * @param x vectors of the words, {@code [W, E]}
   * @param kernel for what it serves, where no gradients are wanted
   * @return the state after each word, {@code [W, H]}
   */
  static Tensor states(
      List<GateGroup> groups,
      GruMasks masks,
      PackedWords words,
      Tensor x,
      Optional<RecurrentKernel> kernel) {
    Optional<RecurrentKernel> allowed = GradMode.is_enabled() ? Optional.empty() : kernel;
    List<Tensor> inputs = new ArrayList<>(List.of(x));
    for (GateGroup group : groups) {
      inputs.add(group.inputWeight());
      inputs.add(group.hiddenWeight());
      inputs.add(group.inputBias());
      if (group.hiddenBias() != null) {
        inputs.add(group.hiddenBias());
      }
    }
    GruForward forward;
    try (NoGradGuard noGrad = new NoGradGuard()) {
      forward = new GruForward(groups, masks, words, x, allowed);
    }
    Tensor[] gradients = new Tensor[inputs.size()]; // those of parameters are added directly
    return CustomFunction.apply(
        forward.states,
        inputs.toArray(Tensor[]::new),
        upstream -> {
          gradients[0] = new GruBackward(groups, masks, words, forward).run(x, upstream);
          return gradients;
        });
  }
}
