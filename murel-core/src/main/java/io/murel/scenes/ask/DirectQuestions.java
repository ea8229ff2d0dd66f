package io.murel.scenes.ask;

import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.Description;

/** Questions that look at objects one by one: existence, counts, attributes. */
final class DirectQuestions {

  private DirectQuestions() {}

  /** "Is there a red ball?" The hard no: something red and a ball, but no red ball. */
  static Program exist(Sampler sampler) {
    int words = sampler.random.between(1, 3);
    return Program.ask(Op.EXIST, Program.filter(description(sampler, words)));
  }

  /** "How many red things are there?" */
  static Program count(Sampler sampler) {
    int words = sampler.random.between(1, 2);
    return Program.ask(Op.COUNT, Program.filter(description(sampler, words)));
  }

  /** "What color is the large ball?" */
  static Program query(Sampler sampler) {
    Attribute asked = sampler.attribute();
    Program the = sampler.the(sampler.object(), asked.bit());
    return the == null ? null : Program.ask(Op.QUERY, asked, the);
  }

  private static Description description(Sampler sampler, int words) {
    Description description = sampler.mixedTraits(words, 0);
    if (sampler.random.chance(0.4)) {
      Attribute changed = sampler.attribute();
      if (description.mentions(changed)) {
        return description.with(changed, sampler.random.below(changed.names().size()));
      }
    }
    return description;
  }
}
