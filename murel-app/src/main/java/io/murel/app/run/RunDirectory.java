package io.murel.app.run;

import io.murel.BadInputException;
import io.murel.train.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Which files of the run directory a run writes, as the original names them. */
final class RunDirectory {

  private final RunSettings settings;

  RunDirectory(RunSettings settings) {
    this.settings = settings;
  }

  /**
   * Refuses a directory that is in use or cannot be written.
   *
   * @throws BadInputException if a new run would write over another one, or none could be written
   */
  void check() throws IOException {
    Path directory = settings.directory();
    requireWritable(directory);
    if (settings.resume() == null && !isFree(directory)) {
      throw inUse(directory);
    }
  }

  private static BadInputException inUse(Path directory) {
    List<String> checkpoints = new Checkpoints(directory).names();
    if (checkpoints.isEmpty()) {
      return BadInputException.at("exp.dir")
          .found(directory + ", which holds files but no checkpoint")
          .expected("a new directory")
          .remedy("Choose another --exp.dir, or move the files away.");
    }
    String name = checkpoints.contains(Checkpoints.LAST) ? Checkpoints.LAST : checkpoints.get(0);
    return BadInputException.at("exp.dir")
        .found(directory + ", which holds a run")
        .expected("a new directory")
        .remedy(
            "Continue it with --exp.resume %s, choose another --exp.dir, or delete it."
                .formatted(name));
  }

  /** Before the data is read, which may take minutes. */
  private static void requireWritable(Path directory) {
    Path existing = directory.toAbsolutePath().normalize();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    boolean isFolder = Files.isDirectory(existing);
    if (!isFolder || !Files.isWritable(existing)) {
      throw BadInputException.at("exp.dir")
          .found(
              "%s, but %s %s"
                  .formatted(directory, existing, isFolder ? "cannot be written" : "is a file"))
          .expected("a directory that can be made and written")
          .remedy("Choose another --exp.dir, or change that.");
    }
  }

  private static boolean isFree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return true;
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  /** The name of the logs without "logs_": null for the logs of training. */
  String logsName() {
    if (settings.logsName() != null) {
      return settings.logsName();
    }
    return settings.evaluatesOnly() ? "eval_" + settings.dataset().evalSplit() : null;
  }

  /** options.yaml; for an evaluation options_eval_SPLIT.yaml; else options_logs_NAME.yaml. */
  Path optionsFile() {
    String name = "options.yaml";
    if (settings.logsName() != null) {
      name = "options_logs_" + settings.logsName() + ".yaml";
    } else if (settings.evaluatesOnly()) {
      name = "options_eval_" + settings.dataset().evalSplit() + ".yaml";
    }
    return settings.directory().resolve(name);
  }
}
