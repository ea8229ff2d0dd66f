package io.murel.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Knows how often each answer was right in training, and neither image nor question: the floor that
 * a network must rise from. Guesses the most frequent answer, the earliest of equals, of all
 * questions or of those of the same question type.
 */
public final class AnswerPrior {

  /** Added to every count, so that an answer not seen with a type is improbable, not impossible. */
  private static final double SMOOTHING = 1;

  /** Added to the count of the guess: sets it off from equally frequent answers. */
  private static final double TIE = 0.5;

  private final By by;
  private final int answers;
  private final Counts all = new Counts();
  private final Map<String, Counts> types = new HashMap<>();

  /** Which questions are counted together. */
  public enum By {
    QUESTION_TYPE,
    NONE
  }

  /** How often each class is the answer, in order of first appearance. */
  private static final class Counts {
    private final Map<Integer, Integer> ofClass = new LinkedHashMap<>();

    void add(int answerId) {
      ofClass.merge(answerId, 1, Integer::sum);
    }

    int mostFrequent() {
      int best = -1;
      int most = 0;
      for (Map.Entry<Integer, Integer> entry : ofClass.entrySet()) {
        if (entry.getValue() > most) {
          best = entry.getKey();
          most = entry.getValue();
        }
      }
      return best;
    }
  }

  /**
   * Counts the answers of training questions.
   *
   * @param train at least one question, all with answers
   * @param answers number of classes
   */
  public AnswerPrior(List<VqaItem> train, int answers, By by) {
    if (train.isEmpty()) {
      throw new IllegalArgumentException("no questions to count");
    }
    this.by = by;
    this.answers = answers;
    for (VqaItem item : train) {
      all.add(item.answerId());
      if (item.questionType() != null) {
        types.computeIfAbsent(item.questionType(), t -> new Counts()).add(item.answerId());
      }
    }
  }

  /**
   * The class of the guess.
   *
   * @param questionType of the question; null or one not seen in training: as if by none
   */
  public int answerId(String questionType) {
    return counts(questionType).mostFrequent();
  }

  /**
   * Logarithms of the answers' probabilities, of which the guess has the largest.
   *
   * @param questionType as for {@link #answerId}
   * @return [answers]
   */
  public float[] logProbabilities(String questionType) {
    Counts counts = counts(questionType);
    double[] weights = new double[answers];
    Arrays.fill(weights, SMOOTHING);
    counts.ofClass.forEach((answerId, count) -> weights[answerId] += count);
    weights[counts.mostFrequent()] += TIE;
    double total = Arrays.stream(weights).sum();
    float[] out = new float[answers];
    for (int i = 0; i < answers; i++) {
      out[i] = (float) Math.log(weights[i] / total);
    }
    return out;
  }

  private Counts counts(String questionType) {
    return by == By.NONE ? all : types.getOrDefault(questionType, all);
  }
}
