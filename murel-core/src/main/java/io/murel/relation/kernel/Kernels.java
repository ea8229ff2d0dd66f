package io.murel.relation.kernel;

import io.murel.BadInputException;
import io.murel.relation.PairKernel;
import io.murel.relation.Pairs;
import io.murel.relation.Related;
import java.util.Optional;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From options to a kernel. */
public final class Kernels {
  private Kernels() {}

  private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

  /**
   * A kernel; the caller closes it.
   *
   * @throws BadInputException if vector kernels are demanded and cannot run
   */
  public static PairKernel create(KernelOptions options) {
    return create(options, Kernels.class.getClassLoader());
  }

  /**
   * @param loader where to look for vector kernels
   */
  static PairKernel create(KernelOptions options, ClassLoader loader) {
    return switch (options.kind()) {
      case NAIVE -> new NaiveKernel();
      case TILED -> new TiledKernel();
      case AUTO, VECTOR -> vector(options, loader);
    };
  }

  private static PairKernel vector(KernelOptions options, ClassLoader loader) {
    Optional<KernelProvider> provider =
        ServiceLoader.load(KernelProvider.class, loader).findFirst();
    Optional<String> obstacle =
        provider.isEmpty()
            ? Optional.of("The module murel-vector is not on the class path.")
            : provider.get().obstacle();
    if (obstacle.isEmpty()) {
      return new FirstThatServes(provider.get().create(options.memory()), new TiledKernel());
    }
    if (options.kind() == KernelOptions.Kind.VECTOR) {
      throw BadInputException.at("engine.kernel")
          .found("vector")
          .expected("auto, naive or tiled: vector kernels cannot run here")
          .remedy(obstacle.get());
    }
    LOG.info("Relations are computed without vector kernels. {}", obstacle.get());
    return new TiledKernel();
  }

  /** The faster kernel where it serves, else the other. */
  private record FirstThatServes(PairKernel faster, PairKernel other) implements PairKernel {

    @Override
    public boolean serves(Pairs pairs) {
      return faster.serves(pairs) || other.serves(pairs);
    }

    @Override
    public Related relate(Pairs pairs) {
      return (faster.serves(pairs) ? faster : other).relate(pairs);
    }

    @Override
    public void close() {
      faster.close();
      other.close();
    }
  }
}
