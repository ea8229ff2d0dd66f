package io.murel.fusion;

import io.murel.options.Options;
import java.util.List;

/**
 * Lengths of the two inputs and of the fused vector.
 *
 * @param x0 {@code input_dims[0]}
 * @param x1 {@code input_dims[1]}
 * @param output {@code output_dim}
 */
public record Dims(int x0, int x1, int output) {

  /** Reads {@code input_dims} and {@code output_dim}. */
  static Dims from(Options o) {
    List<Integer> inputs = o.integers("input_dims");
    if (inputs.size() != 2 || inputs.get(0) < 1 || inputs.get(1) < 1) {
      throw o.wrong("input_dims", inputs, "two sizes of at least 1, for instance [4800, 2048]");
    }
    return new Dims(inputs.get(0), inputs.get(1), o.positive("output_dim"));
  }

  /** Reads {@code shared}, which needs inputs of equal length: one projection serves both. */
  boolean shared(Options o) {
    boolean shared = o.bool("shared", false);
    if (shared && x0 != x1) {
      throw o.wrong("shared", true, "False, as the input_dims differ (" + x0 + " and " + x1 + ")");
    }
    return shared;
  }
}
