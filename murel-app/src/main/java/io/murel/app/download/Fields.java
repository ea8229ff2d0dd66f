package io.murel.app.download;

import io.murel.BadInputException;
import io.murel.app.console.ByteSize;
import io.murel.options.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One block of a list of places, read field by field; what is wrong is named with the block and the
 * file.
 */
record Fields(String where, Map<?, ?> values) {

  static Fields of(String where, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(where, value, "a block of fields");
    }
    return new Fields(where, map);
  }

  Fields only(Set<String> known) {
    for (Object key : values.keySet()) {
      if (!known.contains(key)) {
        throw BadInputException.at(at(String.valueOf(key)))
            .found("an unknown field")
            .expected("one of " + String.join(", ", new TreeSet<>(known)))
            .remedy(Nearest.suggestion(String.valueOf(key), known));
      }
    }
    return this;
  }

  boolean has(String key) {
    return values.get(key) != null;
  }

  String text(String key) {
    if (values.get(key) instanceof String text && !text.isBlank()) {
      return text.strip();
    }
    throw wrong(at(key), values.get(key), "a text");
  }

  String text(String key, String fallback) {
    return has(key) ? text(key) : fallback;
  }

  /** A number of bytes: 7239401 or 25 GB. */
  long bytes(String key) {
    Object value = values.get(key);
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    return ByteSize.parse(at(key), text(key));
  }

  List<String> texts(String key) {
    List<String> out = new ArrayList<>();
    for (Object item : list(key)) {
      if (!(item instanceof String text)) {
        throw wrong(at(key), item, "a text");
      }
      out.add(text);
    }
    return out;
  }

  List<Fields> blocks(String key) {
    List<Fields> out = new ArrayList<>();
    for (Object item : list(key)) {
      out.add(of(at(key) + "[" + out.size() + "]", item));
    }
    return out;
  }

  Fields block(String key) {
    return of(at(key), values.get(key));
  }

  /** Names with texts. */
  Map<String, String> texts() {
    Map<String, String> out = new LinkedHashMap<>();
    values.keySet().forEach(key -> out.put(String.valueOf(key), text(String.valueOf(key))));
    return out;
  }

  String at(String key) {
    return where + "." + key;
  }

  private List<?> list(String key) {
    if (values.get(key) instanceof List<?> items) {
      return items;
    }
    throw wrong(at(key), values.get(key), "a list");
  }

  private static BadInputException wrong(String where, Object found, String expected) {
    return BadInputException.at(where)
        .found(found == null ? "nothing" : "'" + found + "'")
        .expected(expected)
        .remedy("docs/download.md explains lists of places.");
  }
}
