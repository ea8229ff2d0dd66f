package io.murel.scenes.ask;

import java.util.Locale;

/** Kinds of questions within a type, each with its share of the type and its way of proposing. */
public enum Family {
  EXIST(QuestionType.EXIST, 1, 8, DirectQuestions::exist),
  COUNT(QuestionType.COUNT, 1, 10, DirectQuestions::count),
  QUERY(QuestionType.QUERY, 1, 8, DirectQuestions::query),

  EQUAL(QuestionType.COMPARE, 0.4, 6, CompareQuestions::equal),
  SIZES(QuestionType.COMPARE, 0.25, 4, CompareQuestions::sizes),
  NUMBERS(QuestionType.COMPARE, 0.35, 6, CompareQuestions::numbers),

  IS(QuestionType.SPATIAL, 0.25, 6, SpatialQuestions::is),
  SIDE(QuestionType.SPATIAL, 0.2, 5, SpatialQuestions::side),
  BESIDE(QuestionType.SPATIAL, 0.3, 16, SpatialQuestions::query),
  ANY_BESIDE(QuestionType.SPATIAL, 0.15, 8, SpatialQuestions::exist),
  BETWEEN(QuestionType.SPATIAL, 0.05, 10, SpatialQuestions::between),
  IS_BETWEEN(QuestionType.SPATIAL, 0.05, 8, SpatialQuestions::isBetween),

  NEAREST(QuestionType.NEAREST, 0.4, 10, DistanceQuestions::nearest),
  FARTHEST(QuestionType.NEAREST, 0.3, 10, DistanceQuestions::farthest),
  NEARER(QuestionType.NEAREST, 0.3, 6, DistanceQuestions::nearer),

  SAME_EXIST(QuestionType.SAME, 0.4, 8, SameQuestions::exist),
  SAME_QUERY(QuestionType.SAME, 0.4, 20, SameQuestions::query),
  SAME_COUNT(QuestionType.SAME, 0.2, 8, SameQuestions::count),

  TWO_SIDES(QuestionType.TWO_HOP, 0.35, 24, TwoHopQuestions::sides),
  SIDE_OF_NEAREST(QuestionType.TWO_HOP, 0.2, 18, TwoHopQuestions::sideOfNearest),
  NEAREST_TO_SIDE(QuestionType.TWO_HOP, 0.2, 18, TwoHopQuestions::nearestToSide),
  SAME_AS_SIDE(QuestionType.TWO_HOP, 0.15, 20, TwoHopQuestions::sameAsSide),
  SIDE_OF_SAME(QuestionType.TWO_HOP, 0.1, 20, TwoHopQuestions::sideOfSame);

  /** Makes up one question, or none where it does not get on. */
  @FunctionalInterface
  interface Proposal {
    /** A question, or null. */
    Program propose(Sampler sampler);
  }

  private final QuestionType type;
  private final double share;
  private final int tries;
  private final Proposal proposal;

  Family(QuestionType type, double share, int tries, Proposal proposal) {
    this.type = type;
    this.share = share;
    this.tries = tries;
    this.proposal = proposal;
  }

  public QuestionType type() {
    return type;
  }

  /** Its name in files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How many questions of its type should be of this kind, as a fraction. */
  double share() {
    return share;
  }

  /** How often to try on one scene. */
  int tries() {
    return tries;
  }

  Program propose(Sampler sampler) {
    return proposal.propose(sampler);
  }
}
