package io.murel.app.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Numbers under each other, for people.
 *
 * @param heading what the rows are, for instance "answer type"
 * @param columns names of the columns of values
 * @param rows of which every one has a name, at most as many values as columns, and a count
 */
public record ScoreTable(String heading, List<String> columns, List<Row> rows) {

  /** Most questions first, then by name. */
  static final Comparator<Row> FREQUENT_FIRST =
      Comparator.comparingLong(Row::questions).reversed().thenComparing(Row::name);

  private static final String QUESTIONS = "questions";

  /**
   * A line.
   *
   * @param values in percent
   * @param questions how many stand behind it; negative: not said
   */
  public record Row(String name, List<Double> values, long questions) {}

  /**
   * The lines.
   *
   * @param width of the names; see {@link #nameWidth}
   */
  List<String> lines(int width) {
    List<String> out = new ArrayList<>();
    StringBuilder head = new StringBuilder(pad(heading, width));
    columns.forEach(column -> head.append("  ").append(column));
    out.add(head.append("  ").append(QUESTIONS).toString());
    for (Row row : rows) {
      StringBuilder line = new StringBuilder(pad(row.name(), width));
      for (int i = 0; i < columns.size(); i++) {
        boolean has = i < row.values().size();
        String number = has ? String.format(Locale.ROOT, "%.2f", row.values().get(i)) : "";
        line.append("  ").append(right(number, columns.get(i).length()));
      }
      if (row.questions() >= 0) {
        String count = String.format(Locale.ROOT, "%,d", row.questions());
        line.append("  ").append(right(count, QUESTIONS.length()));
      }
      out.add(line.toString());
    }
    return out;
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /** The longest name. */
  int nameWidth() {
    int longest = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    return Math.max(longest, heading.length());
  }

  private static String pad(String name, int width) {
    return name + " ".repeat(width - name.length());
  }
}
