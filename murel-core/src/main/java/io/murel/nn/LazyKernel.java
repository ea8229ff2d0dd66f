package io.murel.nn;

import java.util.Optional;
import java.util.ServiceLoader;
import org.bytedeco.pytorch.global.torch;

/**
 * A kernel that another module may bring: made when it is first needed, and kept with its buffers.
 *
 * @param <K> what it is
 */
public final class LazyKernel<K extends Kernel> implements AutoCloseable {

  private final Class<? extends KernelSource<K>> source;
  private final int threads = torch.get_num_threads(); // not of a pass that keeps to one
  private Optional<K> kernel; // null: not looked for yet

  static {
    Torch.load();
  }

  /**
   * @param source the service that brings it; it will have as many threads as libtorch has now
   */
  public LazyKernel(Class<? extends KernelSource<K>> source) {
    this.source = source;
  }

  /** The kernel, where the sequence of operations allows it and one can run here. */
  public Optional<K> allowed(OpSequence sequence) {
    return sequence == OpSequence.FAST ? get() : Optional.empty();
  }

  /** The kernel; empty where no module brings one that can run here. */
  public synchronized Optional<K> get() {
    if (kernel == null) {
      kernel =
          ServiceLoader.load(source, source.getClassLoader())
              .findFirst()
              .flatMap(found -> found.create(threads));
    }
    return kernel;
  }

  /** Frees its buffers and threads; what is needed afterwards is made anew. */
  @Override
  public synchronized void close() {
    if (kernel != null) {
      kernel.ifPresent(Kernel::close);
      kernel = null;
    }
  }
}
