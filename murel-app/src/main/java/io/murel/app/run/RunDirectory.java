package io.murel.app.run;

import io.murel.BadInputException;
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
   * Makes the directory of a new run, or checks that of a resumed one.
   *
   * @throws BadInputException if a new run would write over another one
   */
  void claim() throws IOException {
    Path directory = settings.directory();
    if (settings.resume() == null && !isFree(directory)) {
      throw BadInputException.at("exp.dir")
          .found(directory + ", which holds a run or other files")
          .expected("a new directory")
          .remedy("Continue it with --exp.resume last, choose another --exp.dir, or delete it.");
    }
    Files.createDirectories(directory);
  }

  private static boolean isFree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return true;
    }
    if (!Files.isDirectory(directory)) {
      return false;
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

  /** The page of the learning curves. */
  Path view() {
    return settings.directory().resolve("view.html");
  }

  /** The charts of the page: those of the options. */
  List<String> charts() {
    return settings.charts();
  }
}
