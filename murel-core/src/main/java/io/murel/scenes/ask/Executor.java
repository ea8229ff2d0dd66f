package io.murel.scenes.ask;

import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.Description;
import io.murel.scenes.world.Scene;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Answers programs from what is known about a scene. It answers only where the picture leaves no
 * doubt: no object near the line between two sides, a clear distance between the nearest and the
 * second nearest.
 */
public final class Executor {

  /** The second nearest has to be this many times as far as the nearest; likewise the farthest. */
  public static final double CLEARLY_NEARER = 1.2;

  /** There is doubt, or no such object. */
  private static final int NONE = -1;

  private final Scene scene;

  public Executor(Scene scene) {
    this.scene = scene;
  }

  /** The answer of a question, or null where there is none beyond doubt. */
  public String answer(Program question) {
    List<Program> in = question.inputs();
    return switch (question.op()) {
      case EXIST -> {
        int set = set(in.get(0));
        yield set == NONE ? null : yesNo(set != 0);
      }
      case COUNT -> {
        int set = set(in.get(0));
        yield set == NONE ? null : String.valueOf(Integer.bitCount(set));
      }
      case QUERY -> {
        int object = one(in.get(0));
        yield object == NONE ? null : scene.objects().get(object).word(question.attribute());
      }
      case MORE, FEWER, AS_MANY -> numbers(question.op(), set(in.get(0)), set(in.get(1)));
      case IS_BETWEEN, NEARER ->
          three(question.op(), one(in.get(0)), one(in.get(1)), one(in.get(2)));
      default -> two(question, one(in.get(0)), one(in.get(1)));
    };
  }

  private static String numbers(Op op, int first, int second) {
    if (first == NONE || second == NONE) {
      return null;
    }
    int more = Integer.bitCount(first) - Integer.bitCount(second);
    return yesNo(op == Op.MORE ? more > 0 : op == Op.FEWER ? more < 0 : more == 0);
  }

  private String two(Program question, int a, int b) {
    if (a == NONE || b == NONE || a == b) {
      return null;
    }
    return switch (question.op()) {
      case EQUAL -> yesNo(value(a, question.attribute()) == value(b, question.attribute()));
      case LARGER -> size(value(a, Attribute.SIZE) - value(b, Attribute.SIZE));
      case SMALLER -> size(value(b, Attribute.SIZE) - value(a, Attribute.SIZE));
      case IS, SIDE -> {
        double offset = question.relation().offset(scene, a, b);
        if (Math.abs(offset) < margin()) {
          yield null;
        }
        Relation side = offset > 0 ? question.relation() : question.relation().opposite();
        yield question.op() == Op.IS ? yesNo(offset > 0) : side.word();
      }
      default -> throw new IllegalArgumentException(question.op() + " is not a question");
    };
  }

  /** Objects of one size are not exactly as large: such pairs are not compared. */
  private static String size(int difference) {
    return difference == 0 ? null : yesNo(difference > 0);
  }

  private String three(Op op, int a, int b, int c) {
    if (a == NONE || b == NONE || c == NONE || a == b || b == c || a == c) {
      return null;
    }
    if (op == Op.IS_BETWEEN) {
      Betweenness place = Betweenness.of(scene, a, b, c);
      return place == Betweenness.DOUBTFUL ? null : yesNo(place == Betweenness.BETWEEN);
    }
    double first = scene.distance(a, c);
    double second = scene.distance(b, c);
    boolean clear = Math.max(first, second) >= CLEARLY_NEARER * Math.min(first, second);
    return clear ? yesNo(first < second) : null;
  }

  /** The objects of a set, one bit each, or {@link #NONE}. */
  int set(Program program) {
    if (program.op() == Op.FILTER) {
      return matching(program.where(), 0);
    }
    int anchor = one(program.inputs().get(0));
    int second = program.op() == Op.BETWEEN ? one(program.inputs().get(1)) : 0;
    if (anchor == NONE || second == NONE) {
      return NONE;
    }
    return switch (program.op()) {
      case SAME -> same(program, anchor);
      case RELATED -> related(program, anchor);
      case BETWEEN -> between(program.where(), anchor, second);
      default -> throw new IllegalArgumentException(program.op() + " is not a set");
    };
  }

  private int matching(Description where, int without) {
    int set = 0;
    for (int i = 0; i < scene.size(); i++) {
      if (where.matches(scene.objects().get(i))) {
        set |= 1 << i;
      }
    }
    return set & ~without;
  }

  /** "A green thing like the ball" does not ask whether the ball is green: it has to be another. */
  private int same(Program program, int anchor) {
    Description where = program.where();
    boolean itself = !where.isEmpty() && where.matches(scene.objects().get(anchor));
    if (itself || where.mentions(program.attribute())) {
      return NONE;
    }
    return matching(
        where.with(program.attribute(), value(anchor, program.attribute())), 1 << anchor);
  }

  private int related(Program program, int anchor) {
    int set = 0;
    for (int i : indices(matching(program.where(), 1 << anchor))) {
      double offset = program.relation().offset(scene, i, anchor);
      if (Math.abs(offset) < margin()) {
        return NONE;
      }
      set |= offset > 0 ? 1 << i : 0;
    }
    return set;
  }

  private int between(Description where, int from, int to) {
    if (from == to) {
      return NONE;
    }
    int set = 0;
    for (int i : indices(matching(where, 1 << from | 1 << to))) {
      switch (Betweenness.of(scene, i, from, to)) {
        case DOUBTFUL -> {
          return NONE;
        }
        case BETWEEN -> set |= 1 << i;
        case OUTSIDE -> {}
      }
    }
    return set;
  }

  /** The index of the object a program finds, or {@link #NONE}. */
  int one(Program program) {
    if (program.op() == Op.UNIQUE) {
      int set = set(program.inputs().get(0));
      return set != NONE && Integer.bitCount(set) == 1 ? Integer.numberOfTrailingZeros(set) : NONE;
    }
    int anchor = one(program.inputs().get(0));
    return anchor == NONE ? NONE : extreme(program, anchor);
  }

  private int extreme(Program program, int anchor) {
    boolean nearest = program.op() == Op.NEAREST;
    int best = NONE;
    double first = 0;
    double second = 0;
    for (int i : indices(matching(program.where(), 1 << anchor))) {
      double distance = nearest ? 1 / scene.distance(i, anchor) : scene.distance(i, anchor);
      if (distance > first) {
        second = first;
        first = distance;
        best = i;
      } else {
        second = Math.max(second, distance);
      }
    }
    return second > 0 && first >= CLEARLY_NEARER * second ? best : NONE;
  }

  /**
   * Indices of the objects a question is about, in the order in which a person would look at them:
   * those it starts from first. Objects of counted sets are included.
   */
  public List<Integer> path(Program question) {
    Set<Integer> found = new LinkedHashSet<>();
    collect(question, found);
    return new ArrayList<>(found);
  }

  private void collect(Program program, Set<Integer> found) {
    program.inputs().forEach(input -> collect(input, found));
    switch (program.op()) {
      case UNIQUE, NEAREST, FARTHEST -> found.add(one(program));
      case EXIST, COUNT, MORE, FEWER, AS_MANY ->
          program.inputs().forEach(set -> found.addAll(indices(set(set))));
      default -> {}
    }
  }

  private int value(int object, Attribute attribute) {
    return scene.objects().get(object).value(attribute);
  }

  private double margin() {
    return Relation.MARGIN * scene.width();
  }

  private static List<Integer> indices(int set) {
    List<Integer> indices = new ArrayList<>();
    for (int rest = set; rest != 0; rest &= rest - 1) {
      indices.add(Integer.numberOfTrailingZeros(rest));
    }
    return indices;
  }

  private static String yesNo(boolean yes) {
    return yes ? "yes" : "no";
  }
}
