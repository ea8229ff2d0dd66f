package io.murel.app.download.unpack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The archives that can be read. */
public enum ArchiveKind {
  ZIP(".zip"),
  TAR(".tar"),
  TAR_GZ(".tar.gz", ".tgz"),
  /** One file, compressed. */
  GZ(".gz");

  private final List<String> ends;

  ArchiveKind(String... ends) {
    this.ends = List.of(ends);
  }

  /** The kind that a file name tells. */
  public static Optional<ArchiveKind> of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(kind -> kind.ends.stream().anyMatch(lower::endsWith))
        .findFirst();
  }
}
