package io.murel.relation.kernel;

import com.sun.management.OperatingSystemMXBean;
import io.murel.BadInputException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Refuses what cannot fit into memory before it is begun: the kernel would kill the process. */
final class FreeMemory {

  private static final Path LINUX = Path.of("/proc/meminfo");
  private static final double GIGA = 1e9;

  private final LongSupplier bytes;

  /**
   * @param bytes what can still be had
   */
  FreeMemory(LongSupplier bytes) {
    this.bytes = bytes;
  }

  /** That of this machine, or of the container it is. */
  static FreeMemory ofMachine() {
    return new FreeMemory(FreeMemory::measured);
  }

  /**
   * @param needed bytes, at least
   * @param images images of the batch, B
   * @param regions regions of an image, N
   * @param advice what else helps, as a sentence
   * @throws BadInputException if there are fewer
   */
  void require(long needed, long images, long regions, String advice) {
    long free = bytes.getAsLong();
    if (needed > free) {
      throw BadInputException.at("dataset.batch_size")
          .found(
              String.format(
                  Locale.ROOT,
                  "%d images of %d regions, whose pairs need at least %.1f GB of memory",
                  images,
                  regions,
                  needed / GIGA))
          .expected(String.format(Locale.ROOT, "at most the %.1f GB that are free", free / GIGA))
          .remedy("Take smaller batches or fewer regions an image. " + advice);
    }
  }

  private static long measured() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long free = system.getFreeMemorySize(); // knows the limits of containers, not the file cache
    try {
      long total = 0;
      long available = 0;
      for (String line : Files.exists(LINUX) ? Files.readAllLines(LINUX) : List.<String>of()) {
        total = line.startsWith("MemTotal:") ? kilobytes(line) : total;
        available = line.startsWith("MemAvailable:") ? kilobytes(line) : available;
      }
      boolean container = system.getTotalMemorySize() < total;
      return available == 0 || container ? free : available;
    } catch (IOException e) {
      return free;
    }
  }

  private static long kilobytes(String line) {
    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
  }
}
