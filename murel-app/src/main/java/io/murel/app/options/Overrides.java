package io.murel.app.options;

import io.murel.BadInputException;
import io.murel.options.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Options on the command line: {@code --optimizer.lr 1e-3 --dataset.train_split
 * --optimizer.lr_decay_epochs 14 24 2 --view.items "[logs:train_epoch.loss]"}. A name without a
 * value means null (an empty list where a list belongs), values are read as YAML.
 *
 * @param values the tree of what was given
 */
public record Overrides(Map<String, Object> values) {

  /** Nothing overridden. */
  public static Overrides none() {
    return new Overrides(Map.of());
  }

  /**
   * Reads the words after the command.
   *
   * @throws BadInputException for a word without a name before it, an unknown name or a value of a
   *     wrong kind
   */
  public static Overrides parse(List<String> words, OptionSchema schema) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> given : group(words, schema).entrySet()) {
      String dotted = given.getKey();
      OptionSchema level = schema.levelOf(dotted);
      String name = dotted.substring(dotted.lastIndexOf('.') + 1);
      String where = "--" + dotted;
      if (level == null || (level.kind(name) == null && !level.isBlock(name))) {
        throw unknown(dotted, schema);
      }
      OptionKind kind = level.kind(name);
      put(tree, dotted, kind == null ? block(given.getValue(), where) : value(given, kind, where));
    }
    schema.check(tree, dotted -> "--" + dotted);
    return new Overrides(tree);
  }

  private static Map<String, List<String>> group(List<String> words, OptionSchema schema) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    List<String> current = null;
    for (String word : words) {
      if (word.startsWith("--") && word.length() > 2) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
        current = new ArrayList<>();
        groups.remove(name); // the last one counts
        groups.put(name, current);
        if (equals >= 0) {
          current.add(word.substring(equals + 1));
        }
      } else if (current == null) {
        throw BadInputException.at("'" + word + "'")
            .found("a word without an option before it")
            .expected("options like --optimizer.lr 0.001")
            .remedy(
                Nearest.to(word, schema.dotted().keySet())
                    .map(near -> "Did you mean --" + near + "?")
                    .orElse("Put the name of the option before its value."));
      } else {
        current.add(word);
      }
    }
    return groups;
  }

  private static BadInputException unknown(String dotted, OptionSchema schema) {
    OptionSchema level = schema.levelOf(dotted);
    String name = dotted.substring(dotted.lastIndexOf('.') + 1);
    if (level != null && level != schema) {
      String prefix = dotted.substring(0, dotted.lastIndexOf('.') + 1);
      return level.unknown(name, prefix, schema, "--" + dotted);
    }
    return BadInputException.at("--" + dotted)
        .found("an unknown option")
        .expected("the dotted name of an option, as in the options file")
        .remedy(
            Nearest.to(dotted, schema.dotted().keySet())
                .or(() -> schema.sameNameElsewhere(name))
                .map(near -> "Did you mean --" + near + "?")
                .orElse("The files in options/ show the names in use."));
  }

  private static Object value(
      Map.Entry<String, List<String>> given, OptionKind kind, String where) {
    List<String> words = given.getValue();
    if (kind.isList()) {
      if (words.size() == 1 && words.get(0).startsWith("[")) {
        return Yaml11.construct(words.get(0), where);
      }
      return words.stream().map(word -> scalar(word, kind == OptionKind.TEXTS, where)).toList();
    }
    if (words.size() > 1) {
      throw BadInputException.at(where)
          .found(words.size() + " values (" + String.join(" ", words) + ")")
          .expected(kind.description())
          .remedy("Give one value; put a value with blanks in quotes.");
    }
    return words.isEmpty() ? null : scalar(words.get(0), kind == OptionKind.TEXT, where);
  }

  /** A text is taken as it stands: a folder may be called 2024. */
  private static Object scalar(String word, boolean text, String where) {
    if (List.of("", "~", "null", "none").contains(word.toLowerCase(Locale.ROOT))) {
      return null;
    }
    return text ? word : Yaml11.construct(word, where);
  }

  private static Object block(List<String> words, String where) {
    return words.isEmpty() ? null : Yaml11.construct(String.join(" ", words), where);
  }

  private static void put(Map<String, Object> tree, String dotted, Object value) {
    Map<String, Object> over = new LinkedHashMap<>();
    int dot = dotted.indexOf('.');
    if (dot < 0) {
      over.put(dotted, value);
    } else {
      Map<String, Object> inner = new LinkedHashMap<>();
      put(inner, dotted.substring(dot + 1), value);
      over.put(dotted.substring(0, dot), inner);
    }
    OptionsFile.merge(tree, over);
  }
}
