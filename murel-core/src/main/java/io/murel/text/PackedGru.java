package io.murel.text;

import io.murel.nn.CustomFunction;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** A GRU over the words of a batch that leaves out the padding, with a gradient by hand. */
final class PackedGru {
  private PackedGru() {}

  /**
   * @param x vectors of the words, {@code [W, E]}
   * @return the state after each word, {@code [W, H]}
   */
  static Tensor states(List<GateGroup> groups, GruMasks masks, PackedWords words, Tensor x) {
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
      forward = new GruForward(groups, masks, words, x);
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
