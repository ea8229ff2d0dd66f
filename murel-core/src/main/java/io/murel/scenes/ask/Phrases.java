package io.murel.scenes.ask;

import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.Description;
import io.murel.scenes.world.SceneRandom;

/** Phrases for objects and sets, with synonyms: "the big red ball that is left of the star". */
final class Phrases {

  private static final String[] THINGS = {"thing", "object"};

  private final SceneRandom random;

  Phrases(SceneRandom random) {
    this.random = random;
  }

  /** The object a program finds, with its article. */
  String the(Program one) {
    return switch (one.op()) {
      case UNIQUE -> {
        Program set = one.inputs().get(0);
        yield (other(set) ? "the other " : "the ") + set(set, false);
      }
      case NEAREST -> "the " + noun(one.where(), false) + thatIs() + nearest(one.inputs().get(0));
      case FARTHEST -> "the " + noun(one.where(), false) + thatIs() + farthest(one.inputs().get(0));
      default -> throw new IllegalArgumentException(one.op() + " is not an object");
    };
  }

  /** A set without an article: "red balls", "star left of the ball". */
  String set(Program set, boolean plural) {
    String noun = noun(set.where(), plural);
    return switch (set.op()) {
      case FILTER -> noun;
      case RELATED -> noun + thatIs(plural) + side(set.relation()) + " " + the(set.inputs().get(0));
      case BETWEEN ->
          noun
              + thatIs(plural)
              + "between "
              + the(set.inputs().get(0))
              + " and "
              + the(set.inputs().get(1));
      case SAME -> noun + " " + common(set.attribute(), set.inputs().get(0), plural);
      default -> throw new IllegalArgumentException(set.op() + " is not a set");
    };
  }

  /** Whether a set without a description is one of other objects: "the other thing like ...". */
  static boolean other(Program set) {
    return set.op() == Op.SAME && set.where().isEmpty();
  }

  /** "left of", "to the left of". */
  String side(Relation relation) {
    return switch (relation) {
      case LEFT -> random.oneOf("left of", "to the left of");
      case RIGHT -> random.oneOf("right of", "to the right of");
      case BEHIND -> random.oneOf("behind", "behind", "above");
      case FRONT -> random.oneOf("in front of", "in front of", "below");
    };
  }

  /** Adjectives and noun: "small shiny red ball", "things". */
  String noun(Description where, boolean plural) {
    StringBuilder out = new StringBuilder();
    for (Attribute attribute : Attribute.values()) {
      if (attribute != Attribute.SHAPE && where.mentions(attribute)) {
        out.append(adjective(attribute.names().get(where.value(attribute)))).append(' ');
      }
    }
    String noun =
        where.mentions(Attribute.SHAPE)
            ? Attribute.SHAPE.names().get(where.value(Attribute.SHAPE))
            : random.oneOf(THINGS);
    out.append(noun.equals("ball") ? random.oneOf("ball", "ball", "sphere") : noun);
    return out.append(plural ? plural(out) : "").toString();
  }

  /** "a" or "an" before a phrase. */
  static String a(String phrase) {
    return ("aeiou".indexOf(phrase.charAt(0)) >= 0 ? "an " : "a ") + phrase;
  }

  private String adjective(String word) {
    return switch (word) {
      case "large" -> random.oneOf("large", "big");
      case "small" -> random.oneOf("small", "little");
      case "shiny" -> random.oneOf("shiny", "shiny", "glossy");
      case "matte" -> random.oneOf("matte", "matte", "dull");
      default -> word;
    };
  }

  private static String plural(CharSequence noun) {
    return noun.charAt(noun.length() - 1) == 's' ? "es" : "s";
  }

  private String nearest(Program anchor) {
    return random.oneOf("nearest to ", "closest to ") + the(anchor);
  }

  private String farthest(Program anchor) {
    return random.oneOf("farthest from ", "farthest away from ") + the(anchor);
  }

  private String common(Attribute attribute, Program as, boolean plural) {
    String have = plural ? "that have" : "that has";
    return random.oneOf("with", "of", have) + " the same " + attribute.word() + " as " + the(as);
  }

  private String thatIs() {
    return thatIs(false);
  }

  private String thatIs(boolean plural) {
    return random.oneOf(" ", plural ? " that are " : " that is ");
  }
}
