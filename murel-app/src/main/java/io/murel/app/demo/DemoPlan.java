package io.murel.app.demo;

import java.nio.file.Path;

/**
 * How large a demo is.
 *
 * @param out where data, runs and report go
 * @param seed of data and training
 * @param images pictures for training
 * @param trainSeconds training time of each network
 * @param quick whether this is the short form
 */
record DemoPlan(Path out, long seed, int images, int trainSeconds, boolean quick) {

  /** Sized for 8 minutes on two cores, or for 2 minutes. */
  static DemoPlan of(Path out, long seed, boolean quick) {
    return quick
        ? new DemoPlan(out, seed, 4000, 60, true)
        : new DemoPlan(out, seed, 20_000, 330, false);
  }

  /** Where the scenes go; another seed or size has another place, the same one is reused. */
  Path scenes() {
    return out.resolve("scenes-%d-seed%d".formatted(images, seed));
  }

  /** The run directory of a network. */
  Path run(DemoNetwork network) {
    return out.resolve(network.folder());
  }

  Path report() {
    return out.resolve("report.html");
  }

  /** What to type to repeat it. */
  String command() {
    return "./murel demo --seed " + seed + " --out " + out + (quick ? " --quick" : "");
  }
}
