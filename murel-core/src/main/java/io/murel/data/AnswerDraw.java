package io.murel.data;

import java.util.Random;

/** Which answer to learn from, where annotators disagree. */
final class AnswerDraw {
  private AnswerDraw() {}

  /**
   * The class of one of the annotators' answers, each as likely as it was given often; the item's
   * own class where none of them has a class.
   */
  static int draw(VqaItem item, Random random) {
    int total = 0;
    for (int count : item.answerCounts()) {
      total += count;
    }
    if (total == 0) {
      return item.answerId();
    }
    int ticket = random.nextInt(total);
    int drawn = 0;
    while (ticket >= item.answerCounts()[drawn]) {
      ticket -= item.answerCounts()[drawn++];
    }
    return item.answerIds()[drawn];
  }
}
