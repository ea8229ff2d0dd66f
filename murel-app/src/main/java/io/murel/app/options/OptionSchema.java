package io.murel.app.options;

import io.murel.BadInputException;
import io.murel.options.Nearest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The names that may be used at one level of an option tree: options of a kind, and blocks of
 * further options. What depends on other values (which fusion has which options) is left to the
 * parts that read them; this finds slips of the pen before anything starts.
 */
public final class OptionSchema {

  /** The Python factory that the original's option files name; of no use here. */
  private static final String IGNORED = "import";

  private final Map<String, OptionKind> options = new LinkedHashMap<>();
  private final Map<String, OptionSchema> blocks = new LinkedHashMap<>();

  /** Adds options of one kind. */
  public OptionSchema with(OptionKind kind, String... names) {
    for (String name : names) {
      options.put(name, kind);
    }
    return this;
  }

  /** Adds a block. */
  public OptionSchema with(String name, OptionSchema block) {
    blocks.put(name, block);
    return this;
  }

  /**
   * Fails on the first name that is not known and on the first value of a wrong kind.
   *
   * @param values the tree
   * @param where how a message names an option, given its dotted name
   */
  public void check(Map<String, Object> values, Function<String, String> where) {
    check(values, "", this, where);
  }

  private void check(
      Map<String, Object> values,
      String prefix,
      OptionSchema root,
      Function<String, String> where) {
    values.forEach(
        (name, value) -> {
          String dotted = prefix + name;
          if (name.equals(IGNORED)) {
            return;
          }
          OptionSchema block = blocks.get(name);
          OptionKind kind = options.get(name);
          if (block == null && kind == null) {
            throw unknown(name, prefix, root, where.apply(dotted));
          }
          if (block == null) {
            checkKind(value, kind, where.apply(dotted));
          } else if (value instanceof Map<?, ?> inner) {
            block.check(asTree(inner), dotted + ".", root, where);
          } else if (value != null) {
            throw BadInputException.at(where.apply(dotted))
                .found(OptionKind.describe(value))
                .expected("a block of options: " + String.join(", ", block.names()))
                .remedy("Indent these below it, or leave it out.");
          }
        });
  }

  static void checkKind(Object value, OptionKind kind, String where) {
    if (!kind.accepts(value)) {
      boolean quotes = kind == OptionKind.TEXT && !(value instanceof Map || value instanceof List);
      throw BadInputException.at(where)
          .found(OptionKind.describe(value))
          .expected(kind.description())
          .remedy(
              quotes
                  ? "Put it in quotes: '" + value + "'."
                  : kind.isList()
                      ? "In a file: [" + kind.example().replace(" ", ", ") + "]."
                      : "For example: " + kind.example() + ".");
    }
  }

  /** The level a dotted name lies on; null where there is none. */
  OptionSchema levelOf(String dotted) {
    OptionSchema level = this;
    String[] names = dotted.split("\\.", -1);
    for (int i = 0; i + 1 < names.length && level != null; i++) {
      level = level.blocks.get(names[i]);
    }
    return level;
  }

  /** The kind of an option on this level; null where the name is a block or unknown. */
  OptionKind kind(String name) {
    return options.get(name);
  }

  boolean isBlock(String name) {
    return blocks.containsKey(name);
  }

  /** Every option by its full dotted name, in alphabetical order. */
  public Map<String, OptionKind> dotted() {
    Map<String, OptionKind> all = new TreeMap<>();
    collect("", all);
    return all;
  }

  private void collect(String prefix, Map<String, OptionKind> into) {
    options.forEach((name, kind) -> into.put(prefix + name, kind));
    blocks.forEach((name, block) -> block.collect(prefix + name + ".", into));
  }

  private List<String> names() {
    TreeSet<String> names = new TreeSet<>(options.keySet());
    names.addAll(blocks.keySet());
    return new ArrayList<>(names);
  }

  /** The message about a name nobody knows, with the nearest one on its level or anywhere. */
  BadInputException unknown(String name, String prefix, OptionSchema root, String where) {
    return BadInputException.at(where)
        .found("an unknown option")
        .expected("one of " + String.join(", ", names()))
        .remedy(suggestion(name, prefix, root));
  }

  private String suggestion(String name, String prefix, OptionSchema root) {
    return Nearest.to(name, names())
        .or(() -> root.sameNameElsewhere(name))
        .map(found -> "Did you mean '" + (found.contains(".") ? found : prefix + found) + "'?")
        .orElse("Choose one of these.");
  }

  Optional<String> sameNameElsewhere(String name) {
    return dotted().keySet().stream()
        .filter(full -> full.endsWith("." + name))
        .min(Comparator.comparingInt(String::length));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> asTree(Map<?, ?> map) {
    return (Map<String, Object>) map; // trees are made by YamlFile, which checks every key
  }
}
