package io.murel.app.cli;

import io.murel.app.console.Terminal;
import io.murel.app.demo.Demo;
import io.murel.app.demo.DemoResult;
import io.murel.app.report.TypeRow;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the project does, in minutes. */
@Command(
    name = "demo",
    description =
        "Draw scenes, train MuRel and an attention baseline on questions about them for the same"
            + " time, and write a report that shows how they reason. About 8 minutes on two cores.",
    footer = {
      "",
      "Examples:",
      "  murel demo",
      "      everything goes to the folder demo; open demo/report.html",
      "  murel demo --quick",
      "      fewer scenes and less training, in 2 minutes; MuRel has not learnt much by then",
      "  murel demo --seed 2 --out demo2",
      "      other scenes and other initial weights"
    })
final class DemoCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "demo",
      description = "Where to (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Which scenes and initial weights (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--quick", description = "Smaller, in 2 minutes.")
  private boolean quick;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("murel.root", ""));
    DemoResult result = new Demo(out, seed, quick, root, terminal).run();
    show(result);
    return Cli.OK;
  }

  private void show(DemoResult result) {
    PrintWriter print = spec.commandLine().getOut();
    print.printf("%n%% right of the test questions, by type:%n");
    print.printf(
        "  %-12s %9s %7s %13s %9s %6s %10s%n",
        "type", "questions", "chance", "question only", "attention", "MuRel", "difference");
    List<TypeRow> rows = new ArrayList<>(result.table().types());
    result.table().relational().ifPresent(rows::add);
    rows.add(result.table().all());
    for (TypeRow row : rows) {
      print.printf(
          Locale.ROOT,
          "  %-12s %,9d %7.1f %13.1f %9.1f %6.1f %+10.1f%n",
          row.type(),
          row.questions(),
          row.percent(row.chance()),
          row.percent(row.questionOnly()),
          row.percent(row.attention()),
          row.percent(row.murel()),
          row.difference());
    }
    if (quick) {
      print.printf(
          "%nThe quick demo trains for a fifth of the time; murel demo shows what MuRel can.%n");
    }
    print.printf("%nReport: %s%n", result.report());
  }
}
