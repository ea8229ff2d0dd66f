package io.murel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four rows of a panel in registers: eight accumulators, two of the panel, one of the row. For CPUs
 * with 16 vector registers.
 */
final class Rows4 {
  private Rows4() {}

  static final int ROWS = 4;

  private static final VectorSpecies<Float> S = Lanes.SPECIES;
  private static final int L = Lanes.COUNT;

  static void run(RowProduct product, int aAt, int bAt, int cAt) {
    float[] a = product.a;
    float[] b = product.b;
    float[] c = product.c;
    int row = product.aRow;
    int depthA = product.aDepth;
    int depthB = product.bDepth;
    int depth = product.depth;
    int to = product.cRow;
    FloatVector p0 = FloatVector.zero(S);
    FloatVector q0 = FloatVector.zero(S);
    FloatVector p1 = FloatVector.zero(S);
    FloatVector q1 = FloatVector.zero(S);
    FloatVector p2 = FloatVector.zero(S);
    FloatVector q2 = FloatVector.zero(S);
    FloatVector p3 = FloatVector.zero(S);
    FloatVector q3 = FloatVector.zero(S);
    if (product.add) {
      p0 = FloatVector.fromArray(S, c, cAt);
      q0 = FloatVector.fromArray(S, c, cAt + L);
      p1 = FloatVector.fromArray(S, c, cAt + to);
      q1 = FloatVector.fromArray(S, c, cAt + to + L);
      p2 = FloatVector.fromArray(S, c, cAt + 2 * to);
      q2 = FloatVector.fromArray(S, c, cAt + 2 * to + L);
      p3 = FloatVector.fromArray(S, c, cAt + 3 * to);
      q3 = FloatVector.fromArray(S, c, cAt + 3 * to + L);
    }
    for (int d = 0, i = aAt, j = bAt; d < depth; d++, i += depthA, j += depthB) {
      FloatVector b0 = FloatVector.fromArray(S, b, j);
      FloatVector b1 = FloatVector.fromArray(S, b, j + L);
      FloatVector x = FloatVector.broadcast(S, a[i]);
      p0 = b0.fma(x, p0);
      q0 = b1.fma(x, q0);
      x = FloatVector.broadcast(S, a[i + row]);
      p1 = b0.fma(x, p1);
      q1 = b1.fma(x, q1);
      x = FloatVector.broadcast(S, a[i + 2 * row]);
      p2 = b0.fma(x, p2);
      q2 = b1.fma(x, q2);
      x = FloatVector.broadcast(S, a[i + 3 * row]);
      p3 = b0.fma(x, p3);
      q3 = b1.fma(x, q3);
    }
    p0.intoArray(c, cAt);
    q0.intoArray(c, cAt + L);
    p1.intoArray(c, cAt + to);
    q1.intoArray(c, cAt + to + L);
    p2.intoArray(c, cAt + 2 * to);
    q2.intoArray(c, cAt + 2 * to + L);
    p3.intoArray(c, cAt + 3 * to);
    q3.intoArray(c, cAt + 3 * to + L);
  }
}
