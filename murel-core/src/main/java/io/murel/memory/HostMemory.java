package io.murel.memory;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Memory that this process can still get: what the machine has free or could free by giving up
 * cached files, and no more than each limit set on a group of processes it belongs to (a container,
 * a batch job) leaves.
 *
 * @param root the root of the file system, another one in tests
 */
public record HostMemory(Path root) {

  private static final String AVAILABLE = "MemAvailable:";

  /** Of this machine. */
  public HostMemory() {
    this(Path.of("/"));
  }

  /** In bytes. */
  public long available() {
    try {
      OptionalLong limited = ControlGroups.of(root).available();
      return Math.min(machine(), limited.orElse(Long.MAX_VALUE));
    } catch (IOException e) {
      return ofSystem(); // no /proc: not Linux, or hidden
    }
  }

  private long machine() throws IOException {
    Path info = root.resolve("proc/meminfo");
    List<String> lines = Files.exists(info) ? Files.readAllLines(info) : List.of();
    return lines.stream()
        .filter(line -> line.startsWith(AVAILABLE))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseGet(HostMemory::ofSystem);
  }

  /** What Java knows; macOS does not tell what it could free, so there all that is there counts. */
  private static long ofSystem() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    boolean tells = !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
    return tells ? system.getFreeMemorySize() : system.getTotalMemorySize();
  }
}
