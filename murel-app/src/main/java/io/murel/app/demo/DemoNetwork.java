package io.murel.app.demo;

import java.nio.file.Path;

/** The two networks the demo compares. */
enum DemoNetwork {
  MUREL("MuRel", "murel"),
  ATTENTION("attention", "attention");

  private final String label;
  private final String folder;

  DemoNetwork(String label, String folder) {
    this.label = label;
    this.folder = folder;
  }

  /** As the report names it. */
  String label() {
    return label;
  }

  /** Name of its run directory. */
  String folder() {
    return folder;
  }

  /** Its options file, below the project's root. */
  Path options() {
    return Path.of("options", "scenes", folder + ".yaml");
  }
}
