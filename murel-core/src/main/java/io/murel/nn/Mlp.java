package io.murel.nn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Linear layers with an activation and dropout after each but the last. Parameters {@code
 * linears.0.weight}, {@code linears.0.bias}, ...
 */
public final class Mlp extends Module {

  private final List<Linear> linears = new ArrayList<>();
  private final Activation activation;
  private final double dropout;

  /**
   * @param inputDim length of the input
   * @param dimensions lengths of the layers' outputs, the last one that of the result; at least one
   * @param dropout probability for each hidden unit, in training
   */
  public Mlp(int inputDim, List<Integer> dimensions, Activation activation, double dropout) {
    this.activation = activation;
    this.dropout = dropout;
    int in = inputDim;
    for (int out : dimensions) {
      linears.add(add("linears." + linears.size(), new Linear(in, out)));
      in = out;
    }
  }

  /** {@code [..., input_dim] -> [..., dimensions.last]}. */
  public Tensor forward(Tensor x) {
    return afterFirst(first().forward(x));
  }

  /** The first layer, for callers that apply its parts separately. */
  public Linear first() {
    return linears.get(0);
  }

  /** The rest: {@code [..., dimensions.first] -> [..., dimensions.last]}. */
  public Tensor afterFirst(Tensor firstOutput) {
    Tensor x = firstOutput;
    for (Linear linear : linears.subList(1, linears.size())) {
      x = torch.dropout(activation.apply(x), dropout, training());
      x = linear.forward(x);
    }
    return x;
  }
}
