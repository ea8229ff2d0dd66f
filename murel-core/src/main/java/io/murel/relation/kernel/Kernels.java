package io.murel.relation.kernel;

import io.murel.BadInputException;
import io.murel.nn.Device;
import io.murel.relation.PairKernel;
import io.murel.relation.PairLoad;
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

  /** What to say where vector kernels are demanded on another device than the CPU. */
  public static BadInputException notOn(Device device) {
    return BadInputException.at("engine.kernel")
        .found("vector for numbers on " + device)
        .expected("auto, naive or tiled: vector kernels use the instructions of the CPU")
        .remedy("Leave the option out: auto takes tiled there. Or compute on the CPU.");
  }

  private static PairKernel vector(KernelOptions options, ClassLoader loader) {
    boolean demanded = options.kind() == KernelOptions.Kind.VECTOR;
    Optional<KernelProvider> provider =
        ServiceLoader.load(KernelProvider.class, loader).findFirst();
    Optional<String> obstacle =
        provider.isEmpty()
            ? Optional.of("The module murel-vector is not on the class path.")
            : provider.get().obstacle();
    if (obstacle.isEmpty()) {
      PairKernel faster = provider.get().create(options.memory());
      return new FirstThatServes(faster, new TiledKernel(), demanded);
    }
    if (demanded) {
      throw BadInputException.at("engine.kernel")
          .found("vector")
          .expected("auto, naive or tiled: vector kernels cannot run here")
          .remedy(obstacle.get());
    }
    LOG.info("Relations are computed without vector kernels. {}", obstacle.get());
    return new TiledKernel();
  }

  /**
   * The faster kernel where it serves, else the other.
   *
   * @param cpuOnly whether another device than the CPU is refused
   */
  private record FirstThatServes(PairKernel faster, PairKernel other, boolean cpuOnly)
      implements PairKernel {

    @Override
    public boolean serves(Pairs pairs) {
      return faster.serves(pairs) || other.serves(pairs);
    }

    @Override
    public Related relate(Pairs pairs) {
      Device device = Device.of(pairs.terms().get(0).x());
      if (cpuOnly && !device.isCpu()) {
        throw notOn(device);
      }
      return (faster.serves(pairs) ? faster : other).relate(pairs);
    }

    @Override
    public long memory(PairLoad load) {
      return faster.memory(load);
    }

    @Override
    public String advice() {
      return faster.advice();
    }

    @Override
    public void close() {
      faster.close();
      other.close();
    }
  }
}
