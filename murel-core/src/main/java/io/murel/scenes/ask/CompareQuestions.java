package io.murel.scenes.ask;

import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.Description;

/** Questions that compare two objects, or two sets by their numbers. */
final class CompareQuestions {

  private CompareQuestions() {}

  /** "Do the ball and the red thing have the same size?" */
  static Program equal(Sampler sampler) {
    Attribute asked = sampler.attribute();
    Program[] two = two(sampler, asked);
    return two == null ? null : Program.ask(Op.EQUAL, asked, two);
  }

  /** "Is the ball larger than the red thing?" */
  static Program sizes(Sampler sampler) {
    Program[] two = two(sampler, Attribute.SIZE);
    return two == null ? null : Program.ask(sampler.random.oneOf(Op.LARGER, Op.SMALLER), two);
  }

  private static Program[] two(Sampler sampler, Attribute asked) {
    int[] objects = sampler.objects(2);
    if (objects == null) {
      return null;
    }
    Program first = sampler.the(objects[0], asked.bit());
    Program second = sampler.the(objects[1], asked.bit());
    return first == null || second == null ? null : new Program[] {first, second};
  }

  /** "Are there more red things than blue things?" */
  static Program numbers(Sampler sampler) {
    Attribute attribute = sampler.attribute();
    int[] objects = sampler.objects(2);
    if (objects == null) {
      return null;
    }
    Description first = sampler.traits(objects[0], 4, ~attribute.bit());
    Description second = sampler.traits(objects[1], 4, ~attribute.bit());
    Op op = sampler.random.oneOf(Op.MORE, Op.FEWER, Op.AS_MANY);
    return first.equals(second)
        ? null
        : Program.ask(op, Program.filter(first), Program.filter(second));
  }
}
