package io.murel.model;

/**
 * How much each region speaks for each answer ("why not blue?"): how far the answer's logit falls
 * if the region is left out where the regions become one vector, all else equal. Negative: the
 * region speaks against the answer. Immutable; holds no tensors.
 *
 * <p>With MuRel's max, the other regions' best takes the place of what the region had won: a region
 * that another one can replace is no evidence, however much it wins. In the attention baseline the
 * weights of the others grow to sum to 1. An image of one region is compared with zeros.
 *
 * <p>What a region has given to others in earlier steps stays with them, and the evidence of all
 * regions does not add up to the logit. See docs/trace.md.
 */
public final class Evidence {

  private final float[] logits; // [answers]
  private final float[] without; // [regions, answers]

  /**
   * Copies both arrays.
   *
   * @param logits one an answer
   * @param without the logits without each region, region-major, {@code [regions, answers]}
   */
  public Evidence(float[] logits, float[] without) {
    if (logits.length == 0 || without.length % logits.length != 0) {
      throw new IllegalArgumentException(
          "%d logits without a region each, %d with all".formatted(without.length, logits.length));
    }
    this.logits = logits.clone();
    this.without = without.clone();
  }

  public int regions() {
    return without.length / logits.length;
  }

  /** How many answers there are, by their ids from 0 on. */
  public int answers() {
    return logits.length;
  }

  /** The score of an answer before the softmax, with all regions. */
  public float logit(int answer) {
    return logits[answer];
  }

  /** How much the region speaks for the answer. */
  public float of(int region, int answer) {
    return logits[answer] - without[region * logits.length + answer];
  }

  /**
   * How much the region speaks for one answer against another: what leaving it out takes from the
   * difference of their logits, that is, from the logarithm of their odds.
   */
  public float of(int region, int answer, int rival) {
    return of(region, answer) - of(region, rival);
  }

  /** {@link #of(int, int)} of all regions. */
  public float[] of(int answer) {
    float[] out = new float[regions()];
    for (int i = 0; i < out.length; i++) {
      out[i] = of(i, answer);
    }
    return out;
  }
}
