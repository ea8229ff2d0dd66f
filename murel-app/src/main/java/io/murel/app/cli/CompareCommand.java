package io.murel.app.cli;

import io.murel.BadInputException;
import io.murel.app.compare.ComparedRun;
import io.murel.app.compare.Comparison;
import io.murel.app.compare.ComparisonJson;
import io.murel.app.compare.ComparisonText;
import io.murel.app.compare.Metric;
import io.murel.app.compare.Preset;
import io.murel.options.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares the best results of several runs. */
@Command(
    name = "compare",
    description = {
      "Rank runs by their results: a table for each metric, best first, with the values of each"
          + " run's best epoch. Reads the logs of our runs and of the original's.",
      "",
      "WHAT is vqa-val (VQA 2, VQA-CP 2), tdiuc-val or tdiuc-test (runs evaluated with"
          + " --misc.logs_name test); without it accuracies and loss are compared.",
      ""
    },
    customSynopsis =
        "murel compare [WHAT] -d [NAME:]DIR... [-m LOG NAME ORDER]... [-b LOG NAME ORDER] [-n N] [--json]",
    footer = {
      "",
      "Examples:",
      "  murel compare -d logs/scenes/murel logs/scenes/attention",
      "  murel compare vqa-val -d logs/vqa2/murel logs/vqa2/attention",
      "  murel compare vqa-val -d ours:logs/vqa2/murel theirs:old/logs/vqa2/murel -n 10",
      "      with names of your own, and as if each had stopped after 10 epochs",
      "  murel compare -d logs/a logs/b -m logs eval_epoch.perQuestionType.count max \\",
      "      -b logs eval_epoch.loss min",
      "      one table more, and the epoch of the lowest loss instead of the highest accuracy",
      "",
      "What a run lacks is said on the error output; the others are compared all the same, and the"
          + " exit code is 1."
    })
final class CompareCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "WHAT",
      description = "vqa-val, tdiuc-val or tdiuc-test.")
  private String what = "";

  @Option(
      names = {"-d", "--dir_logs"},
      required = true,
      arity = "1..*",
      paramLabel = "[NAME:]DIR",
      description = "Run directories (exp.dir).")
  private List<String> directories = new ArrayList<>();

  @Option(
      names = {"-m", "--metrics"},
      arity = "3",
      paramLabel = "LOG NAME ORDER",
      hideParamSyntax = true,
      description = "A metric more: log without .json, name, max or min. May be repeated.")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = {"-b", "--best"},
      arity = "3",
      paramLabel = "LOG NAME ORDER",
      hideParamSyntax = true,
      description =
          "What chooses the epoch of each run (default: logs eval_epoch.accuracy_top1 max; for"
              + " tdiuc-test each metric chooses its own).")
  private List<String> best = new ArrayList<>();

  @Option(
      names = {"-n", "--nb_epochs"},
      paramLabel = "N",
      description = "Look at the first N epochs only.")
  private Integer epochs;

  @Option(names = "--json", description = "Print JSON, with all digits.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Comparison comparison = compare();
    spec.commandLine()
        .getOut()
        .print(json ? ComparisonJson.of(comparison) + "\n" : ComparisonText.of(comparison));
    spec.commandLine().getOut().flush();
    comparison
        .problems()
        .forEach(problem -> spec.commandLine().getErr().println("Error: " + problem));
    return comparison.problems().isEmpty() ? Cli.OK : Cli.FAILED;
  }

  private Comparison compare() throws IOException {
    try {
      Preset preset = preset();
      Map<String, Metric> all = new LinkedHashMap<>(); // a metric given again has another order
      preset.metrics().forEach(metric -> all.put(metric.toString(), metric));
      threes(metrics).forEach(metric -> all.put(metric.toString(), metric));
      List<Metric> chosen = threes(best);
      Optional<Metric> bestMetric =
          chosen.isEmpty() ? preset.best() : Optional.of(chosen.get(chosen.size() - 1));
      return Comparison.of(
          ComparedRun.parse(directories), List.copyOf(all.values()), bestMetric, limit());
    } catch (BadInputException e) { // only the command line can be wrong here
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Preset preset() {
    if (what.isEmpty()) {
      return Preset.ANY;
    }
    List<String> words = Preset.NAMED.stream().map(Preset::word).toList();
    return Preset.NAMED.stream()
        .filter(preset -> preset.word().equals(what))
        .findFirst()
        .orElseThrow(
            () ->
                BadInputException.at("WHAT")
                    .found("'" + what + "'")
                    .expected("one of " + String.join(", ", words))
                    .remedy(Nearest.suggestion(what, words)));
  }

  private static List<Metric> threes(List<String> words) {
    List<Metric> out = new ArrayList<>();
    for (int i = 0; i + 2 < words.size(); i += 3) {
      out.add(Metric.of(words.get(i), words.get(i + 1), words.get(i + 2)));
    }
    return out;
  }

  private int limit() {
    if (epochs == null) {
      return Integer.MAX_VALUE;
    }
    if (epochs < 1) {
      throw BadInputException.at("-n")
          .found(epochs)
          .expected("a number of epochs of at least 1")
          .remedy("Leave it out to look at all.");
    }
    return epochs;
  }
}
