package io.murel.scenes.ask;

import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.Description;

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

  /** With no description, or with one word about some object. */
  private static Program step(Sampler sampler, Program from, int unmentioned, Phrase phrase) {
    int anchor = sampler.executor.one(from);
    for (int i = 0; anchor >= 0 && i < TRIES; i++) {
      boolean plain = sampler.random.chance(0.5);
      Description where =
          plain ? Description.ANYTHING : sampler.traits(sampler.object(), 1, unmentioned);
      Program step = phrase.with(where);
      if (sampler.executor.one(step) >= 0 && sampler.others(where, anchor) >= 2) {
        return step;
      }
    }
    return null;
  }
}
