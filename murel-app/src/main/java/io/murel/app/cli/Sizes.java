package io.murel.app.cli;

import java.util.Locale;

/** Sizes of files for people. */
final class Sizes {
  private Sizes() {}

  /** For instance "640 bytes", "12.2 GB". */
  static String text(long bytes) {
    if (bytes < 10_000) {
      return String.format(Locale.ROOT, "%,d bytes", bytes);
    }
    double size = bytes / 1000.0;
    String[] units = {"kB", "MB", "GB", "TB"};
    int unit = 0;
    while (size >= 999.95 && unit < units.length - 1) {
      size /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", size, units[unit]);
  }
}
