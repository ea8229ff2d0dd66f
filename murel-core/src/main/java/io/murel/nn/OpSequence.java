package io.murel.nn;

/** In which sequence of operations the parts of a network compute; the numbers are the same. */
public enum OpSequence {
  /** The fastest this machine can do. */
  FAST,
  /** Batched and tiled operations of libtorch alone: on any device. */
  TILED,
  /**
   * One small operation after the other, as the original has them: what the others are compared
   * with.
   */
  ORIGINAL
}
