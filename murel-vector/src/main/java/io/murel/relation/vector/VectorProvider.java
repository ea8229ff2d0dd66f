package io.murel.relation.vector;

import io.murel.relation.PairKernel;
import io.murel.relation.kernel.KernelProvider;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch;

/** Brings the vector kernels where they can run and are fast. */
public final class VectorProvider implements KernelProvider {

  /** A kernel takes at most this part of the Java heap. */
  private static final int PART_OF_HEAP = 3;

  private static final int AVX = 256; // bits; older CPUs of that kind have no fused multiply-add

  @Override
  public Optional<String> obstacle() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return Optional.of("Start Java with --add-modules=jdk.incubator.vector, as ./murel does.");
    }
    if (!compilesVectors()) {
      return Optional.of("This Java machine makes no vector instructions of them; OpenJDK does.");
    }
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    if (!arm && Lanes.widest() < AVX) {
      return Optional.of("This CPU has no vectors of 256 bits.");
    }
    return Optional.empty();
  }

  /** Whether the compiler is HotSpot's: elsewhere every operation on a vector makes an object. */
  private static boolean compilesVectors() {
    return System.getProperty("java.vm.name", "").contains("Server VM")
        && System.getProperty("java.vm.info", "").contains("mixed mode")
        && !System.getProperty("java.vendor.version", "").contains("GraalVM");
  }

  @Override
  public PairKernel create(long memory) {
    obstacle()
        .ifPresent(
            what -> {
              throw new IllegalStateException(what);
            });
    int threads = Math.min(torch.get_num_threads(), Runtime.getRuntime().availableProcessors());
    long heap = Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
    return new VectorKernel(Math.max(1, threads), Math.min(memory, heap));
  }
}
