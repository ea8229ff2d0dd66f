package io.murel.nn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Linear layers with an activation (and dropout) between them, none after the last. */
public final class Mlp extends Module {

  private final List<Linear> linears = new ArrayList<>();
  private final Activation activation;
  private final double dropout;

  /**
   * @param inputDim length of the input
   * @param dimensions length after each layer; the last is the output
   * @param dropout probability, after each hidden activation
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

  /** {@code [..., input_dim] -> [..., last dimension]}. */
  public Tensor forward(Tensor x) {
    for (int i = 0; i < linears.size(); i++) {
      x = linears.get(i).forward(x); // [..., dimensions[i]]
      if (i < linears.size() - 1) {
        x = torch.dropout(activation.apply(x), dropout, training());
      }
    }
    return x;
  }
}
