package io.murel.relation.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product of four partners' z with two vectors of weights, in registers. Eight accumulators,
 * two of weights, one of z: for CPUs with 16 vector registers, and for the partners that are left
 * over.
 */
final class Tile4 {
  private Tile4() {}

  /** Partners of a tile. */
  static final int ROWS = 4;

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
    }
  }
}
