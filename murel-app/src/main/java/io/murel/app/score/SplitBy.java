package io.murel.app.score;

/**
 * Which tables are shown beside the overall accuracy.
 *
 * @param questionType one row for each question type
 * @param answerType one row for each answer type
 */
public record SplitBy(boolean questionType, boolean answerType) {}
