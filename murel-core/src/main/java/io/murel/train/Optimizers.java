package io.murel.train;

import java.util.Collection;
import org.bytedeco.pytorch.Tensor;

/** From options to an optimizer. */
public final class Optimizers {
  private Optimizers() {}

  /**
   * @param trainable the parameters to change; they become views of one long vector
   */
  public static Optimizer create(OptimizerOptions options, Collection<Tensor> trainable) {
    return switch (options.name()) {
      case "AdamW" -> new Adam(trainable, options, true);
      case "Adamax" -> new Adamax(trainable, options);
      case "SGD" -> new Sgd(trainable, options);
      case "RMSprop" -> new RmsProp(trainable, options);
      default -> new Adam(trainable, options, false);
    };
  }
}
