package io.murel.app.cli;

import io.murel.app.console.Terminal;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;

/**
 * The command line as one call. Exit codes: 0 done, 1 bad input or failure, 2 wrong usage.
 *
 * <pre>{@code
 * int code = new Cli(Terminal.standard(), System.err).run("options", "-o", "my.yaml");
 * }</pre>
 */
public final class Cli {

  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  private static final int HELP_WIDTH = 100;

  private final Terminal terminal;
  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;

  /** Results and progress go to the terminal, messages about failures to {@code err}. */
  public Cli(Terminal terminal, PrintStream err) {
    this(terminal, err, System.in);
  }

  /**
   * The same.
   *
   * @param in what commands that ask for something read
   */
  public Cli(Terminal terminal, PrintStream err, InputStream in) {
    this.terminal = terminal;
    this.in = in;
    this.out = new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8);
    this.err = new PrintWriter(err, true, StandardCharsets.UTF_8);
  }

  /** Runs one command and returns its exit code; never throws. */
  public int run(String... args) {
    Failures failures = new Failures(err);
    try {
      return commands(failures).execute(args);
    } catch (Throwable e) { // errors too: out of memory, a native library that does not load
      return failures.report(e, Arrays.asList(args).contains("--debug"));
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** Dotted options end its list of files. */
  private CommandLine importCheckpoint() {
    return new CommandLine(new ImportCheckpointCommand(terminal))
        .setUnmatchedOptionsAllowedAsOptionParameters(false);
  }

  CommandLine commands(Failures failures) {
    return new CommandLine(new MurelCommand())
        .addSubcommand(new DemoCommand(terminal))
        .addSubcommand(new AskCommand(in))
        .addSubcommand(new RunCommand(terminal))
        .addSubcommand(new ScenesCommand(terminal))
        .addSubcommand(new DownloadCommand(terminal))
        .addSubcommand(
            new CommandLine(new ImportCommand()).addSubcommand(new ImportEasyVqaCommand(terminal)))
        .addSubcommand(importCheckpoint())
        .addSubcommand(new ExportCommand())
        .addSubcommand(
            new CommandLine(new RegionsCommand())
                .addSubcommand(new RegionsConvertCommand(terminal))
                .addSubcommand(new RegionsInfoCommand())
                .addSubcommand(new RegionsCheckCommand(terminal)))
        .addSubcommand(new ScoreCommand())
        .addSubcommand(new OptionsCommand())
        .addSubcommand(new ViewCommand())
        .addSubcommand(new BenchCommand(terminal))
        .addSubcommand(new CompareCommand())
        .addSubcommand(new ServeCommand())
        .addSubcommand(new TraceCheckCommand(terminal))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(out)
        .setErr(err)
        .setUsageHelpWidth(HELP_WIDTH)
        .setParameterExceptionHandler(new WrongUsage(err))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> failures.report(e, MurelCommand.of(command).debug()))
        .setExecutionStrategy(
            parsed -> {
              MurelCommand.of(parsed.commandSpec().commandLine()).setUpLogs();
              return new CommandLine.RunLast().execute(parsed);
            });
  }
}
