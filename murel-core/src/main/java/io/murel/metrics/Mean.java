package io.murel.metrics;

/**
 * A mean over questions, in percent, rounded to two digits as Python rounds.
 *
 * @param percent from 0 to 100
 * @param count questions
 */
public record Mean(double percent, long count) {

  /** Adds up scores between 0 and 1, in order: the last bits of the sum decide some roundings. */
  static final class Sum {
    private double sum;
    private long count;

    void add(double score) {
      sum += score;
      count++;
    }

    long count() {
      return count;
    }

    Mean mean() {
      return new Mean(Rounding.twoDigits(100 * sum / count), count);
    }
  }
}
