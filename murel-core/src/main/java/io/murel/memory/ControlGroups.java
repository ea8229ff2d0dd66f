package io.murel.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Limits of Linux's control groups, of which containers are made. A group lies in others; the
 * tightest of their limits counts. Cached files are given up when memory runs short, so they do not
 * count as used.
 *
 * @param groups folders of this process's groups, each with those above it
 */
record ControlGroups(List<Group> groups) {

  /** A folder and the names its files have in this version of control groups. */
  record Group(Path folder, String limit, String used, List<String> cached) {

    /** What the limit leaves; empty where there is none. */
    OptionalLong available() throws IOException {
      OptionalLong most = number(limit);
      OptionalLong now = number(used);
      return most.isEmpty() || now.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(Math.max(0, most.getAsLong() - now.getAsLong() + files()));
    }

    /** Bytes of cached files. */
    private long files() throws IOException {
      Path statistics = folder.resolve("memory.stat");
      if (!Files.exists(statistics)) {
        return 0;
      }
      return Files.readAllLines(statistics).stream()
          .map(line -> line.split(" "))
          .filter(words -> words.length == 2 && cached.contains(words[0]))
          .mapToLong(words -> Long.parseLong(words[1]))
          .sum();
    }

    private OptionalLong number(String name) throws IOException {
      Path file = folder.resolve(name);
      String text = Files.exists(file) ? Files.readString(file).strip() : "";
      boolean number = text.matches("\\d{1,18}"); // "max", or more digits: no limit
      return number ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
  }

  /**
   * The groups of this process.
   *
   * @param root of the file system
   */
  static ControlGroups of(Path root) throws IOException {
    List<Group> groups = new ArrayList<>();
    Path own = root.resolve("proc/self/cgroup");
    for (String line : Files.exists(own) ? Files.readAllLines(own) : List.<String>of()) {
      String[] parts = line.split(":", 3); // number, controllers, path
      if (parts.length == 3 && parts[1].isEmpty()) {
        add(groups, root.resolve("sys/fs/cgroup"), parts[2], true);
      } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
        add(groups, root.resolve("sys/fs/cgroup/memory"), parts[2], false);
      }
    }
    return new ControlGroups(groups);
  }

  /** A group and those above it. In a container its path may be one that only the host has. */
  private static void add(List<Group> groups, Path top, String path, boolean second) {
    Path folder = top.resolve(path.replaceFirst("^/+", "")).normalize();
    for (Path at = folder; at != null && at.startsWith(top); at = at.getParent()) {
      if (Files.isDirectory(at)) {
        groups.add(
            second
                ? new Group(
                    at, "memory.max", "memory.current", List.of("active_file", "inactive_file"))
                : new Group(
                    at,
                    "memory.limit_in_bytes",
                    "memory.usage_in_bytes",
                    List.of("total_active_file", "total_inactive_file")));
      }
    }
  }

  /** What the tightest limit leaves; empty where there is none. */
  OptionalLong available() throws IOException {
    OptionalLong least = OptionalLong.empty();
    for (Group group : groups) {
      OptionalLong one = group.available();
      if (one.isPresent()) {
        least = OptionalLong.of(Math.min(one.getAsLong(), least.orElse(Long.MAX_VALUE)));
      }
    }
    return least;
  }
}
