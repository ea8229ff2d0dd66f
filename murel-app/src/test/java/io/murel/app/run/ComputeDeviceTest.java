package io.murel.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.app.run.ComputeDevice.Found;
import io.murel.nn.Device;
import io.murel.options.Options;
import io.murel.relation.kernel.KernelOptions;
import io.murel.relation.kernel.KernelOptions.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With made-up machines: none of the usual ones has a GPU. */
class ComputeDeviceTest {

  private static final Found TWO = new Found(true, true, 2);

  @Test
  void withoutCudaNumbersAreOnTheCpuWhateverTheMachineHas() {
    Options misc = Options.of(Map.of("cuda", false, "device_id", 3), "misc");
    assertThat(ComputeDevice.from(misc, KernelOptions.DEFAULT)).isEqualTo(Device.CPU);
  }

  @Test
  void theFirstGpuIsTakenOrTheOneThatIsNamed() {
    assertThat(gpu(Map.of("cuda", true), TWO)).isEqualTo(new Device("cuda:0"));
    assertThat(gpu(Map.of("cuda", true, "device_id", 1), TWO)).isEqualTo(new Device("cuda:1"));
  }

  @Test
  void aLibtorchWithoutCudaIsNamed() {
    assertThatThrownBy(() -> gpu(Map.of("cuda", true), new Found(false, false, 0)))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "misc.cuda: found True with a libtorch that was built without CUDA, expected False, or a"
                + " libtorch with CUDA. Start with MUREL_PROFILE=cuda ./murel, which builds with one"
                + " (see docs/gpu.md), or add --misc.cuda False.");
  }

  @Test
  void missingLibrariesOfCudaAreNamed() {
    assertThatThrownBy(() -> gpu(Map.of("cuda", true), new Found(true, false, 0)))
        .hasMessage(
            "misc.cuda: found True with a libtorch for GPUs that cannot load the libraries of CUDA,"
                + " expected CUDA 13, cuDNN 9 and NCCL where the system looks for libraries. Name"
                + " their folders in LD_LIBRARY_PATH (on Windows in PATH), or start with"
                + " MUREL_PROFILE=cuda ./murel, which downloads them (see docs/gpu.md). Or add"
                + " --misc.cuda False.");
  }

  @Test
  void aMachineWithoutGpuIsNamed() {
    assertThatThrownBy(() -> gpu(Map.of("cuda", true), new Found(true, true, 0)))
        .hasMessage(
            "misc.cuda: found True with a libtorch that was built with CUDA but finds no GPU,"
                + " expected a GPU. See what nvidia-smi says: the driver must be as new as CUDA (see"
                + " docs/gpu.md). Or add --misc.cuda False.");
  }

  @Test
  void aGpuThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> gpu(Map.of("cuda", true, "device_id", 2), TWO))
        .hasMessage(
            "misc.device_id: found 2 with 2 GPUs, expected 0 to 1. Leave it out for the first one.");
    assertThatThrownBy(() -> gpu(Map.of("cuda", true, "device_id", 1), new Found(true, true, 1)))
        .hasMessage(
            "misc.device_id: found 1 with 1 GPU, expected 0. Leave it out for the first one.");
  }

  @Test
  void vectorKernelsAreForTheCpu() {
    Options misc = Options.of(Map.of("cuda", true), "misc");
    for (Kind kind : Kind.values()) {
      KernelOptions kernel = KernelOptions.of(kind);
      if (kind == Kind.VECTOR) {
        assertThatThrownBy(() -> ComputeDevice.gpu(misc, kernel, TWO))
            .hasMessage(
                "engine.kernel: found vector for numbers on cuda:0, expected auto, naive or tiled:"
                    + " vector kernels use the instructions of the CPU. Leave the option out: auto"
                    + " takes tiled there. Or compute on the CPU.");
      } else {
        assertThat(ComputeDevice.gpu(misc, kernel, TWO)).isEqualTo(Device.cuda(0));
      }
    }
  }

  @Test
  void runsOfTheOriginalsOptionsGoOnWithoutAGpu() {
    Options misc = Options.of(Map.of("cuda", true), "misc");
    for (Found none :
        List.of(new Found(false, false, 0), new Found(true, false, 0), new Found(true, true, 0))) {
      assertThat(ComputeDevice.forRun(misc, KernelOptions.DEFAULT, none)).isEqualTo(Device.CPU);
    }
    assertThat(ComputeDevice.forRun(misc, KernelOptions.DEFAULT, TWO)).isEqualTo(Device.cuda(0));
    Options second = Options.of(Map.of("cuda", true, "device_id", 5), "misc");
    assertThatThrownBy(() -> ComputeDevice.forRun(second, KernelOptions.DEFAULT, TWO))
        .hasMessageStartingWith("misc.device_id: found 5 with 2 GPUs, expected 0 to 1.");
  }

  private static Device gpu(Map<String, Object> misc, Found found) {
    return ComputeDevice.gpu(Options.of(misc, "misc"), KernelOptions.DEFAULT, found);
  }
}
