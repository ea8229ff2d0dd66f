package io.murel.relation.kernel;

import io.murel.relation.PairKernel;
import java.util.Optional;

/**
 * Brings a kernel from another module, found with {@link java.util.ServiceLoader}. Loading the
 * provider must not fail where its kernel cannot run.
 */
public interface KernelProvider {

  /** Why the kernel cannot run in this Java machine, as a sentence; empty: it can. */
  Optional<String> obstacle();

  /**
   * A new kernel; the caller closes it.
   *
   * @param memory bytes of Java heap it may use to keep what several steps need
   * @throws IllegalStateException if there is an {@link #obstacle()}
   */
  PairKernel create(long memory);
}
