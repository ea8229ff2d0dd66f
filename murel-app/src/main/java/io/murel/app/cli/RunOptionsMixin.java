package io.murel.app.cli;

import io.murel.BadInputException;
import io.murel.app.options.OptionKeys;
import io.murel.app.options.Overrides;
import io.murel.app.options.RunOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.Unmatched;

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

  /** Whatever is not an option of the command itself: {@code --optimizer.lr 1e-3}. */
  @Unmatched private List<String> dotted = new ArrayList<>();

  /** The file with everything it includes, and the dotted options on top. */
  RunOptions load() {
    Overrides overrides;
    try {
      overrides = Overrides.parse(dotted, OptionKeys.run());
    } catch (BadInputException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
    return RunOptions.load(file, overrides);
  }
}
