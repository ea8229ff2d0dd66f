package io.murel.nn;

import io.murel.BadInputException;
import io.murel.memory.HostMemory;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/** Refuses what cannot fit into memory before it is begun: the kernel would kill the process. */
public final class FreeMemory {

  private static final double GIGA = 1e9;

  private final ToLongFunction<Device> bytes;

  /**
   * @param bytes what can still be had on a device
   */
  public FreeMemory(ToLongFunction<Device> bytes) {
    this.bytes = bytes;
  }

  /** That of this machine and its GPUs. */
  public static FreeMemory ofMachine() {
    return new FreeMemory(FreeMemory::measured);
  }

  /**
   * @param needed bytes, at least
   * @param device where
   * @param images images of the batch, B
   * @param regions regions of an image, N
   * @param advice what else helps, as a sentence; may be empty
   * @throws BadInputException if there are fewer
   */
  public void require(long needed, Device device, long images, long regions, String advice) {
    long free = bytes.applyAsLong(device);
    if (needed > free) {
      String remedy = "Take smaller batches or fewer regions an image. " + advice;
      throw BadInputException.at("dataset.batch_size")
          .found(
              String.format(
                  Locale.ROOT,
                  "%d %s of %d regions, which %s at least %.1f GB of memory",
                  images,
                  images == 1 ? "image" : "images",
                  regions,
                  images == 1 ? "needs" : "need",
                  needed / GIGA))
          .expected(
              String.format(
                  Locale.ROOT,
                  "at most the %.1f GB that are free%s",
                  free / GIGA,
                  device.isCpu() ? "" : " on " + device))
          .remedy(remedy.strip());
    }
  }

  private static long measured(Device device) {
    if (device.isCpu()) {
      return new HostMemory().available();
    }
    if (!device.isCuda()) {
      return Long.MAX_VALUE; // it does not tell
    }
    try (PointerScope scope = new PointerScope()) {
      return torch.getMemoryInfo((byte) device.number()).first();
    }
  }
}
