package io.murel.app.options;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** What an option may hold. Null is always allowed and means "not set". */
public enum OptionKind {
  TEXT("a text", "train", value -> value instanceof String),
  WHOLE("a whole number", "3", OptionKind::isWhole),
  REAL("a number", "0.001", OptionKind::isReal),
  TRUTH("True or False", "True", value -> value instanceof Boolean),
  TEXTS("a list of texts", "first second", listOf(value -> value instanceof String)),
  WHOLES("a list of whole numbers", "4 4", listOf(OptionKind::isWhole)),
  REALS("a list of numbers", "0.5 2.0 7.0", listOf(OptionKind::isReal));

  private final String description;
  private final String example;
  private final Predicate<Object> accepts;

  OptionKind(String description, String example, Predicate<Object> accepts) {
    this.description = description;
    this.example = example;
    this.accepts = accepts;
  }

  /** For messages: "a whole number". */
  public String description() {
    return description;
  }

  /** Words that could follow the option on the command line. */
  public String example() {
    return example;
  }

  /** Whether a value read from YAML is of this kind. */
  public boolean accepts(Object value) {
    return value == null || accepts.test(value);
  }

  boolean isList() {
    return this == TEXTS || this == WHOLES || this == REALS;
  }

  /** For messages: the value and what it is. */
  static String describe(Object value) {
    if (value == null) {
      return "nothing";
    }
    if (value instanceof Map) {
      return "a block of options";
    }
    String kind =
        value instanceof String
            ? "a text"
            : value instanceof Boolean
                ? "a truth value"
                : value instanceof Number ? "a number" : "a list";
    return value + " (" + kind + ")";
  }

  private static boolean isWhole(Object value) {
    return value instanceof Number n && n.doubleValue() == n.intValue();
  }

  /** YAML 1.1 reads 3e-4 (no dot) as a text; people mean a number, and the options read it so. */
  private static boolean isReal(Object value) {
    return value instanceof Number
        || (value instanceof String text
            && text.toLowerCase(Locale.ROOT).matches("[-+]?\\d+(\\.\\d*)?e[-+]?\\d+"));
  }

  private static Predicate<Object> listOf(Predicate<Object> item) {
    return value -> value instanceof List<?> items && items.stream().allMatch(item);
  }
}
