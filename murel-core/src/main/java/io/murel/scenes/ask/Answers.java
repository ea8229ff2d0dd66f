package io.murel.scenes.ask;

import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.Description;
import java.util.List;
import java.util.stream.IntStream;

/** Which answers a question may have, each equally often among questions of its form. */
public final class Answers {

  private static final List<String> YES_NO = List.of("yes", "no");

  private Answers() {}

  /** The possible answers of a question; counts beyond the usual ones are not asked for. */
  public static List<String> of(Program question) {
    return switch (question.op()) {
      case QUERY -> question.attribute().names();
      case SIDE -> List.of(question.relation().word(), question.relation().opposite().word());
      case COUNT -> counts(question.inputs().get(0));
      default -> YES_NO;
    };
  }

  /** {@code yes/no}, {@code number} or {@code other}, as in the official annotations. */
  public static String type(Program question) {
    return switch (question.op()) {
      case QUERY, SIDE -> "other";
      case COUNT -> "number";
      default -> "yes/no";
    };
  }

  /**
   * How much of its family a question's template should have, against the family's other templates:
   * attributes with few values are asked for less, since they are easily guessed.
   */
  static double share(Program question) {
    if (question.op() != Op.QUERY) {
      return 1;
    }
    return switch (question.attribute()) {
      case COLOR, SHAPE -> 0.3;
      case MATERIAL -> 0.22;
      case SIZE -> 0.18;
    };
  }

  private static List<String> counts(Program set) {
    if (set.op() == Op.SAME) {
      return common(set.attribute()) ? range(0, 4) : range(0, 3);
    }
    Description where = set.where();
    boolean color = where.mentions(Attribute.COLOR);
    boolean shape = where.mentions(Attribute.SHAPE);
    boolean size = where.mentions(Attribute.SIZE);
    boolean material = where.mentions(Attribute.MATERIAL);
    if (color && shape) {
      return range(0, 2);
    }
    if (color || shape) {
      return size || material ? range(0, 3) : range(0, 4);
    }
    return size && material ? range(0, 4) : range(1, 5);
  }

  /** Whether its values are few, so that many objects share one. */
  private static boolean common(Attribute attribute) {
    return attribute == Attribute.SIZE || attribute == Attribute.MATERIAL;
  }

  private static List<String> range(int low, int high) {
    return IntStream.rangeClosed(low, high).mapToObj(String::valueOf).toList();
  }
}
