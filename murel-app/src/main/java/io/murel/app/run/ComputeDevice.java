package io.murel.app.run;

import io.murel.BadInputException;
import io.murel.nn.Torch;
import io.murel.options.Options;
import org.bytedeco.pytorch.global.torch;

/** Where networks are computed, {@code misc.cuda} and {@code misc.device_id}: on the CPU. */
final class ComputeDevice {
  private ComputeDevice() {}

  /**
   * Refuses to compute anywhere else, saying what this machine has.
   *
   * @param misc the options below {@code misc}
   */
  static void check(Options misc) {
    misc.count("device_id", 0); // of no effect without cuda
    if (!misc.bool("cuda", false)) {
      return;
    }
    throw BadInputException.at("misc.cuda")
        .found("True with " + gpus())
        .expected("False, as this version of murel computes on the CPU")
        .remedy("Add --misc.cuda False, or set it in the options file.");
  }

  private static String gpus() {
    Torch.load();
    if (!torch.hasCUDA()) {
      return "a libtorch that was built without CUDA";
    }
    int count = torch.cuda_device_count();
    return count == 0
        ? "a libtorch that was built with CUDA but finds no GPU (check nvidia-smi)"
        : "a libtorch that finds " + count + (count == 1 ? " GPU" : " GPUs");
  }
}
