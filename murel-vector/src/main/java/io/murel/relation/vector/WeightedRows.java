package io.murel.relation.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums of rows of a matrix, each with a weight: what the gradient of a max consists of. */
final class WeightedRows {
  private WeightedRows() {}

  private static final VectorSpecies<Float> S = Lanes.SPECIES;
  private static final int L = Lanes.COUNT;

  /**
   * Adds rows to one: {@code to += sum of weights[order[q]] * rows[order[q]]}.
   *
   * @param begin first q
   * @param end last q + 1
   * @param weightsAt where the weights begin
   * @param width length of a row, a multiple of the vectors'
   */
  static void gather(
      int[] order,
      int begin,
      int end,
      float[] weights,
      int weightsAt,
      float[] rows,
      int width,
      float[] to,
      int at) {
    int v = 0;
    for (; v + 8 * L <= width; v += 8 * L) {
      int o = at + v;
      FloatVector a0 = FloatVector.fromArray(S, to, o);
      FloatVector a1 = FloatVector.fromArray(S, to, o + L);
      FloatVector a2 = FloatVector.fromArray(S, to, o + 2 * L);
      FloatVector a3 = FloatVector.fromArray(S, to, o + 3 * L);
      FloatVector a4 = FloatVector.fromArray(S, to, o + 4 * L);
      FloatVector a5 = FloatVector.fromArray(S, to, o + 5 * L);
      FloatVector a6 = FloatVector.fromArray(S, to, o + 6 * L);
      FloatVector a7 = FloatVector.fromArray(S, to, o + 7 * L);
      for (int q = begin; q < end; q++) {
        FloatVector x = FloatVector.broadcast(S, weights[weightsAt + order[q]]);
        int r = order[q] * width + v;
        a0 = x.fma(FloatVector.fromArray(S, rows, r), a0);
        a1 = x.fma(FloatVector.fromArray(S, rows, r + L), a1);
        a2 = x.fma(FloatVector.fromArray(S, rows, r + 2 * L), a2);
        a3 = x.fma(FloatVector.fromArray(S, rows, r + 3 * L), a3);
        a4 = x.fma(FloatVector.fromArray(S, rows, r + 4 * L), a4);
        a5 = x.fma(FloatVector.fromArray(S, rows, r + 5 * L), a5);
        a6 = x.fma(FloatVector.fromArray(S, rows, r + 6 * L), a6);
        a7 = x.fma(FloatVector.fromArray(S, rows, r + 7 * L), a7);
      }
      a0.intoArray(to, o);
      a1.intoArray(to, o + L);
      a2.intoArray(to, o + 2 * L);
      a3.intoArray(to, o + 3 * L);
      a4.intoArray(to, o + 4 * L);
      a5.intoArray(to, o + 5 * L);
      a6.intoArray(to, o + 6 * L);
      a7.intoArray(to, o + 7 * L);
    }
    for (; v + 2 * L <= width; v += 2 * L) {
      int o = at + v;
      FloatVector a0 = FloatVector.fromArray(S, to, o);
      FloatVector a1 = FloatVector.fromArray(S, to, o + L);
      for (int q = begin; q < end; q++) {
        FloatVector x = FloatVector.broadcast(S, weights[weightsAt + order[q]]);
        int r = order[q] * width + v;
        a0 = x.fma(FloatVector.fromArray(S, rows, r), a0);
        a1 = x.fma(FloatVector.fromArray(S, rows, r + L), a1);
      }
      a0.intoArray(to, o);
      a1.intoArray(to, o + L);
    }
    for (; v < width; v += L) {
      FloatVector a = FloatVector.fromArray(S, to, at + v);
      for (int q = begin; q < end; q++) {
        FloatVector x = FloatVector.broadcast(S, weights[weightsAt + order[q]]);
        a = x.fma(FloatVector.fromArray(S, rows, order[q] * width + v), a);
      }
      a.intoArray(to, at + v);
    }
  }

  /**
   * Adds four rows to one.
   *
   * @param weights of the rows, the first four
   * @param from where the rows begin, the first four
   * @param first of the four
   */
  static void addFour(
      float[] weights, int[] from, int first, float[] rows, int width, float[] to, int at) {
    FloatVector x0 = FloatVector.broadcast(S, weights[first]);
    FloatVector x1 = FloatVector.broadcast(S, weights[first + 1]);
    FloatVector x2 = FloatVector.broadcast(S, weights[first + 2]);
    FloatVector x3 = FloatVector.broadcast(S, weights[first + 3]);
    int r0 = from[first];
    int r1 = from[first + 1];
    int r2 = from[first + 2];
    int r3 = from[first + 3];
    for (int v = 0; v < width; v += L) {
      FloatVector a = FloatVector.fromArray(S, to, at + v);
      a = x0.fma(FloatVector.fromArray(S, rows, r0 + v), a);
      FloatVector b = x1.mul(FloatVector.fromArray(S, rows, r1 + v));
      a = x2.fma(FloatVector.fromArray(S, rows, r2 + v), a);
      b = x3.fma(FloatVector.fromArray(S, rows, r3 + v), b);
      a.add(b).intoArray(to, at + v);
    }
  }

  /** Adds one row to another. */
  static void addOne(float weight, int from, float[] rows, int width, float[] to, int at) {
    FloatVector x = FloatVector.broadcast(S, weight);
    for (int v = 0; v < width; v += L) {
      x.fma(FloatVector.fromArray(S, rows, from + v), FloatVector.fromArray(S, to, at + v))
          .intoArray(to, at + v);
    }
  }
}
