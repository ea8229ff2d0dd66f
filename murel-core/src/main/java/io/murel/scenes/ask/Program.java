package io.murel.scenes.ask;

import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.Description;
import java.util.List;

/**
 * What a question means, as a small functional program.
 *
 * @param op what it does
 * @param attribute the attribute asked about, where {@code op} needs one, else null
 * @param relation the side, where {@code op} needs one, else null
 * @param where which objects come into question, where {@code op} chooses among objects, else null
 * @param inputs programs for the objects and sets it works on
 */
public record Program(
    Op op, Attribute attribute, Relation relation, Description where, List<Program> inputs) {

  /** The only object that matches. */
  public static Program the(Description where) {
    return unique(filter(where));
  }

  public static Program unique(Program set) {
    return new Program(Op.UNIQUE, null, null, null, List.of(set));
  }

  public static Program filter(Description where) {
    return new Program(Op.FILTER, null, null, where, List.of());
  }

  public static Program related(Description where, Relation relation, Program to) {
    return new Program(Op.RELATED, null, relation, where, List.of(to));
  }

  public static Program between(Description where, Program from, Program to) {
    return new Program(Op.BETWEEN, null, null, where, List.of(from, to));
  }

  public static Program same(Attribute attribute, Description where, Program as) {
    return new Program(Op.SAME, attribute, null, where, List.of(as));
  }

  /** {@link Op#NEAREST} or {@link Op#FARTHEST}. */
  public static Program extreme(Op op, Description where, Program from) {
    return new Program(op, null, null, where, List.of(from));
  }

  /** A question that needs nothing but objects or sets. */
  public static Program ask(Op op, Program... inputs) {
    return new Program(op, null, null, null, List.of(inputs));
  }

  /** A question about an attribute. */
  public static Program ask(Op op, Attribute attribute, Program... inputs) {
    return new Program(op, attribute, null, null, List.of(inputs));
  }

  /** A question about a side. */
  public static Program ask(Op op, Relation relation, Program... inputs) {
    return new Program(op, null, relation, null, List.of(inputs));
  }

  /**
   * The program without its values: equal for questions that differ only in which colour, shape or
   * surface they name. Nothing in the world prefers one value to another, apart from size (small
   * objects reach nearer to the border), which is therefore kept.
   */
  public String form() {
    StringBuilder out = new StringBuilder();
    form(out);
    return out.toString();
  }

  private void form(StringBuilder out) {
    out.append(op);
    if (attribute != null) {
      out.append(' ').append(attribute);
    }
    if (relation != null) {
      out.append(' ').append(relation);
    }
    if (where != null) {
      out.append('[');
      for (Attribute mentioned : Attribute.values()) {
        if (where.mentions(mentioned)) {
          out.append(mentioned.name(), 0, 2);
          out.append(mentioned == Attribute.SIZE ? "" + where.value(mentioned) : "");
        }
      }
      out.append(']');
    }
    if (!inputs.isEmpty()) {
      out.append('(');
      inputs.forEach(input -> input.form(out));
      out.append(')');
    }
  }
}
