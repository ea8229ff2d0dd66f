package io.murel.vqa;

/**
 * An answer of the model's vocabulary.
 *
 * @param answer its text
 * @param score its probability among all answers, 0 to 1
 */
public record Answer(String answer, double score) {}
