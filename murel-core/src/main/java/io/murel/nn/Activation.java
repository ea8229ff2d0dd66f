package io.murel.nn;

import io.murel.options.Options;
import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;

/** The activations option files name. */
public enum Activation {
  NONE,
  RELU,
  TANH,
  SIGMOID;

  /** Reads an option: a name, or null / absent for the fallback. */
  public static Activation from(Options options, String key, Activation fallback) {
    if (!options.values().containsKey(key)) {
      return fallback;
    }
    String name = options.choice(key, null, List.of("relu", "tanh", "sigmoid"));
    return name == null ? NONE : valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Elementwise, any shape. */
  public Tensor apply(Tensor x) {
    return switch (this) {
      case NONE -> x;
      case RELU -> x.relu();
      case TANH -> x.tanh();
      case SIGMOID -> x.sigmoid();
    };
  }
}
