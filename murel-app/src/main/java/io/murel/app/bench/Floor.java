package io.murel.app.bench;

import java.util.List;

/**
 * What one run needs at least: operations at the machine's rate of matrix products, and bytes at
 * its rate of copies.
 *
 * @param parts in the order in which they are computed; empty where nothing is counted
 */
record Floor(List<Part> parts) {

  /** Nothing is counted. */
  static final Floor UNKNOWN = new Floor(List.of());

  /**
   * @param operations in matrix products; a multiplication and an addition are two
   * @param bytes read and written beside them
   */
  record Part(String name, double operations, double bytes) {

    double seconds(MachineRates rates) {
      return operations / (rates.gemmGflops() * 1e9) + bytes / (rates.bandwidthGb() * 1e9);
    }
  }

  Floor {
    parts = List.copyOf(parts);
  }

  /** All operations. */
  double operations() {
    return parts.stream().mapToDouble(Part::operations).sum();
  }

  /** Seconds on a machine that does nothing else. */
  double seconds(MachineRates rates) {
    return parts.stream().mapToDouble(part -> part.seconds(rates)).sum();
  }
}
