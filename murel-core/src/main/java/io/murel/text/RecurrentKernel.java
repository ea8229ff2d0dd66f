package io.murel.text;

import io.murel.nn.Kernel;

/** A way to compute a {@link Recurrence}: the same numbers as libtorch's, up to rounding. */
public interface RecurrentKernel extends Kernel {

  /** Whether this kernel can compute it. */
  boolean serves(Recurrence recurrence);

  /** Writes the states. */
  void run(Recurrence recurrence);
}
