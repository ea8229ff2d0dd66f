package io.murel.app.cli;

import io.murel.BadInputException;
import io.murel.app.options.OptionKeys;
import io.murel.app.options.Overrides;
import io.murel.app.options.RunOptions;
import io.murel.options.Nearest;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.UnmatchedArgumentException;

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
    for (String word : dotted) {
      if (word.startsWith("--") && !word.contains(".") && isMisspelt(word)) {
        throw new UnmatchedArgumentException(command.commandLine(), List.of(word));
      }
    }
    Overrides overrides;
    try {
      overrides = Overrides.parse(dotted, OptionKeys.run());
    } catch (BadInputException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
    return RunOptions.load(file, overrides);
  }

  /** Where the options come from. */
  Path file() {
    return file;
  }

  /** A switch of the command itself, nearly. */
  private boolean isMisspelt(String word) {
    return Nearest.to(word, command.optionsMap().keySet()).isPresent();
  }
}
