package io.murel.app.cli;

import io.murel.BadInputException;
import io.murel.app.options.OptionKeys;
import io.murel.app.options.Overrides;
import io.murel.options.Nearest;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The options of a run on the command line, {@code --optimizer.lr 3e-3}. */
final class DottedOptions {
  private DottedOptions() {}

  /**
   * @param dotted the words that are no options of the command itself
   * @param command the command, for messages
   */
  static Overrides parse(List<String> dotted, CommandSpec command) {
    for (String word : dotted) {
      if (word.startsWith("--") && !word.contains(".") && isMisspelt(word, command)) {
        throw new UnmatchedArgumentException(command.commandLine(), List.of(word));
      }
    }
    try {
      return Overrides.parse(dotted, OptionKeys.run());
    } catch (BadInputException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** A switch of the command itself, nearly. */
  private static boolean isMisspelt(String word, CommandSpec command) {
    return Nearest.to(word, command.optionsMap().keySet()).isPresent();
  }
}
