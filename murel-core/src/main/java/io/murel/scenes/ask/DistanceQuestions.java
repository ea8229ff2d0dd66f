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
    Program from = sampler.the(sampler.object(), asked.bit());
    Program step = from == null ? null : Hops.extreme(sampler, op, from, asked.bit());
    return step == null ? null : Program.ask(Op.QUERY, asked, step);
  }

  /** "Is the ball nearer to the star than the cross?" */
  static Program nearer(Sampler sampler) {
    Program[] three = SpatialQuestions.phrases(sampler, 3, 0);
    return three == null ? null : Program.ask(Op.NEARER, three);
  }
}
