package io.murel.scenes.ask;

import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.Description;
import java.util.stream.IntStream;

/**
 * Steps from one object to another: to a side, to the nearest, to what it has in common. Every step
 * is needed: at least two objects other than the anchor match its description.
 */
final class Hops {

  private Hops() {}

  /** How often to look for a step before giving up. */
  private static final int TRIES = 8;

  /** How a description becomes a phrase for one object. */
  @FunctionalInterface
  private interface Phrase {
    Program with(Description where);
  }

  /** "the star left of ..." */
  static Program side(Sampler sampler, Program from, int unmentioned) {
    return step(
        sampler,
        from,
        unmentioned,
        where -> Program.unique(Program.related(where, sampler.relation(), from)));
  }

  /** "the star nearest to ...", "the thing farthest from ..." */
  static Program extreme(Sampler sampler, Op op, Program from, int unmentioned) {
    return step(sampler, from, unmentioned, where -> Program.extreme(op, where, from));
  }

  /** "the other thing that has the same color as ..." */
  static Program same(Sampler sampler, Attribute attribute, Program from, int unmentioned) {
    return step(
        sampler,
        from,
        unmentioned | attribute.bit(),
        where -> Program.unique(Program.same(attribute, where, from)));
  }

  /**
   * "What color is ...", if that needs the step: somebody who sees what the objects are but not
   * where should not guess it. The objects that match the last description differ in what is asked
   * for, and what many of them share is seldom the answer, so that each of their values is as
   * likely.
   *
   * @param step the last step, or null
   * @param from objects mentioned outright; they cannot be the answer
   */
  static Program query(Sampler sampler, Attribute asked, Program step, int... from) {
    int target = step == null ? -1 : sampler.finder.one(step);
    if (target < 0) {
      return null;
    }
    Description where = step.op() == Op.UNIQUE ? step.inputs().get(0).where() : step.where();
    int alike = 0;
    int different = 0;
    for (int i = 0; i < sampler.scene.size(); i++) {
      int candidate = i;
      if (where.matches(sampler.scene.objects().get(i))
          && IntStream.of(from).noneMatch(anchor -> anchor == candidate)) {
        boolean same = sampler.value(i, asked) == sampler.value(target, asked);
        alike += same ? 1 : 0;
        different += same ? 0 : 1;
      }
    }
    boolean fair = alike > 0 && different > 0 && sampler.random.chance(1.0 / alike);
    return fair ? Program.ask(Op.QUERY, asked, step) : null;
  }

  /** With no description, or with one word about some object. */
  private static Program step(Sampler sampler, Program from, int unmentioned, Phrase phrase) {
    int anchor = sampler.finder.one(from);
    for (int i = 0; anchor >= 0 && i < TRIES; i++) {
      boolean plain = sampler.random.chance(0.5);
      Description where =
          plain ? Description.ANYTHING : sampler.traits(sampler.object(), 1, unmentioned);
      Program step = phrase.with(where);
      if (sampler.finder.one(step) >= 0 && sampler.others(where, anchor) >= 2) {
        return step;
      }
    }
    return null;
  }
}
