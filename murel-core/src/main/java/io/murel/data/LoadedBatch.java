package io.murel.data;

import io.murel.model.Batch;
import io.murel.nn.Device;
import java.util.List;

/**
 * Questions and their tensors.
 *
 * @param items the questions, in the order of the rows of the tensors
 * @param batch what the network reads; owned by the {@code PointerScope} it was asked for in
 */
public record LoadedBatch(List<VqaItem> items, Batch batch) {

  /** The same questions with their tensors on a device. */
  public LoadedBatch to(Device device) {
    return device.isCpu() ? this : new LoadedBatch(items, batch.to(device));
  }

  /** Number of questions. */
  public int size() {
    return items.size();
  }
}
