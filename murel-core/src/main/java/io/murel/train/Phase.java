package io.murel.train;

/** What an epoch does with its batches. */
public enum Phase {
  TRAIN("train"),
  EVAL("eval");

  private final String prefix;

  Phase(String prefix) {
    this.prefix = prefix;
  }

  /** How its values are named in logs.json: train_batch.loss, eval_epoch.loss. */
  public String prefix() {
    return prefix;
  }
}
