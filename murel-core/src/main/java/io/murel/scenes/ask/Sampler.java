package io.murel.scenes.ask;

import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.Description;
import io.murel.scenes.world.Scene;
import io.murel.scenes.world.SceneRandom;
import java.util.Arrays;

/**
 * Random parts of questions about one scene. Methods give null where the scene has no such part;
 * callers try again.
 *
 * <p>A phrase never mentions the attribute that is asked for: "what shape is the thing left of the
 * ball" would tell that it is no other ball.
 */
final class Sampler {

  /** How often a phrase says more than it has to. */
  private static final double TALKATIVE = 0.15;

  private static final Attribute[] ATTRIBUTES = Attribute.values();
  private static final int ALL = (1 << ATTRIBUTES.length) - 1;

  final Scene scene;
  final Executor executor;
  final Finder finder;
  final SceneRandom random;

  Sampler(Scene scene, SceneRandom random) {
    this.scene = scene;
    this.executor = new Executor(scene);
    this.finder = new Finder(scene);
    this.random = random;
  }

  int object() {
    return random.below(scene.size());
  }

  int value(int object, Attribute attribute) {
    return scene.objects().get(object).value(attribute);
  }

  /** Different objects. */
  int[] objects(int count) {
    int[] order = random.permutation(scene.size());
    return count <= order.length ? Arrays.copyOf(order, count) : null;
  }

  Attribute attribute() {
    return random.oneOf(ATTRIBUTES);
  }

  Attribute attributeOtherThan(Attribute not) {
    return ATTRIBUTES[
        (not.ordinal() + random.between(1, ATTRIBUTES.length - 1)) % ATTRIBUTES.length];
  }

  Relation relation() {
    return random.oneOf(Relation.values());
  }

  /**
   * A phrase that fits one object only, with as few words as possible, mostly.
   *
   * @param unmentioned attributes it must not use, as {@link Attribute#bit}s
   */
  Program the(int object, int unmentioned) {
    int allowed = ALL & ~unmentioned;
    for (int words = 1; words <= Integer.bitCount(allowed); words++) {
      for (int subset : random.permutation(ALL + 1)) {
        if ((subset & ~allowed) == 0 && Integer.bitCount(subset) == words) {
          Program phrase = Program.the(Description.of(scene.objects().get(object), subset));
          if (finder.one(phrase) == object) {
            return random.chance(TALKATIVE) ? longer(object, subset, allowed) : phrase;
          }
        }
      }
    }
    return null;
  }

  private Program longer(int object, int subset, int allowed) {
    int more = subset | (allowed & ATTRIBUTES[random.below(ATTRIBUTES.length)].bit());
    return Program.the(Description.of(scene.objects().get(object), more));
  }

  /** What one object is, in a number of the allowed attributes. */
  Description traits(int object, int words, int unmentioned) {
    return Description.of(scene.objects().get(object), attributes(words, unmentioned));
  }

  /** A description whose every value some object has, not necessarily the same one. */
  Description mixedTraits(int words, int unmentioned) {
    int attributes = attributes(words, unmentioned);
    Description description = Description.ANYTHING;
    int object = object();
    for (Attribute attribute : ATTRIBUTES) {
      if ((attributes & attribute.bit()) != 0) {
        int source = random.chance(0.5) ? object : object();
        description = description.with(attribute, scene.objects().get(source).value(attribute));
      }
    }
    return description;
  }

  private int attributes(int words, int unmentioned) {
    int attributes = 0;
    for (int i : random.permutation(ATTRIBUTES.length)) {
      boolean allowed = (unmentioned & ATTRIBUTES[i].bit()) == 0;
      if (allowed && Integer.bitCount(attributes) < words) {
        attributes |= ATTRIBUTES[i].bit();
      }
    }
    return attributes;
  }

  /** The attributes a phrase uses, as {@link Attribute#bit}s. */
  static int mentioned(Program the) {
    int mentioned = 0;
    for (Attribute attribute : ATTRIBUTES) {
      mentioned |= the.inputs().get(0).where().mentions(attribute) ? attribute.bit() : 0;
    }
    return mentioned;
  }

  /** How many objects other than {@code anchor} match. */
  int others(Description where, int anchor) {
    int count = 0;
    for (int i = 0; i < scene.size(); i++) {
      count += i != anchor && where.matches(scene.objects().get(i)) ? 1 : 0;
    }
    return count;
  }
}
