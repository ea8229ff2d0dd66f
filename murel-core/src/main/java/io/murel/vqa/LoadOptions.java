package io.murel.vqa;

import io.murel.nn.Device;
import io.murel.relation.kernel.KernelOptions;
import java.nio.file.Path;

/**
 * How to load a model.
 *
 * <pre>{@code
 * VqaModel.load(directory, LoadOptions.DEFAULT.withRegions(Path.of("regions.safetensors")));
 * }</pre>
 *
 * @param kernel how relations are computed
 * @param regions a region store or a folder of them with images to ask about by name; null: those
 *     the model was evaluated and trained on
 * @param checkpoint of a run directory, "last" or "best_CRITERION"; null: the one of the best
 *     accuracy, else the last
 * @param device where the network is computed
 */
public record LoadOptions(KernelOptions kernel, Path regions, String checkpoint, Device device) {

  /** The fastest kernel, the regions of the data set, the best checkpoint, on the CPU. */
  public static final LoadOptions DEFAULT =
      new LoadOptions(KernelOptions.DEFAULT, null, null, Device.CPU);

  public LoadOptions withKernel(KernelOptions other) {
    return new LoadOptions(other, regions, checkpoint, device);
  }

  public LoadOptions withRegions(Path other) {
    return new LoadOptions(kernel, other, checkpoint, device);
  }

  public LoadOptions withCheckpoint(String other) {
    return new LoadOptions(kernel, regions, other, device);
  }

  public LoadOptions withDevice(Device other) {
    return new LoadOptions(kernel, regions, checkpoint, other);
  }
}
