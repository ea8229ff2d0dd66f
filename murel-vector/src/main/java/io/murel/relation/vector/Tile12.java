package io.murel.relation.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product of twelve partners' z with two vectors of weights, in registers. 24 accumulators, two
 * of weights, one of z: for CPUs with 32 vector registers.
 */
final class Tile12 {
  private Tile12() {}

  /** Partners of a tile. */
  static final int ROWS = 12;

  private static final VectorSpecies<Float> S = Lanes.SPECIES;
  private static final int L = Lanes.COUNT;

  /**
   * Multiplies consecutive tiles and stores the products.
   *
   * @param tiles how many
   * @param first the first tile's first partner
   * @param product what with what, and where to
   * @param zAt where the first tile's z begins
   */
  static void run(int tiles, int first, Product product, int zAt) {
    float[] z = product.z;
    float[] w = product.weights;
    float[] start = product.start;
    float[] out = product.out;
    int step = product.startStep;
    int depth = product.depth;
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
      FloatVector a9 = FloatVector.fromArray(S, start, from + 9 * step);
      FloatVector b9 = FloatVector.fromArray(S, start, from + 9 * step + L);
      FloatVector a10 = FloatVector.fromArray(S, start, from + 10 * step);
      FloatVector b10 = FloatVector.fromArray(S, start, from + 10 * step + L);
      FloatVector a11 = FloatVector.fromArray(S, start, from + 11 * step);
      FloatVector b11 = FloatVector.fromArray(S, start, from + 11 * step + L);
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
        x = FloatVector.broadcast(S, z[at + 9]);
        a9 = w0.fma(x, a9);
        b9 = w1.fma(x, b9);
        x = FloatVector.broadcast(S, z[at + 10]);
        a10 = w0.fma(x, a10);
        b10 = w1.fma(x, b10);
        x = FloatVector.broadcast(S, z[at + 11]);
        a11 = w0.fma(x, a11);
        b11 = w1.fma(x, b11);
      }
      int to = product.outAt + j * 2 * L;
      a0.intoArray(out, to);
      b0.intoArray(out, to + L);
      a1.intoArray(out, to + 2 * L);
      b1.intoArray(out, to + 3 * L);
      a2.intoArray(out, to + 4 * L);
      b2.intoArray(out, to + 5 * L);
      a3.intoArray(out, to + 6 * L);
      b3.intoArray(out, to + 7 * L);
      a4.intoArray(out, to + 8 * L);
      b4.intoArray(out, to + 9 * L);
      a5.intoArray(out, to + 10 * L);
      b5.intoArray(out, to + 11 * L);
      a6.intoArray(out, to + 12 * L);
      b6.intoArray(out, to + 13 * L);
      a7.intoArray(out, to + 14 * L);
      b7.intoArray(out, to + 15 * L);
      a8.intoArray(out, to + 16 * L);
      b8.intoArray(out, to + 17 * L);
      a9.intoArray(out, to + 18 * L);
      b9.intoArray(out, to + 19 * L);
      a10.intoArray(out, to + 20 * L);
      b10.intoArray(out, to + 21 * L);
      a11.intoArray(out, to + 22 * L);
      b11.intoArray(out, to + 23 * L);
    }
  }
}
