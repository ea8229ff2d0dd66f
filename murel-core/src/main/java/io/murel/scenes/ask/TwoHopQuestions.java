package io.murel.scenes.ask;

import io.murel.scenes.world.Attribute;

/** Questions that lead from one object over a second to a third. */
final class TwoHopQuestions {

  private TwoHopQuestions() {}

  /** One step; null where it does not get on. */
  @FunctionalInterface
  private interface Hop {
    Program from(Program anchor, int unmentioned);
  }

  /** "What color is the star left of the thing that is behind the ball?" */
  static Program sides(Sampler sampler) {
    Hop side = (anchor, unmentioned) -> Hops.side(sampler, anchor, unmentioned);
    return ask(sampler, sampler.attribute(), 0, side, side);
  }

  /** "What color is the star left of the thing that is nearest to the ball?" */
  static Program sideOfNearest(Sampler sampler) {
    return ask(
        sampler,
        sampler.attribute(),
        0,
        (anchor, unmentioned) -> Hops.extreme(sampler, Op.NEAREST, anchor, unmentioned),
        (anchor, unmentioned) -> Hops.side(sampler, anchor, unmentioned));
  }

  /** "What color is the thing nearest to the star that is left of the ball?" */
  static Program nearestToSide(Sampler sampler) {
    return ask(
        sampler,
        sampler.attribute(),
        0,
        (anchor, unmentioned) -> Hops.side(sampler, anchor, unmentioned),
        (anchor, unmentioned) -> Hops.extreme(sampler, Op.NEAREST, anchor, unmentioned));
  }

  /** "What shape is the other thing with the same color as the star that is left of the ball?" */
  static Program sameAsSide(Sampler sampler) {
    Attribute asked = sampler.attribute();
    Attribute common = sampler.attributeOtherThan(asked);
    return ask(
        sampler,
        asked,
        common.bit(),
        (anchor, unmentioned) -> Hops.side(sampler, anchor, unmentioned),
        (anchor, unmentioned) -> Hops.same(sampler, common, anchor, unmentioned));
  }

  /** "What shape is the thing left of the other thing that has the same color as the ball?" */
  static Program sideOfSame(Sampler sampler) {
    Attribute asked = sampler.attribute();
    Attribute common = sampler.attributeOtherThan(asked);
    return ask(
        sampler,
        asked,
        common.bit(),
        (anchor, unmentioned) -> Hops.same(sampler, common, anchor, unmentioned),
        (anchor, unmentioned) -> Hops.side(sampler, anchor, unmentioned));
  }

  /** The path does not lead back to where it started. */
  private static Program ask(
      Sampler sampler, Attribute asked, int alsoUnmentioned, Hop first, Hop second) {
    int start = sampler.object();
    int unmentioned = asked.bit() | alsoUnmentioned;
    Program from = sampler.the(start, unmentioned);
    Program middle = from == null ? null : first.from(from, unmentioned);
    Program end = middle == null ? null : second.from(middle, unmentioned);
    boolean goesOn = end != null && sampler.finder.one(end) != start;
    return goesOn ? Hops.query(sampler, asked, end, start) : null;
  }
}
