package io.murel.scenes.ask;

import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.Description;

/** Questions about what other objects have in common with one. */
final class SameQuestions {

  private SameQuestions() {}

  /** "Is there another thing that has the same color as the ball?" */
  static Program exist(Sampler sampler) {
    Attribute common = sampler.attribute();
    int anchor = sampler.object();
    Program from = sampler.the(anchor, common.bit());
    if (from == null) {
      return null;
    }
    boolean plain = sampler.random.chance(0.7);
    int unmentioned = common.bit() | Sampler.mentioned(from);
    Description where =
        plain ? Description.ANYTHING : sampler.traits(sampler.object(), 1, unmentioned);
    return sampler.others(where, anchor) < 1
        ? null
        : Program.ask(Op.EXIST, Program.same(common, where, from));
  }

  /** "How many other things have the same color as the ball?" */
  static Program count(Sampler sampler) {
    Attribute common = sampler.attribute();
    Program from = sampler.the(sampler.object(), common.bit());
    return from == null
        ? null
        : Program.ask(Op.COUNT, Program.same(common, Description.ANYTHING, from));
  }

  /** "What shape is the other thing that has the same color as the large thing?" */
  static Program query(Sampler sampler) {
    Attribute asked = sampler.attribute();
    Attribute common = sampler.attributeOtherThan(asked);
    int anchor = sampler.object();
    Program from = sampler.the(anchor, asked.bit() | common.bit());
    Program step = from == null ? null : Hops.same(sampler, common, from, asked.bit());
    return Hops.query(sampler, asked, step, anchor);
  }
}
