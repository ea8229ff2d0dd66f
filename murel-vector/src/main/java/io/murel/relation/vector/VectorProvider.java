package io.murel.relation.vector;

import io.murel.relation.PairKernel;
import io.murel.relation.kernel.KernelProvider;
import io.murel.vector.VectorSupport;
import java.util.Optional;

/** Brings the vector kernels where they can run and are fast. */
public final class VectorProvider implements KernelProvider {

  /** A kernel takes at most this part of the Java heap. */
  private static final int PART_OF_HEAP = 3;

  @Override
  public Optional<String> obstacle() {
    return VectorSupport.obstacle();
  }

  @Override
  public PairKernel create(long memory) {
    obstacle()
        .ifPresent(
            what -> {
              throw new IllegalStateException(what);
            });
    long heap = Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
    return new VectorKernel(VectorSupport.threads(), Math.min(memory, heap));
  }
}
