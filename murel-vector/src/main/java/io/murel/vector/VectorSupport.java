package io.murel.vector;

import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;

/** Whether the vector instructions can be used here. */
public final class VectorSupport {
  private VectorSupport() {}

  private static final int AVX = 256; // bits; older CPUs of that kind have no fused multiply-add

  /** Why they cannot be used in this Java machine, as a sentence; empty: they can. */
  public static Optional<String> obstacle() {
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

  /** A kernel where they can be used. */
  public static <K> Optional<K> kernel(Supplier<K> make) {
    return obstacle().isEmpty() ? Optional.of(make.get()) : Optional.empty();
  }

  /** How many threads should work at the same time: as many as libtorch's. */
  public static int threads() {
    return Math.max(
        1, Math.min(torch.get_num_threads(), Runtime.getRuntime().availableProcessors()));
  }
}
