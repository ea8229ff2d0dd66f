package io.murel.nn;

/** In which sequence of operations the parts of a network compute; the numbers are the same. */
public enum OpSequence {
  /** Batched, tiled, nothing computed twice: what is used. */
  FAST,
  /** One small operation after the other, as the original has them: what FAST is compared with. */
  ORIGINAL
}
