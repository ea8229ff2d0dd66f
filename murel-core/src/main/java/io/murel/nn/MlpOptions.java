package io.murel.nn;

import io.murel.options.Options;
import java.util.List;

/**
 * Options of {@link Mlp}.
 *
 * @param inputDim length of the input
 * @param dimensions length after each layer; the last is the output
 * @param activation between the layers
 * @param dropout after each hidden activation
 */
public record MlpOptions(
    int inputDim, List<Integer> dimensions, Activation activation, double dropout) {

  public static MlpOptions from(Options o) {
    o.onlyKeys("input_dim", "dimensions", "activation", "dropout");
    List<Integer> dimensions = o.integers("dimensions");
    if (dimensions.isEmpty() || dimensions.stream().anyMatch(size -> size < 1)) {
      throw o.wrong("dimensions", dimensions, "one or more sizes of at least 1");
    }
    return new MlpOptions(
        o.positive("input_dim"),
        dimensions,
        Activation.from(o, "activation", Activation.RELU),
        o.probability("dropout", 0));
  }

  /** A new MLP with these options. */
  public Mlp create() {
    return new Mlp(inputDim, dimensions, activation, dropout);
  }
}
