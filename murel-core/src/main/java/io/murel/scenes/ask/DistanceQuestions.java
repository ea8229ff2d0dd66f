package io.murel.scenes.ask;

import io.murel.scenes.world.Attribute;

/** Questions about distances between the centres of boxes. */
final class DistanceQuestions {

  private DistanceQuestions() {}

  /** "What color is the thing nearest to the star?" */
  static Program nearest(Sampler sampler) {
    return extreme(sampler, Op.NEAREST);
  }

  /** "What color is the thing farthest from the star?" */
  static Program farthest(Sampler sampler) {
    return extreme(sampler, Op.FARTHEST);
  }

  private static Program extreme(Sampler sampler, Op op) {
    Attribute asked = sampler.attribute();
    int anchor = sampler.object();
    Program from = sampler.the(anchor, asked.bit());
    Program step = from == null ? null : Hops.extreme(sampler, op, from, asked.bit());
    return Hops.query(sampler, asked, step, anchor);
  }

  /** "Is the ball nearer to the star than the cross?" */
  static Program nearer(Sampler sampler) {
    Program[] three = SpatialQuestions.phrases(sampler, 3, 0);
    return three == null ? null : Program.ask(Op.NEARER, three);
  }
}
