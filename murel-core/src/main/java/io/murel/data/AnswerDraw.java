package io.murel.data;

import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/** Which answer to learn from, where annotators disagree. */
final class AnswerDraw {
  private AnswerDraw() {}

  /**
   * The class of one of the annotators' answers, each as likely as it was given often; the item's
   * own class where none of them has a class.
   *
   * @param uniform numbers from 0 to below 1; one is taken where there is something to draw. With
   *     NumPy's the draw is that of {@code numpy.random.choice}, to the last rounding
   */
  static int draw(VqaItem item, DoubleSupplier uniform) {
    int[] counts = item.answerCounts();
    if (counts.length == 0) {
      return item.answerId();
    }
    double total = IntStream.of(counts).sum();
    double[] upTo = new double[counts.length]; // cumulated shares; their sum is 1 but for rounding
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i] / total;
      upTo[i] = sum;
    }
    double ticket = uniform.getAsDouble();
    int drawn = 0;
    while (upTo[drawn] / sum <= ticket) { // the last one is 1, above every ticket
      drawn++;
    }
    return item.answerIds()[drawn];
  }
}
