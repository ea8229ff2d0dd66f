package io.murel.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plain accuracy by question type, counted question by question. Not for several threads. */
public final class AccuracyByType {

  private final Map<String, Row> rows = new LinkedHashMap<>();

  /**
   * A line of the table.
   *
   * @param type the question type, or the name of a group of types
   * @param correct questions answered right
   * @param count questions of the type
   */
  public record Row(String type, long correct, long count) {

    /** From 0 to 100; NaN for no questions. */
    public double percent() {
      return 100.0 * correct / count;
    }

    private Row plus(Row other) {
      return new Row(type, correct + other.correct, count + other.count);
    }
  }

  /** Counts one question. */
  public void add(String type, boolean correct) {
    rows.merge(type, new Row(type, correct ? 1 : 0, 1), Row::plus);
  }

  /** One row a type, in order of first appearance. */
  public List<Row> rows() {
    return new ArrayList<>(rows.values());
  }

  /** All questions. */
  public Row total() {
    return pooled("all", rows.keySet());
  }

  /** The questions of several types together; types that never appeared count nothing. */
  public Row pooled(String name, Collection<String> types) {
    Row out = new Row(name, 0, 0);
    for (String type : types) {
      out = out.plus(rows.getOrDefault(type, new Row(type, 0, 0)));
    }
    return out;
  }
}
