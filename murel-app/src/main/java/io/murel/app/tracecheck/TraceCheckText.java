package io.murel.app.tracecheck;

import io.murel.scenes.ask.QuestionType;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The tables of {@code murel trace-check}: percentages, and in brackets those of a random order.
 */
public final class TraceCheckText {
  private TraceCheckText() {}

  private static final String INDENT = "  ";

  /** Both tables, of all questions and of those answered right. */
  public static String of(TraceCheck check) {
    StringBuilder out = new StringBuilder();
    out.append("Regions after the last step, in % of the questions (in brackets: by chance).\n");
    out.append("  strongest: the strongest region is an object the question leads over\n");
    out.append("  end:       it is the object the path ends at\n");
    out.append("  all:       the objects of the path are the strongest regions\n\n");
    regions(out, "all answers", check.all());
    regions(out, "right answers", check.right());
    if (check.all().values().stream().anyMatch(rates -> !rates.links().isEmpty())) {
      out.append("Pairs: the asked object listens to the one it is found by, among the ")
          .append(PathRates.TOP_LINKS)
          .append(" strongest links of a step.\n\n");
      links(out, "all answers", check.all());
      links(out, "right answers", check.right());
    }
    return out.toString();
  }

  private static void regions(
      StringBuilder out, String title, Map<QuestionType, PathRates> byType) {
    row(out, title, "questions", "right", "strongest", "end", "all");
    byType.forEach(
        (type, rates) ->
            row(
                out,
                type.word(),
                count(rates.right()),
                String.format(Locale.ROOT, "%.1f", rates.right().percent()),
                rate(rates.strongest()),
                rate(rates.end()),
                rate(rates.allStrongest())));
    out.append('\n');
  }

  private static void links(StringBuilder out, String title, Map<QuestionType, PathRates> byType) {
    int steps =
        byType.values().stream()
            .flatMap(rates -> rates.links().stream())
            .mapToInt(List::size)
            .max()
            .orElse(0);
    String[] header = new String[steps + 1];
    header[0] = "questions";
    for (int step = 1; step <= steps; step++) {
      header[step] = "step " + step;
    }
    row(out, title, header);
    byType.forEach(
        (type, rates) -> {
          for (int hop = 0; hop < rates.links().size(); hop++) {
            List<Rate> bySteps = rates.links().get(hop);
            String[] cells = new String[bySteps.size() + 1];
            cells[0] = count(bySteps.get(0));
            for (int step = 0; step < bySteps.size(); step++) {
              cells[step + 1] = rate(bySteps.get(step));
            }
            String name = rates.links().size() == 1 ? "" : hop == 0 ? ", first hop" : ", last hop";
            row(out, type.word() + name, cells);
          }
        });
    out.append('\n');
  }

  private static void row(StringBuilder out, String name, String... cells) {
    out.append(INDENT).append(String.format("%-20s", name));
    for (int i = 0; i < cells.length; i++) {
      out.append(String.format(i == 0 ? "%10s" : "%15s", cells[i]));
    }
    out.append('\n');
  }

  private static String count(Rate rate) {
    return String.format(Locale.ROOT, "%,d", rate.questions());
  }

  private static String rate(Rate rate) {
    return String.format(Locale.ROOT, "%.1f (%4.1f)", rate.percent(), rate.chance());
  }
}
