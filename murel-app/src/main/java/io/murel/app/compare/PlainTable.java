package io.murel.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table in the layout of Python's tabulate ("simple"), which the original prints with: texts to
 * the left, numbers aligned at the decimal point, columns at least two wider than their header.
 */
final class PlainTable {
  private PlainTable() {}

  private static final String GAP = "  ";

  /**
   * A column.
   *
   * @param numbers whether the cells are numbers
   */
  record Column(String header, List<String> cells, boolean numbers) {

    /** Of texts. */
    static Column texts(String header, List<String> cells) {
      return new Column(header, cells, false);
    }

    /** Of numbers: as they are if all are whole, else in Python's general format. */
    static Column numbers(String header, List<? extends Number> values) {
      boolean whole = values.stream().allMatch(v -> v instanceof Integer || v instanceof Long);
      return new Column(
          header,
          values.stream()
              .map(v -> whole ? v.toString() : PythonNumber.general(v.doubleValue()))
              .toList(),
          true);
    }

    /** Header, rule and cells, equally wide. */
    private List<String> lines() {
      List<String> aligned = numbers ? atThePoint(cells) : cells;
      int width =
          IntStream.concat(
                  IntStream.of(length(header) + 2), aligned.stream().mapToInt(Column::length))
              .max()
              .orElseThrow();
      List<String> lines = new ArrayList<>();
      lines.add(padded(header, width));
      lines.add("-".repeat(width));
      aligned.forEach(cell -> lines.add(padded(cell, width)));
      return lines;
    }

    private String padded(String text, int width) {
      String blanks = " ".repeat(width - length(text));
      return numbers ? blanks + text : text + blanks;
    }

    private static int length(String text) {
      return text.codePointCount(0, text.length());
    }

    /** Blanks after each number so that the points are below each other. */
    private static List<String> atThePoint(List<String> numbers) {
      int most = numbers.stream().mapToInt(Column::afterPoint).max().orElse(-1);
      return numbers.stream().map(n -> n + " ".repeat(most - afterPoint(n))).toList();
    }

    /** Characters after the point, else after the e; -1 for a whole number. */
    private static int afterPoint(String number) {
      int point = number.lastIndexOf('.');
      int at = point >= 0 ? point : number.lastIndexOf('e');
      return at < 0 ? -1 : number.length() - at - 1;
    }
  }

  /** The lines of a table; none ends with blanks. */
  static String text(Column... columns) {
    List<List<String>> lines =
        IntStream.range(0, columns.length).mapToObj(i -> columns[i].lines()).toList();
    return IntStream.range(0, lines.get(0).size())
        .mapToObj(row -> row(lines, row))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String row(List<List<String>> columns, int row) {
    return columns.stream()
        .map(lines -> lines.get(row))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }
}
