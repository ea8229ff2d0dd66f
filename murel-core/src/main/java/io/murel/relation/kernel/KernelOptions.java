package io.murel.relation.kernel;

import io.murel.nn.OpSequence;
import io.murel.options.Options;
import java.util.List;
import java.util.Locale;

/**
 * How a run computes relations, below {@code engine}. Not a property of a network: any network can
 * be computed in any way.
 *
 * @param kind {@code kernel}
 * @param memory bytes of Java heap a kernel may use to keep what several steps need ({@code
 *     kernel_memory}, in GB); more is computed again
 */
public record KernelOptions(Kind kind, long memory) {

  /** The kernels to choose from. */
  public enum Kind {
    /** The fastest one that serves device, CPU and fusions. */
    AUTO,
    /** The original's sequence of operations, for comparison. */
    NAIVE,
    /** Tiles of libtorch operations. */
    TILED,
    /** Vector instructions of the CPU; what these do not serve is computed in tiles. */
    VECTOR
  }

  private static final double GIGA = 1e9;
  private static final double DEFAULT_MEMORY = 1;

  /** The fastest kernel with the usual memory. */
  public static final KernelOptions DEFAULT = of(Kind.AUTO);

  /** A kernel with the usual memory. */
  public static KernelOptions of(Kind kind) {
    return new KernelOptions(kind, (long) (DEFAULT_MEMORY * GIGA));
  }

  /** How the rest of a network is computed. */
  public OpSequence sequence() {
    return kind == Kind.NAIVE ? OpSequence.ORIGINAL : OpSequence.FAST;
  }

  /**
   * Reads {@code kernel} and {@code kernel_memory}; other keys are not looked at.
   *
   * @param engine the options below {@code engine}
   */
  public static KernelOptions from(Options engine) {
    String kind = engine.choice("kernel", "auto", List.of("auto", "naive", "tiled", "vector"));
    double memory = engine.real("kernel_memory", DEFAULT_MEMORY);
    if (!(memory >= 0)) {
      throw engine.wrong("kernel_memory", memory, "gigabytes, 0 for none");
    }
    return new KernelOptions(Kind.valueOf(kind.toUpperCase(Locale.ROOT)), (long) (memory * GIGA));
  }
}
