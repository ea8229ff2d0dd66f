package io.murel.app.options;

import io.murel.BadInputException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML 1.1 as the original reads it (True, yes and on are truth values), reduced to what options
 * need: maps with text keys, lists, texts, numbers, truth values, null. Duplicate keys, objects and
 * self-references are errors.
 */
public final class Yaml11 {
  private Yaml11() {}

  /** Blocks within blocks; the deepest real option lies six deep. */
  static final int MAX_DEPTH = 50;

  private static final Pattern EXPECTED_BUT =
      Pattern.compile("expected (.+), but (?:got|found) '?(.+?)'?");

  /** The document as nodes that know their place; null for an empty one. */
  static Node compose(String text, String where) {
    try {
      return yaml().compose(new StringReader(text));
    } catch (YAMLException e) {
      throw unreadable(where, e);
    }
  }

  /**
   * The document as plain values.
   *
   * @param where names it in messages
   * @throws io.murel.BadInputException if it is no YAML or holds anything else
   */
  public static Object construct(String text, String where) {
    try {
      return plain(yaml().load(text), where, 0);
    } catch (YAMLException e) {
      throw unreadable(where, e);
    }
  }

  private static Yaml yaml() {
    LoaderOptions loading = new LoaderOptions();
    loading.setAllowDuplicateKeys(false);
    loading.setNestingDepthLimit(MAX_DEPTH);
    loading.setMaxAliasesForCollections(20);
    DumperOptions dumping = new DumperOptions();
    return new Yaml(
        new SafeConstructor(loading),
        new Representer(dumping),
        dumping,
        loading,
        new WithoutTimestamps());
  }

  /** A date in a name stays a text. */
  private static final class WithoutTimestamps extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
      addImplicitResolver(Tag.INT, INT, "-+0123456789");
      addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
      addImplicitResolver(Tag.MERGE, MERGE, "<");
      addImplicitResolver(Tag.NULL, NULL, "~nN\0");
      addImplicitResolver(Tag.NULL, EMPTY, null);
    }
  }

  private static Object plain(Object value, String where, int depth) {
    if (depth > MAX_DEPTH) {
      throw refused(where, "blocks more than " + MAX_DEPTH + " deep");
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> out = new LinkedHashMap<>();
      map.forEach(
          (key, inner) -> {
            if (!(key instanceof String name)) {
              throw refused(where, "the name " + key + ", which YAML does not read as a text,");
            }
            out.put(name, plain(inner, where, depth + 1));
          });
      return out;
    }
    if (value instanceof List<?> list) {
      List<Object> out = new ArrayList<>();
      list.forEach(item -> out.add(plain(item, where, depth + 1)));
      return out;
    }
    if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean) {
      return value;
    }
    throw refused(where, "a value of a special type (" + value.getClass().getSimpleName() + ")");
  }

  private static BadInputException refused(String where, String found) {
    return BadInputException.at(where)
        .found(found)
        .expected("names with texts, numbers, truth values, lists and blocks")
        .remedy("Put it in quotes or take it out.");
  }

  private static BadInputException unreadable(String where, YAMLException e) {
    if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      Mark mark = marked.getProblemMark();
      String[] problem = foundAndExpected(marked.getProblem());
      return BadInputException.at(
              "%s, line %d, column %d".formatted(where, mark.getLine() + 1, mark.getColumn() + 1))
          .found(problem[0] + " in '" + line(mark) + "'")
          .expected(problem[1])
          .remedy("Mend this line or the one before it.", e);
    }
    return BadInputException.at(where)
        .found(e.getMessage())
        .expected("YAML")
        .remedy("See options/scenes/murel.yaml for an example.", e);
  }

  /** The parser says "expected ',', but got ':'", "found a tab" or "could not find a colon". */
  private static String[] foundAndExpected(String problem) {
    Matcher both = EXPECTED_BUT.matcher(problem);
    if (both.matches()) {
      return new String[] {"'" + both.group(2) + "'", both.group(1)};
    }
    return new String[] {problem.replaceFirst("^found ", ""), "YAML"};
  }

  private static String line(Mark mark) {
    int[] text = mark.getBuffer();
    int from = mark.getPointer();
    while (from > 0 && text[from - 1] != '\n') {
      from--;
    }
    int to = Math.min(mark.getPointer(), text.length);
    while (to < text.length && text[to] != '\n' && text[to] != '\r' && text[to] != 0) {
      to++;
    }
    return new String(text, from, Math.max(0, to - from)).strip();
  }
}
