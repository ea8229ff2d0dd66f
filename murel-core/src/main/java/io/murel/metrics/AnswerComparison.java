package io.murel.metrics;

/** When a given answer counts as one of the human answers. */
public enum AnswerComparison {
  /**
   * As the official code of VQA does: punctuation, articles, number words and apostrophes of the
   * given answer do not count, nor the punctuation of human answers where the annotators disagree.
   * Published scores are made so.
   */
  OFFICIAL,

  /** Letter by letter, as both are written. */
  PLAIN
}
