package io.murel.app.run;

import io.murel.BadInputException;
import io.murel.nn.Device;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.relation.kernel.KernelOptions;
import io.murel.relation.kernel.Kernels;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where networks are computed: {@code misc.cuda} and {@code misc.device_id}. */
public final class ComputeDevice {
  private ComputeDevice() {}

  private static final Logger LOG = LoggerFactory.getLogger(ComputeDevice.class);

  /**
   * What can be computed with.
   *
   * @param forGpus whether libtorch was built with CUDA
   * @param cuda whether it could load CUDA's libraries
   * @param gpus it finds
   */
  record Found(boolean forGpus, boolean cuda, int gpus) {

    /** On this machine. */
    static Found here() {
      Torch.load();
      boolean cuda = torch.hasCUDA();
      return new Found(cuda || isThere(), cuda, cuda ? torch.cuda_device_count() : 0);
    }

    /** Whether the part of libtorch that needs CUDA has come with the program. */
    private static boolean isThere() {
      String library = System.mapLibraryName("torch_cuda");
      String path = "/org/bytedeco/pytorch/" + Loader.getPlatform() + "-gpu/" + library;
      return ComputeDevice.class.getResource(path) != null;
    }
  }

  /**
   * The CPU, or the GPU that is asked for.
   *
   * @param misc the options below {@code misc}
   * @throws BadInputException if there is no such GPU, or the kernel that is demanded needs the CPU
   */
  public static Device from(Options misc, KernelOptions kernel) {
    misc.count("device_id", 0); // checked, though of no effect without cuda
    return misc.bool("cuda", false) ? gpu(misc, kernel, Found.here()) : Device.CPU;
  }

  /**
   * For a run: the same, but where there is no GPU at all the CPU, with a warning. All of the
   * original's options files ask for one, and are to run as they are.
   */
  static Device forRun(Options misc, KernelOptions kernel) {
    return forRun(misc, kernel, misc.bool("cuda", false) ? Found.here() : null);
  }

  static Device forRun(Options misc, KernelOptions kernel, Found found) {
    if (found == null) {
      return from(misc, kernel);
    }
    Optional<BadInputException> obstacle = obstacle(found);
    obstacle.ifPresent(
        o -> LOG.warn("The network is computed on the CPU, slowly. {}", o.getMessage()));
    return obstacle.isPresent() ? Device.CPU : gpu(misc, kernel, found);
  }

  /** Why no GPU can be used at all; empty: one can. */
  private static Optional<BadInputException> obstacle(Found found) {
    if (!found.forGpus) {
      return Optional.of(
          BadInputException.at("misc.cuda")
              .found("True with a libtorch that was built without CUDA")
              .expected("False, or a libtorch with CUDA")
              .remedy(
                  "Start with MUREL_PROFILE=cuda ./murel, which builds with one (see docs/gpu.md), or"
                      + " add --misc.cuda False."));
    }
    if (!found.cuda) {
      return Optional.of(
          BadInputException.at("misc.cuda")
              .found("True with a libtorch for GPUs that cannot load the libraries of CUDA")
              .expected("CUDA 13, cuDNN 9 and NCCL where the system looks for libraries")
              .remedy(
                  "Name their folders in LD_LIBRARY_PATH (on Windows in PATH), or start with"
                      + " MUREL_PROFILE=cuda ./murel, which downloads them (see docs/gpu.md). Or add"
                      + " --misc.cuda False."));
    }
    if (found.gpus == 0) {
      return Optional.of(
          BadInputException.at("misc.cuda")
              .found("True with a libtorch that was built with CUDA but finds no GPU")
              .expected("a GPU")
              .remedy(
                  "See what nvidia-smi says: the driver must be as new as CUDA (see docs/gpu.md). Or"
                      + " add --misc.cuda False."));
    }
    return Optional.empty();
  }

  /**
   * The GPU that is asked for.
   *
   * @param found what there is
   */
  static Device gpu(Options misc, KernelOptions kernel, Found found) {
    int number = misc.count("device_id", 0);
    Optional<BadInputException> obstacle = obstacle(found);
    if (obstacle.isPresent()) {
      throw obstacle.get();
    }
    if (number >= found.gpus) {
      throw BadInputException.at("misc.device_id")
          .found(number + " with " + found.gpus + (found.gpus == 1 ? " GPU" : " GPUs"))
          .expected(found.gpus == 1 ? "0" : "0 to " + (found.gpus - 1))
          .remedy("Leave it out for the first one.");
    }
    Device device = Device.cuda(number);
    if (kernel.kind() == KernelOptions.Kind.VECTOR) {
      throw Kernels.notOn(device);
    }
    return device;
  }
}
