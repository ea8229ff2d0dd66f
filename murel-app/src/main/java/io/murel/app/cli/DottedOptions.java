package io.murel.app.cli;

import io.murel.BadInputException;
import io.murel.app.options.OptionKeys;
import io.murel.app.options.Overrides;
import io.murel.options.Nearest;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The words of a command line that are options of a run: {@code --optimizer.lr 1e-3}. */
final class DottedOptions {
  private DottedOptions() {}

  /**
   * @param command they were given to; what is nearly an option of its own is a slip of the pen
   * @param words those that are no options of the command
   */
  static Overrides parse(CommandSpec command, List<String> words) {
    for (String word : words) {
      if (word.startsWith("--") && !word.contains(".") && isMisspelt(command, word)) {
        throw new UnmatchedArgumentException(command.commandLine(), List.of(word));
      }
    }
    try {
      return Overrides.parse(words, OptionKeys.run());
    } catch (BadInputException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private static boolean isMisspelt(CommandSpec command, String word) {
    return Nearest.to(word, command.optionsMap().keySet()).isPresent();
  }
}
