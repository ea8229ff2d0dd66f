package io.murel.scenes.ask;

import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.Description;

/** Questions about sides: left, right, behind, in front, between. */
final class SpatialQuestions {

  private SpatialQuestions() {}

  /** "Is the ball left of the star?" */
  static Program is(Sampler sampler) {
    Program[] two = phrases(sampler, 2, 0);
    return two == null ? null : Program.ask(Op.IS, sampler.relation(), two);
  }

  /** "Is the ball left or right of the star?" */
  static Program side(Sampler sampler) {
    Program[] two = phrases(sampler, 2, 0);
    Relation first = sampler.random.oneOf(Relation.LEFT, Relation.BEHIND);
    return two == null ? null : Program.ask(Op.SIDE, first, two);
  }

  /** "What color is the thing left of the star?" */
  static Program query(Sampler sampler) {
    Attribute asked = sampler.attribute();
    int anchor = sampler.object();
    Program from = sampler.the(anchor, asked.bit());
    Program step = from == null ? null : Hops.side(sampler, from, asked.bit());
    return Hops.query(sampler, asked, step, anchor);
  }

  /** "Is there a ball left of the red thing?" There is a ball somewhere. */
  static Program exist(Sampler sampler) {
    int anchor = sampler.object();
    Program from = sampler.the(anchor, 0);
    if (from == null) {
      return null;
    }
    Description where = sampler.traits(sampler.object(), 1, Sampler.mentioned(from));
    if (sampler.others(where, anchor) < 1 || where.isEmpty()) {
      return null;
    }
    return Program.ask(Op.EXIST, Program.related(where, sampler.relation(), from));
  }

  /** "What color is the thing between the ball and the star?" */
  static Program between(Sampler sampler) {
    Attribute asked = sampler.attribute();
    Program[] two = phrases(sampler, 2, asked.bit());
    if (two == null) {
      return null;
    }
    Program step = Program.unique(Program.between(Description.ANYTHING, two[0], two[1]));
    int from = sampler.finder.one(two[0]);
    return Hops.query(sampler, asked, step, from, sampler.finder.one(two[1]));
  }

  /** "Is the cross between the ball and the star?" */
  static Program isBetween(Sampler sampler) {
    Program[] three = phrases(sampler, 3, 0);
    return three == null ? null : Program.ask(Op.IS_BETWEEN, three);
  }

  /** Phrases for different objects. */
  static Program[] phrases(Sampler sampler, int count, int unmentioned) {
    int[] objects = sampler.objects(count);
    if (objects == null) {
      return null;
    }
    Program[] phrases = new Program[count];
    for (int i = 0; i < count; i++) {
      phrases[i] = sampler.the(objects[i], unmentioned);
      if (phrases[i] == null) {
        return null;
      }
    }
    return phrases;
  }
}
