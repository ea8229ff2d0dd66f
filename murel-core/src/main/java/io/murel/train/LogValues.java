package io.murel.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * The content of a logs.json: a list of values under each name, or (options, environment) a group
 * of such lists. It changes only by journal entries, so that replaying a journal rebuilds it.
 */
final class LogValues {

  static final String APPEND = "append";
  static final String MERGE = "merge";
  static final String RESTORE = "restore";

  private static final ObjectMapper JSON = new ObjectMapper();

  private ObjectNode values = JSON.createObjectNode();

  /** An entry that appends each value to the list of its name. */
  static ObjectNode append(Map<String, ?> values) {
    return entry(APPEND, JSON.valueToTree(values));
  }

  /** An entry that appends each value to the list of its name within a group. */
  static ObjectNode merge(String group, Map<String, ?> values) {
    ObjectNode groups = JSON.createObjectNode();
    groups.set(group, JSON.valueToTree(values));
    return entry(MERGE, groups);
  }

  /** An entry that replaces everything, for logs that came without a journal. */
  static ObjectNode restore(ObjectNode whole) {
    return entry(RESTORE, whole);
  }

  private static ObjectNode entry(String kind, JsonNode content) {
    ObjectNode entry = JSON.createObjectNode();
    entry.set(kind, finite(content));
    return entry;
  }

  /** JSON knows no NaN: null takes its place, at any depth. */
  private static JsonNode finite(JsonNode node) {
    if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
      return NullNode.getInstance();
    }
    if (node instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(finite(field.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, finite(array.get(i)));
      }
    }
    return node;
  }

  /**
   * @throws IllegalArgumentException if it is no entry, or does not fit what is there
   */
  void apply(JsonNode entry) {
    if (entry.get(APPEND) instanceof ObjectNode append) {
      append.properties().forEach(field -> list(values, field.getKey()).add(field.getValue()));
    } else if (entry.get(MERGE) instanceof ObjectNode merge) {
      merge.properties().forEach(group -> mergeGroup(group.getKey(), group.getValue()));
    } else if (entry.get(RESTORE) instanceof ObjectNode restore) {
      values = restore.deepCopy();
    } else {
      throw new IllegalArgumentException("neither append nor merge nor restore");
    }
  }

  private void mergeGroup(String name, JsonNode additions) {
    ObjectNode group = values.withObjectProperty(name);
    additions.properties().forEach(field -> list(group, field.getKey()).add(field.getValue()));
  }

  private static ArrayNode list(ObjectNode parent, String name) {
    return parent.withArrayProperty(name);
  }

  /** The last value of a name; null where there is none. */
  JsonNode last(String name) {
    JsonNode list = values.path(name);
    return list.isArray() && !list.isEmpty() ? list.get(list.size() - 1) : null;
  }

  /** Number of values in all lists. */
  static long count(JsonNode values) {
    long count = 0;
    for (JsonNode child : values) {
      count += child.isArray() ? child.size() : count(child);
    }
    return count;
  }

  ObjectNode all() {
    return values;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(JSON.writeValueAsBytes(values));
  }
}
