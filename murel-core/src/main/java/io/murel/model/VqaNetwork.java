package io.murel.model;

import io.murel.nn.Module;
import org.bytedeco.pytorch.Tensor;

/** A network that scores every answer of its vocabulary for each question of a batch. */
public abstract class VqaNetwork extends Module {

  /** {@code [B, answers]} logits. */
  public abstract Tensor forward(Batch batch);
}
