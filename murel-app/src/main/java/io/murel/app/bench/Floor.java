package io.murel.app.bench;

import java.util.List;

/**
 * What one run needs at least: operations at the machine's rate of matrix products or bytes at its
 * rate of copies, whichever takes longer, since a CPU does both at the same time.
 *
 * @param parts in the order in which they are computed; empty where nothing is counted
 */
record Floor(List<Part> parts) {

  /** Nothing is counted. */
  static final Floor UNKNOWN = new Floor(List.of());

  /**
   * @param operations in matrix products; a multiplication and an addition are two
   * @param bytes that have to come from memory or go there
   */
  record Part(String name, double operations, double bytes) {

    double seconds(MachineRates rates) {
      return Math.max(operations / (rates.gemmGflops() * 1e9), bytes / (rates.bandwidthGb() * 1e9));
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
