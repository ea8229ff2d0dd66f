package io.murel.nn;

import java.util.Optional;

/**
 * Brings kernels from another module, found with {@link java.util.ServiceLoader}. Loading the
 * source must not fail where its kernels cannot run.
 *
 * @param <K> what it brings
 */
public interface KernelSource<K extends Kernel> {

  /**
   * A new kernel; empty where it cannot run in this Java machine.
   *
   * @param threads that may work at the same time
   */
  Optional<K> create(int threads);
}
