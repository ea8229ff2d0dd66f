package io.murel.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Right answers by question type.
 *
 * @param types one row a type, every type that occurs
 * @param relational the types of {@link #RELATIONAL} pooled; empty where none occurs
 * @param all every question
 */
public record TypeTable(List<TypeRow> types, Optional<TypeRow> relational, TypeRow all) {

  /** The order of rows; other types follow in alphabetical order. */
  public static final List<String> ORDER =
      List.of("exist", "count", "query", "compare", "spatial", "nearest", "same", "two-hop");

  /**
   * The types whose answer depends on how one object stands to another. "compare" compares two
   * counts and is not among them.
   */
  public static final List<String> RELATIONAL = List.of("spatial", "nearest", "same", "two-hop");

  public TypeTable {
    types = List.copyOf(types);
  }

  /**
   * Counts the outcomes of a test split.
   *
   * @param outcomes at least one
   */
  public static TypeTable of(List<Outcome> outcomes) {
    if (outcomes.isEmpty()) {
      throw new IllegalArgumentException("a table needs at least one answered question");
    }
    List<TypeRow> rows = new ArrayList<>();
    byType(outcomes).forEach((type, own) -> rows.add(TypeRow.of(type, own)));
    List<Outcome> pooled = outcomes.stream().filter(o -> RELATIONAL.contains(o.type())).toList();
    return new TypeTable(
        rows,
        pooled.isEmpty() ? Optional.empty() : Optional.of(TypeRow.of("relational", pooled)),
        TypeRow.of("all", outcomes));
  }

  /** Outcomes by type, the types in the order of the table. */
  static Map<String, List<Outcome>> byType(List<Outcome> outcomes) {
    Comparator<String> order =
        Comparator.comparingInt(TypeTable::position).thenComparing(Comparator.naturalOrder());
    Map<String, List<Outcome>> byType = new TreeMap<>(order);
    for (Outcome outcome : outcomes) {
      byType.computeIfAbsent(outcome.type(), t -> new ArrayList<>()).add(outcome);
    }
    return byType;
  }

  private static int position(String type) {
    int at = ORDER.indexOf(type);
    return at < 0 ? ORDER.size() : at;
  }

  /** The row of one type, or of "relational" or "all". */
  public Optional<TypeRow> row(String type) {
    return Stream.concat(types.stream(), Stream.concat(relational.stream(), Stream.of(all)))
        .filter(row -> row.type().equals(type))
        .findFirst();
  }
}
