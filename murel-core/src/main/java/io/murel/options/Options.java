package io.murel.options;

import io.murel.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One level of an option tree, as it comes from YAML: maps, lists, strings, numbers, booleans,
 * null. Every read is typed, and a wrong type or an unknown key fails with the full dotted name,
 * the value found and what was expected. {@code import} keys of the original are accepted and
 * ignored.
 */
public final class Options {

  private final Map<String, Object> values;
  private final String path;

  private Options(Map<String, Object> values, String path) {
    this.values = values;
    this.path = path;
  }

  /** The root of a tree; the map is not copied and must not change afterwards. */
  public static Options of(Map<String, Object> values) {
    return new Options(values, "");
  }

  /** A sub-tree whose options are reported under the dotted name {@code path}. */
  public static Options of(Map<String, Object> values, String path) {
    return new Options(values, path);
  }

  /** Fails on the first key that is not among {@code known}, naming the nearest valid one. */
  public Options onlyKeys(String... known) {
    List<String> valid = Arrays.asList(known);
    for (String key : values.keySet()) {
      if (!valid.contains(key) && !key.equals("import")) {
        throw BadInputException.at(name(key))
            .found("an unknown option")
            .expected("one of " + String.join(", ", new TreeSet<>(valid)))
            .remedy(Nearest.suggestion(key, valid));
      }
    }
    return this;
  }

  /** Whether the key is there with a value other than null. */
  public boolean has(String key) {
    return values.get(key) != null;
  }

  public String string(String key) {
    return require(key, "a text", String.class);
  }

  public String string(String key, String fallback) {
    return has(key) ? string(key) : fallback;
  }

  /** One of a few names, for instance an aggregation. */
  public String choice(String key, String fallback, List<String> valid) {
    String value = string(key, fallback);
    if (value != null && !valid.contains(value)) {
      throw BadInputException.at(name(key))
          .found("'" + value + "'")
          .expected("one of " + String.join(", ", valid))
          .remedy(Nearest.suggestion(value, valid));
    }
    return value;
  }

  public boolean bool(String key, boolean fallback) {
    return has(key) ? require(key, "True or False", Boolean.class) : fallback;
  }

  public int integer(String key) {
    Number value = number(key, "a whole number");
    if (value.doubleValue() != value.intValue()) {
      throw wrong(key, value, "a whole number");
    }
    return value.intValue();
  }

  public int integer(String key, int fallback) {
    return has(key) ? integer(key) : fallback;
  }

  /** A whole number of at least 1: sizes and counts. */
  public int positive(String key) {
    int value = integer(key);
    if (value < 1) {
      throw wrong(key, value, "a whole number of at least 1");
    }
    return value;
  }

  public int positive(String key, int fallback) {
    return has(key) ? positive(key) : fallback;
  }

  /** A whole number of at least 0: counts of what may be left out. */
  public int count(String key, int fallback) {
    int value = integer(key, fallback);
    if (value < 0) {
      throw wrong(key, value, "a whole number of at least 0");
    }
    return value;
  }

  public double real(String key) {
    return number(key, "a number").doubleValue();
  }

  public double real(String key, double fallback) {
    return has(key) ? real(key) : fallback;
  }

  /** A probability: at least 0 and below 1, as dropouts are. */
  public double probability(String key, double fallback) {
    double value = real(key, fallback);
    if (!(value >= 0 && value < 1)) {
      throw wrong(key, value, "a probability from 0 up to, not including, 1");
    }
    return value;
  }

  public List<Integer> integers(String key) {
    List<Integer> out = new ArrayList<>();
    for (Object item : list(key)) {
      if (!(item instanceof Number n) || n.doubleValue() != n.intValue()) {
        throw wrong(key, values.get(key), "a list of whole numbers");
      }
      out.add(n.intValue());
    }
    return out;
  }

  public List<Double> reals(String key) {
    List<Double> out = new ArrayList<>();
    for (Object item : list(key)) {
      if (!(item instanceof Number n)) {
        throw wrong(key, values.get(key), "a list of numbers");
      }
      out.add(n.doubleValue());
    }
    return out;
  }

  public List<String> strings(String key) {
    return list(key).stream().map(String::valueOf).toList();
  }

  /** The options below a key. */
  @SuppressWarnings("unchecked")
  public Options child(String key) {
    Object value = values.get(key);
    if (!(value instanceof Map)) {
      throw wrong(key, value, "a block of options");
    }
    return new Options((Map<String, Object>) value, name(key));
  }

  /** The options below a key, empty where it is absent or null. */
  public Options childOrEmpty(String key) {
    return has(key) ? child(key) : new Options(Map.of(), name(key));
  }

  /**
   * A copy with one value set, for defaults that come from elsewhere (the number of answers, say).
   */
  public Options with(String key, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(values);
    copy.put(key, value);
    return new Options(copy, path);
  }

  /** A copy without one key. */
  public Options without(String key) {
    Map<String, Object> copy = new LinkedHashMap<>(values);
    copy.remove(key);
    return new Options(copy, path);
  }

  /** The plain values, unmodifiable. */
  public Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  /** The full dotted name of a key, for messages. */
  public String name(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The dotted name of this level; empty at the root. */
  public String path() {
    return path;
  }

  /** A message about a value of the right type that makes no sense here. */
  public BadInputException wrong(String key, Object found, String expected) {
    return BadInputException.at(name(key))
        .found(found == null ? "nothing" : found + " (" + typeName(found) + ")")
        .expected(expected)
        .remedy("Set it in the options file or with --" + name(key) + " on the command line.");
  }

  private <T> T require(String key, String expected, Class<T> type) {
    Object value = values.get(key);
    if (!type.isInstance(value)) {
      throw wrong(key, value, expected);
    }
    return type.cast(value);
  }

  private Number number(String key, String expected) {
    Object value = values.get(key);
    if (value instanceof Number n) {
      return n;
    }
    // YAML 1.1 reads 3e-4 (no dot) as a text; people mean a number.
    if (value instanceof String text && text.matches("[-+]?\\d+(\\.\\d*)?[eE][-+]?\\d+")) {
      return Double.valueOf(text);
    }
    throw wrong(key, value, expected);
  }

  private List<?> list(String key) {
    Object value = values.get(key);
    if (value instanceof List<?> items) {
      return items;
    }
    throw wrong(key, value, "a list");
  }

  private static String typeName(Object value) {
    if (value instanceof String) {
      return "a text";
    }
    if (value instanceof Boolean) {
      return "a truth value";
    }
    if (value instanceof Number) {
      return "a number";
    }
    return value instanceof List ? "a list" : "a block of options";
  }
}
