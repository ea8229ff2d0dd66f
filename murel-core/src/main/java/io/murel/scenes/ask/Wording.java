package io.murel.scenes.ask;

import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.SceneRandom;
import java.util.List;

/** Puts programs into English; which of the wordings is by lot and tells nothing of the answer. */
public final class Wording {

  private final SceneRandom random;
  private final Phrases phrases;

  public Wording(SceneRandom random) {
    this.random = random;
    this.phrases = new Phrases(random);
  }

  /** The question with a capital letter and a question mark. */
  public String of(Program question) {
    String text = sentence(question);
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + "?";
  }

  private String sentence(Program question) {
    List<Program> in = question.inputs();
    return switch (question.op()) {
      case EXIST -> exist(in.get(0));
      case COUNT -> count(in.get(0));
      case QUERY -> query(question.attribute(), phrases.the(in.get(0)));
      case EQUAL -> equal(question.attribute(), in);
      case LARGER ->
          "is " + the(in, 0) + " " + random.oneOf("larger", "bigger") + " than " + the(in, 1);
      case SMALLER -> "is " + the(in, 0) + " smaller than " + the(in, 1);
      case MORE ->
          random.oneOf("are there", "do you see") + " more " + set(in, 0) + " than " + set(in, 1);
      case FEWER ->
          random.oneOf("are there", "do you see") + " fewer " + set(in, 0) + " than " + set(in, 1);
      case AS_MANY -> asMany(in);
      case IS -> "is " + the(in, 0) + " " + phrases.side(question.relation()) + " " + the(in, 1);
      case SIDE -> side(question.relation(), in);
      case IS_BETWEEN -> "is " + the(in, 0) + " between " + the(in, 1) + " and " + the(in, 2);
      case NEARER -> nearer(in);
      default -> throw new IllegalArgumentException(question.op() + " is not a question");
    };
  }

  private String exist(Program set) {
    boolean other = Phrases.other(set);
    if (random.chance(0.5)) {
      String some = random.oneOf("are there any ", "do you see any ", "can you see any ");
      return some + (other ? "other " : "") + phrases.set(set, true);
    }
    String thing = phrases.set(set, false);
    return random.oneOf("is there ", "do you see ", "does the picture show ")
        + (other ? "another " + thing : Phrases.a(thing));
  }

  private String count(Program set) {
    String things = (Phrases.other(set) ? "other " : "") + phrases.set(set, true);
    return random.oneOf(
        "how many " + things + " are there",
        "how many " + things + " do you see",
        "what number of " + things + " are there");
  }

  private String query(Attribute attribute, String the) {
    String word = attribute.word();
    return switch (attribute) {
      case SIZE ->
          random.oneOf(
              "what size is " + the,
              "what is the size of " + the,
              "how big is " + the,
              the + " is what size",
              "is " + the + " small or large");
      case MATERIAL ->
          random.oneOf(
              "what surface does " + the + " have",
              "what is the surface of " + the,
              "what kind of surface does " + the + " have",
              the + " has what surface",
              "is " + the + " matte, shiny or striped");
      case COLOR, SHAPE ->
          random.oneOf(
              "what " + word + " is " + the,
              "what is the " + word + " of " + the,
              "which " + word + " does " + the + " have",
              the + " is what " + word);
    };
  }

  private String equal(Attribute attribute, List<Program> in) {
    String word = attribute.word();
    String first = the(in, 0);
    String second = the(in, 1);
    return random.oneOf(
        "do " + first + " and " + second + " have the same " + word,
        "does " + first + " have the same " + word + " as " + second,
        "is the " + word + " of " + first + " the same as that of " + second);
  }

  private String asMany(List<Program> in) {
    String first = set(in, 0);
    String second = set(in, 1);
    return random.oneOf(
        "are there as many " + first + " as " + second,
        "is the number of " + first + " the same as the number of " + second);
  }

  private String side(Relation first, List<Program> in) {
    String a = the(in, 0);
    String b = the(in, 1);
    if (first.horizontal()) {
      return random.oneOf(
          "is " + a + " left or right of " + b,
          "is " + a + " to the left or to the right of " + b,
          "on which side of " + b + " is " + a + ", left or right");
    }
    return random.oneOf(
        "is " + a + " in front of or behind " + b,
        "is " + a + " behind or in front of " + b,
        "is " + a + " behind " + b + " or in front");
  }

  private String nearer(List<Program> in) {
    String nearer = random.oneOf("nearer", "closer");
    return "is " + the(in, 0) + " " + nearer + " to " + the(in, 2) + " than " + the(in, 1) + " is";
  }

  private String the(List<Program> in, int index) {
    return phrases.the(in.get(index));
  }

  private String set(List<Program> in, int index) {
    return phrases.set(in.get(index), true);
  }
}
