package io.murel.scenes.ask;

import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.Description;
import io.murel.scenes.world.Scene;
import java.util.ArrayList;
import java.util.List;

/** Finds the objects that the phrases of a question mean, where they are beyond doubt. */
final class Finder {

  /** The second nearest has to be this many times as far as the nearest; likewise the farthest. */
  static final double CLEARLY_NEARER = 1.2;

  /** There is doubt, or no such object. */
  static final int NONE = -1;

  private final Scene scene;

  Finder(Scene scene) {
    this.scene = scene;
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

  private int value(int object, Attribute attribute) {
    return scene.objects().get(object).value(attribute);
  }

  /** How far from the line between two sides an object has to be, in pixels. */
  double margin() {
    return Relation.MARGIN * scene.width();
  }

  /** The objects of a set, in the order of their numbers. */
  static List<Integer> indices(int set) {
    List<Integer> indices = new ArrayList<>();
    for (int rest = set; rest != 0; rest &= rest - 1) {
      indices.add(Integer.numberOfTrailingZeros(rest));
    }
    return indices;
  }
}
