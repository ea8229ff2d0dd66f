package io.murel.data;

/**
 * A question ready for a network.
 *
 * @param question as read
 * @param annotation its answers; null where they are not known
 * @param imageName key of the image's regions
 * @param wordIds the words of the question; 0 (padding) is never among them
 * @param answerId class of the answer to learn; -1 where it is not known
 * @param answerIds classes of the annotators' answers, those that have one, in order of first
 *     appearance; empty outside the training split
 * @param answerCounts how many annotators gave each of them
 */
public record VqaItem(
    Question question,
    Annotation annotation,
    String imageName,
    long[] wordIds,
    int answerId,
    int[] answerIds,
    int[] answerCounts) {

  /** The question's id in its file. */
  public long questionId() {
    return question.id();
  }

  /** Whether the answer is known. */
  public boolean hasAnswer() {
    return annotation != null;
  }

  /** The answer to learn; null where it is not known. */
  public String answer() {
    return annotation == null ? null : annotation.answer();
  }

  /** For instance "how many"; null where it is not known. */
  public String questionType() {
    return annotation == null ? null : annotation.questionType();
  }

  /** For instance "number"; null where it is not known. */
  public String answerType() {
    return annotation == null ? null : annotation.answerType();
  }
}
