package io.murel.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.BadInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Trace} as JSON, with all digits:
 *
 * <pre>{@code
 * {"steps": [{"contributions": [0.75, 0.25],
 *             "partners": [[0.0, 1.0], [1.0, 0.0]]}]}
 * }</pre>
 *
 * {@code partners} is an empty list where regions had none.
 */
public final class TraceJson {
  private TraceJson() {}

  private static final String STEPS = "steps";
  private static final String CONTRIBUTIONS = "contributions";
  private static final String PARTNERS = "partners";

  public static ObjectNode write(Trace trace) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode steps = root.putArray(STEPS);
    for (Trace.Step step : trace.steps()) {
      ObjectNode node = steps.addObject();
      numbers(node.putArray(CONTRIBUTIONS), step.contributions());
      ArrayNode partners = node.putArray(PARTNERS);
      for (float[] shares : step.partners()) {
        numbers(partners.addArray(), shares);
      }
    }
    return root;
  }

  private static void numbers(ArrayNode into, float[] values) {
    for (float value : values) {
      into.add(value);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param where the file or message it stands in, for messages
   * @throws BadInputException if it is no trace, or its numbers are no shares
   */
  public static Trace read(String where, JsonNode root) {
    List<Trace.Step> steps = new ArrayList<>();
    for (JsonNode step : list(where, root, STEPS)) {
      String here = where + " " + STEPS + "[" + steps.size() + "]";
      List<float[]> partners = new ArrayList<>();
      for (JsonNode row : list(here, step, PARTNERS)) {
        partners.add(floats(here + " " + PARTNERS, row));
      }
      float[] contributions = floats(here + " " + CONTRIBUTIONS, step.path(CONTRIBUTIONS));
      try {
        steps.add(new Trace.Step(contributions, partners.toArray(float[][]::new)));
      } catch (IllegalArgumentException e) {
        throw wrong(here, e.getMessage(), "shares of the same regions that sum to 1");
      }
    }
    try {
      return new Trace(steps);
    } catch (IllegalArgumentException e) {
      throw wrong(where, e.getMessage(), "steps about the same regions");
    }
  }

  private static JsonNode list(String where, JsonNode parent, String name) {
    JsonNode list = parent.path(name);
    if (!list.isArray()) {
      throw wrong(where, "no list '" + name + "'", "a reasoning trace");
    }
    return list;
  }

  private static float[] floats(String where, JsonNode list) {
    if (!list.isArray()) {
      throw wrong(where, list.isMissingNode() ? "nothing" : list.toString(), "a list of numbers");
    }
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      if (!list.get(i).isNumber()) {
        throw wrong(where, list.get(i).toString(), "a number");
      }
      values[i] = list.get(i).floatValue();
    }
    return values;
  }

  private static BadInputException wrong(String where, String found, String expected) {
    return BadInputException.at(where)
        .found(found)
        .expected(expected)
        .remedy("Give a trace as docs/trace.md describes it.");
  }
}
