package io.murel.text.vector;

import io.murel.text.Recurrence;
import io.murel.vector.Buffers;
import io.murel.vector.Lanes;
import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The hidden units of a GRU while it reads a question. Threads may step different units. */
final class Units {

  private static final VectorSpecies<Float> S = Lanes.SPECIES;
  private static final int L = Lanes.COUNT;

  private final int hidden; // H
  private final int width; // H, padded
  private final float[] weights; // [3][H][width]
  private final float[] bias; // c, [H]
  private final float[] projected; // [W][3H]
  private final FloatBuffer states; // [W][H]
  private final float[] sums; // U h of the gates r, i, n, [3][H]
  private final float[][] state; // before a word and after it in turn, [2][width]

  /**
   * @param weights the recurrent ones, in rows padded with zeros
   * @param projected what the words bring to all gates, {@code [W][3H]}
   */
  Units(Recurrence r, float[] weights, float[] projected) {
    this.weights = weights;
    hidden = r.hiddenDim();
    width = Lanes.padded(hidden);
    bias = r.bias() == null ? new float[hidden] : Buffers.copy(r.bias());
    this.projected = projected;
    states = Buffers.floats(r.states());
    sums = new float[3 * hidden];
    state = new float[2][width];
  }

  /** Reads a word: units {@code from} to {@code to}, from the states all units had before. */
  void step(int word, int from, int to) {
    float[] before = state[word % 2];
    float[] after = state[(word + 1) % 2];
    if (word > 0) { // before the first word all states are 0, and so are the sums
      int half = (to - from + 1) / 2;
      for (int unit = from; unit < from + half; unit++) {
        sums(before, unit, Math.min(unit + half, to - 1));
      }
    }
    int at = word * 3 * hidden;
    for (int j = from; j < to; j++) {
      double reset = sigmoid(projected[at + j] + sums[j]);
      double update = sigmoid(projected[at + hidden + j] + sums[hidden + j]);
      double candidate =
          tanh(projected[at + 2 * hidden + j] + reset * (sums[2 * hidden + j] + bias[j]));
      after[j] = (float) (candidate + update * (before[j] - candidate));
    }
    states.put(word * hidden + from, after, from, to - from);
  }

  /** The sums of two units, of all gates: six rows of weights that lie far from one another. */
  private void sums(float[] x, int unit, int other) {
    float[] w = weights;
    int gate = hidden * width;
    int a0 = unit * width;
    int b0 = other * width;
    int a1 = a0 + gate;
    int b1 = b0 + gate;
    int a2 = a1 + gate;
    int b2 = b1 + gate;
    FloatVector sa0 = FloatVector.zero(S);
    FloatVector sb0 = sa0;
    FloatVector sa1 = sa0;
    FloatVector sb1 = sa0;
    FloatVector sa2 = sa0;
    FloatVector sb2 = sa0;
    for (int k = 0; k < width; k += L) {
      FloatVector v = FloatVector.fromArray(S, x, k);
      sa0 = FloatVector.fromArray(S, w, a0 + k).fma(v, sa0);
      sb0 = FloatVector.fromArray(S, w, b0 + k).fma(v, sb0);
      sa1 = FloatVector.fromArray(S, w, a1 + k).fma(v, sa1);
      sb1 = FloatVector.fromArray(S, w, b1 + k).fma(v, sb1);
      sa2 = FloatVector.fromArray(S, w, a2 + k).fma(v, sa2);
      sb2 = FloatVector.fromArray(S, w, b2 + k).fma(v, sb2);
    }
    sums[unit] = sa0.reduceLanes(VectorOperators.ADD);
    sums[other] = sb0.reduceLanes(VectorOperators.ADD);
    sums[hidden + unit] = sa1.reduceLanes(VectorOperators.ADD);
    sums[hidden + other] = sb1.reduceLanes(VectorOperators.ADD);
    sums[2 * hidden + unit] = sa2.reduceLanes(VectorOperators.ADD);
    sums[2 * hidden + other] = sb2.reduceLanes(VectorOperators.ADD);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** By the exponential function, which the Java machine computes faster. */
  private static double tanh(double x) {
    return 1 - 2 / (1 + Math.exp(2 * x));
  }
}
