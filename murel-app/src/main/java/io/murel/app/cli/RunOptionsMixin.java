package io.murel.app.cli;

import io.murel.app.options.RunOptions;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * {@code -o FILE} and the dotted options after it, for every command that takes a run's options.
 */
final class RunOptionsMixin {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-o", "--path_opts"},
      required = true,
      paramLabel = "FILE",
      description = "The options file (YAML).")
  private Path file;

  /**
   * The file with everything it includes, and the command line on top.
   *
   * @param dotted the words that are no options of the command itself (picocli hands them only to
   *     the command, not to a mixin)
   */
  RunOptions load(List<String> dotted) {
    return RunOptions.load(file, DottedOptions.parse(dotted, command));
  }

  /** Where the options come from. */
  Path file() {
    return file;
  }
}
