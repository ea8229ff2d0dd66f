package io.murel.app.cli;

import io.murel.options.Nearest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with a command line, with the nearest right word. */
final class WrongUsage implements IParameterExceptionHandler {

  private final PrintWriter err;

  WrongUsage(PrintWriter err) {
    this.err = err;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    err.println("Error: " + message(e, command));
    err.println("'" + command.getCommandSpec().qualifiedName() + " --help' shows how to use it.");
    err.flush();
    return Cli.USAGE;
  }

  private static String message(ParameterException e, CommandLine command) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched().get(0), command);
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing.getMissing().stream()
              .map(WrongUsage::name)
              .collect(Collectors.joining(" and "))
          + " is missing.";
    }
    return e.getMessage();
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? option.shortestName() + " " + option.paramLabel()
        : argument.paramLabel();
  }

  private static String unmatched(String word, CommandLine command) {
    List<String> options = new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
    List<String> commands = new ArrayList<>(command.getSubcommands().keySet());
    if (word.startsWith("-")) {
      return "unknown option " + word + "." + didYouMean(word, options);
    }
    if (!commands.isEmpty()) {
      return "'%s' is not a command; there are %s.%s"
          .formatted(word, String.join(", ", commands), didYouMean(word, commands));
    }
    return "'" + word + "' is not expected here.";
  }

  private static String didYouMean(String word, List<String> valid) {
    return Nearest.to(word, valid).map(near -> " Did you mean '" + near + "'?").orElse("");
  }
}
