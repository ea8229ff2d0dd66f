package io.murel.fusion;

import io.murel.options.Options;

/**
 * Where a fusion drops elements in training.
 *
 * @param input of both projected inputs ({@code dropout_input})
 * @param preLin of the vector before the output layer ({@code dropout_pre_lin})
 * @param output of the result ({@code dropout_output})
 */
public record Dropouts(double input, double preLin, double output) {

  static Dropouts from(Options o) {
    return new Dropouts(
        o.probability("dropout_input", 0),
        o.probability("dropout_pre_lin", 0),
        o.probability("dropout_output", 0));
  }
}
