package io.murel.relation.vector;

import io.murel.vector.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product of nine partners' z with two vectors of weights, in registers throughout. 18
 * accumulators, two of weights, one of z: for CPUs with 32 vector registers.
 */
final class Tile9 {
  private Tile9() {}

  /** Partners of a tile. */
  static final int ROWS = 9;

  private static final VectorSpecies<Float> S = Lanes.SPECIES;
  private static final int L = Lanes.COUNT;

  /**
   * Multiplies, and keeps the largest or stores all.
   *
   * @param tiles number of consecutive tiles
   * @param first the first tile's first partner
   * @param product what with what
   * @param zAt where the first tile's z begins
   */
  static void run(int tiles, int first, Product product, int zAt) {
    float[] z = product.z;
    float[] w = product.weights;
    float[] start = product.start;
    int step = product.startStep;
    int depth = product.depth;
    float[] all = product.all;
    float[] penalty = product.penalty;
    FloatVector best0 = FloatVector.fromArray(S, product.best, 0);
    FloatVector best1 = FloatVector.fromArray(S, product.best, L);
    FloatVector index0 = FloatVector.fromArray(S, product.index, 0);
    FloatVector index1 = FloatVector.fromArray(S, product.index, L);
    for (int t = 0, j = first, at = zAt; t < tiles; t++, j += ROWS) {
      int from = product.startAt + j * step;
      FloatVector a0 = FloatVector.fromArray(S, start, from);
      FloatVector b0 = FloatVector.fromArray(S, start, from + L);
      FloatVector a1 = FloatVector.fromArray(S, start, from + step);
      FloatVector b1 = FloatVector.fromArray(S, start, from + step + L);
      FloatVector a2 = FloatVector.fromArray(S, start, from + 2 * step);
      FloatVector b2 = FloatVector.fromArray(S, start, from + 2 * step + L);
      FloatVector a3 = FloatVector.fromArray(S, start, from + 3 * step);
      FloatVector b3 = FloatVector.fromArray(S, start, from + 3 * step + L);
      FloatVector a4 = FloatVector.fromArray(S, start, from + 4 * step);
      FloatVector b4 = FloatVector.fromArray(S, start, from + 4 * step + L);
      FloatVector a5 = FloatVector.fromArray(S, start, from + 5 * step);
      FloatVector b5 = FloatVector.fromArray(S, start, from + 5 * step + L);
      FloatVector a6 = FloatVector.fromArray(S, start, from + 6 * step);
      FloatVector b6 = FloatVector.fromArray(S, start, from + 6 * step + L);
      FloatVector a7 = FloatVector.fromArray(S, start, from + 7 * step);
      FloatVector b7 = FloatVector.fromArray(S, start, from + 7 * step + L);
      FloatVector a8 = FloatVector.fromArray(S, start, from + 8 * step);
      FloatVector b8 = FloatVector.fromArray(S, start, from + 8 * step + L);
      for (int k = 0, wAt = product.weightsAt; k < depth; k++, wAt += 2 * L, at += ROWS) {
        FloatVector w0 = FloatVector.fromArray(S, w, wAt);
        FloatVector w1 = FloatVector.fromArray(S, w, wAt + L);
        FloatVector x = FloatVector.broadcast(S, z[at]);
        a0 = w0.fma(x, a0);
        b0 = w1.fma(x, b0);
        x = FloatVector.broadcast(S, z[at + 1]);
        a1 = w0.fma(x, a1);
        b1 = w1.fma(x, b1);
        x = FloatVector.broadcast(S, z[at + 2]);
        a2 = w0.fma(x, a2);
        b2 = w1.fma(x, b2);
        x = FloatVector.broadcast(S, z[at + 3]);
        a3 = w0.fma(x, a3);
        b3 = w1.fma(x, b3);
        x = FloatVector.broadcast(S, z[at + 4]);
        a4 = w0.fma(x, a4);
        b4 = w1.fma(x, b4);
        x = FloatVector.broadcast(S, z[at + 5]);
        a5 = w0.fma(x, a5);
        b5 = w1.fma(x, b5);
        x = FloatVector.broadcast(S, z[at + 6]);
        a6 = w0.fma(x, a6);
        b6 = w1.fma(x, b6);
        x = FloatVector.broadcast(S, z[at + 7]);
        a7 = w0.fma(x, a7);
        b7 = w1.fma(x, b7);
        x = FloatVector.broadcast(S, z[at + 8]);
        a8 = w0.fma(x, a8);
        b8 = w1.fma(x, b8);
      }
      if (all != null) {
        int to = product.allAt + j * 2 * L;
        a0.intoArray(all, to);
        b0.intoArray(all, to + L);
        a1.intoArray(all, to + 2 * L);
        b1.intoArray(all, to + 3 * L);
        a2.intoArray(all, to + 4 * L);
        b2.intoArray(all, to + 5 * L);
        a3.intoArray(all, to + 6 * L);
        b3.intoArray(all, to + 7 * L);
        a4.intoArray(all, to + 8 * L);
        b4.intoArray(all, to + 9 * L);
        a5.intoArray(all, to + 10 * L);
        b5.intoArray(all, to + 11 * L);
        a6.intoArray(all, to + 12 * L);
        b6.intoArray(all, to + 13 * L);
        a7.intoArray(all, to + 14 * L);
        b7.intoArray(all, to + 15 * L);
        a8.intoArray(all, to + 16 * L);
        b8.intoArray(all, to + 17 * L);
        continue;
      }
      int p = product.penaltyAt + j;
      VectorMask<Float> m;
      a0 = a0.add(penalty[p]);
      m = a0.compare(VectorOperators.GT, best0);
      best0 = best0.blend(a0, m);
      index0 = index0.blend((float) j, m);
      b0 = b0.add(penalty[p]);
      m = b0.compare(VectorOperators.GT, best1);
      best1 = best1.blend(b0, m);
      index1 = index1.blend((float) j, m);
      a1 = a1.add(penalty[p + 1]);
      m = a1.compare(VectorOperators.GT, best0);
      best0 = best0.blend(a1, m);
      index0 = index0.blend((float) (j + 1), m);
      b1 = b1.add(penalty[p + 1]);
      m = b1.compare(VectorOperators.GT, best1);
      best1 = best1.blend(b1, m);
      index1 = index1.blend((float) (j + 1), m);
      a2 = a2.add(penalty[p + 2]);
      m = a2.compare(VectorOperators.GT, best0);
      best0 = best0.blend(a2, m);
      index0 = index0.blend((float) (j + 2), m);
      b2 = b2.add(penalty[p + 2]);
      m = b2.compare(VectorOperators.GT, best1);
      best1 = best1.blend(b2, m);
      index1 = index1.blend((float) (j + 2), m);
      a3 = a3.add(penalty[p + 3]);
      m = a3.compare(VectorOperators.GT, best0);
      best0 = best0.blend(a3, m);
      index0 = index0.blend((float) (j + 3), m);
      b3 = b3.add(penalty[p + 3]);
      m = b3.compare(VectorOperators.GT, best1);
      best1 = best1.blend(b3, m);
      index1 = index1.blend((float) (j + 3), m);
      a4 = a4.add(penalty[p + 4]);
      m = a4.compare(VectorOperators.GT, best0);
      best0 = best0.blend(a4, m);
      index0 = index0.blend((float) (j + 4), m);
      b4 = b4.add(penalty[p + 4]);
      m = b4.compare(VectorOperators.GT, best1);
      best1 = best1.blend(b4, m);
      index1 = index1.blend((float) (j + 4), m);
      a5 = a5.add(penalty[p + 5]);
      m = a5.compare(VectorOperators.GT, best0);
      best0 = best0.blend(a5, m);
      index0 = index0.blend((float) (j + 5), m);
      b5 = b5.add(penalty[p + 5]);
      m = b5.compare(VectorOperators.GT, best1);
      best1 = best1.blend(b5, m);
      index1 = index1.blend((float) (j + 5), m);
      a6 = a6.add(penalty[p + 6]);
      m = a6.compare(VectorOperators.GT, best0);
      best0 = best0.blend(a6, m);
      index0 = index0.blend((float) (j + 6), m);
      b6 = b6.add(penalty[p + 6]);
      m = b6.compare(VectorOperators.GT, best1);
      best1 = best1.blend(b6, m);
      index1 = index1.blend((float) (j + 6), m);
      a7 = a7.add(penalty[p + 7]);
      m = a7.compare(VectorOperators.GT, best0);
      best0 = best0.blend(a7, m);
      index0 = index0.blend((float) (j + 7), m);
      b7 = b7.add(penalty[p + 7]);
      m = b7.compare(VectorOperators.GT, best1);
      best1 = best1.blend(b7, m);
      index1 = index1.blend((float) (j + 7), m);
      a8 = a8.add(penalty[p + 8]);
      m = a8.compare(VectorOperators.GT, best0);
      best0 = best0.blend(a8, m);
      index0 = index0.blend((float) (j + 8), m);
      b8 = b8.add(penalty[p + 8]);
      m = b8.compare(VectorOperators.GT, best1);
      best1 = best1.blend(b8, m);
      index1 = index1.blend((float) (j + 8), m);
    }
    best0.intoArray(product.best, 0);
    best1.intoArray(product.best, L);
    index0.intoArray(product.index, 0);
    index1.intoArray(product.index, L);
  }
}
