package io.murel.scenes.ask;

import io.murel.scenes.world.Attribute;
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

  private final Scene scene;
  private final Finder finder;

  public Executor(Scene scene) {
    this.scene = scene;
    this.finder = new Finder(scene);
  }

  /** The answer of a question, or null where there is none beyond doubt. */
  public String answer(Program question) {
    List<Program> in = question.inputs();
    return switch (question.op()) {
      case EXIST -> {
        int set = finder.set(in.get(0));
        yield set == Finder.NONE ? null : yesNo(set != 0);
      }
      case COUNT -> {
        int set = finder.set(in.get(0));
        yield set == Finder.NONE ? null : String.valueOf(Integer.bitCount(set));
      }
      case QUERY -> {
        int object = finder.one(in.get(0));
        yield object == Finder.NONE ? null : scene.objects().get(object).word(question.attribute());
      }
      case MORE, FEWER, AS_MANY ->
          numbers(question.op(), finder.set(in.get(0)), finder.set(in.get(1)));
      case IS_BETWEEN, NEARER ->
          three(question.op(), finder.one(in.get(0)), finder.one(in.get(1)), finder.one(in.get(2)));
      default -> two(question, finder.one(in.get(0)), finder.one(in.get(1)));
    };
  }

  private static String numbers(Op op, int first, int second) {
    if (first == Finder.NONE || second == Finder.NONE) {
      return null;
    }
    int more = Integer.bitCount(first) - Integer.bitCount(second);
    return yesNo(op == Op.MORE ? more > 0 : op == Op.FEWER ? more < 0 : more == 0);
  }

  private String two(Program question, int a, int b) {
    if (a == Finder.NONE || b == Finder.NONE || a == b) {
      return null;
    }
    return switch (question.op()) {
      case EQUAL -> yesNo(value(a, question.attribute()) == value(b, question.attribute()));
      case LARGER -> size(value(a, Attribute.SIZE) - value(b, Attribute.SIZE));
      case SMALLER -> size(value(b, Attribute.SIZE) - value(a, Attribute.SIZE));
      case IS, SIDE -> {
        double offset = question.relation().offset(scene, a, b);
        if (Math.abs(offset) < finder.margin()) {
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
    if (a == Finder.NONE || b == Finder.NONE || c == Finder.NONE || a == b || b == c || a == c) {
      return null;
    }
    if (op == Op.IS_BETWEEN) {
      Betweenness place = Betweenness.of(scene, a, b, c);
      return place == Betweenness.DOUBTFUL ? null : yesNo(place == Betweenness.BETWEEN);
    }
    double first = scene.distance(a, c);
    double second = scene.distance(b, c);
    boolean clear = Math.max(first, second) >= Finder.CLEARLY_NEARER * Math.min(first, second);
    return clear ? yesNo(first < second) : null;
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
      case UNIQUE, NEAREST, FARTHEST -> found.add(finder.one(program));
      case EXIST, COUNT, MORE, FEWER, AS_MANY ->
          program.inputs().forEach(set -> found.addAll(Finder.indices(finder.set(set))));
      default -> {}
    }
  }

  /**
   * The pairs of objects a question relates, in the order of {@link #path}: one for each step from
   * an object to another, or for each object that is placed by another. Counted sets are as many
   * pairs as they have objects; questions that compare attributes or numbers have none.
   */
  public List<Hop> hops(Program question) {
    List<Hop> hops = new ArrayList<>();
    collect(question, hops);
    return hops;
  }

  private void collect(Program program, List<Hop> hops) {
    List<Program> in = program.inputs();
    in.forEach(input -> collect(input, hops));
    switch (program.op()) {
      case RELATED, BETWEEN, SAME -> {
        for (int asked : Finder.indices(finder.set(program))) {
          in.forEach(reference -> hops.add(new Hop(asked, finder.one(reference))));
        }
      }
      case NEAREST, FARTHEST -> hops.add(new Hop(finder.one(program), finder.one(in.get(0))));
      case IS, SIDE -> hops.add(new Hop(finder.one(in.get(0)), finder.one(in.get(1))));
      case IS_BETWEEN -> {
        hops.add(new Hop(finder.one(in.get(0)), finder.one(in.get(1))));
        hops.add(new Hop(finder.one(in.get(0)), finder.one(in.get(2))));
      }
      case NEARER -> {
        hops.add(new Hop(finder.one(in.get(0)), finder.one(in.get(2))));
        hops.add(new Hop(finder.one(in.get(1)), finder.one(in.get(2))));
      }
      default -> {}
    }
  }

  private int value(int object, Attribute attribute) {
    return scene.objects().get(object).value(attribute);
  }

  private static String yesNo(boolean yes) {
    return yes ? "yes" : "no";
  }
}
