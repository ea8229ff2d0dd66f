package io.murel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Nine rows of a panel in registers: 18 accumulators, two of the panel, one of the row. For CPUs
 * with 32 vector registers.
 */
final class Rows9 {
  private Rows9() {}

  static final int ROWS = 9;

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
    FloatVector p4 = FloatVector.zero(S);
    FloatVector q4 = FloatVector.zero(S);
    FloatVector p5 = FloatVector.zero(S);
    FloatVector q5 = FloatVector.zero(S);
    FloatVector p6 = FloatVector.zero(S);
    FloatVector q6 = FloatVector.zero(S);
    FloatVector p7 = FloatVector.zero(S);
    FloatVector q7 = FloatVector.zero(S);
    FloatVector p8 = FloatVector.zero(S);
    FloatVector q8 = FloatVector.zero(S);
    if (product.add) {
      p0 = FloatVector.fromArray(S, c, cAt);
      q0 = FloatVector.fromArray(S, c, cAt + L);
      p1 = FloatVector.fromArray(S, c, cAt + to);
      q1 = FloatVector.fromArray(S, c, cAt + to + L);
      p2 = FloatVector.fromArray(S, c, cAt + 2 * to);
      q2 = FloatVector.fromArray(S, c, cAt + 2 * to + L);
      p3 = FloatVector.fromArray(S, c, cAt + 3 * to);
      q3 = FloatVector.fromArray(S, c, cAt + 3 * to + L);
      p4 = FloatVector.fromArray(S, c, cAt + 4 * to);
      q4 = FloatVector.fromArray(S, c, cAt + 4 * to + L);
      p5 = FloatVector.fromArray(S, c, cAt + 5 * to);
      q5 = FloatVector.fromArray(S, c, cAt + 5 * to + L);
      p6 = FloatVector.fromArray(S, c, cAt + 6 * to);
      q6 = FloatVector.fromArray(S, c, cAt + 6 * to + L);
      p7 = FloatVector.fromArray(S, c, cAt + 7 * to);
      q7 = FloatVector.fromArray(S, c, cAt + 7 * to + L);
      p8 = FloatVector.fromArray(S, c, cAt + 8 * to);
      q8 = FloatVector.fromArray(S, c, cAt + 8 * to + L);
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
      x = FloatVector.broadcast(S, a[i + 4 * row]);
      p4 = b0.fma(x, p4);
      q4 = b1.fma(x, q4);
      x = FloatVector.broadcast(S, a[i + 5 * row]);
      p5 = b0.fma(x, p5);
      q5 = b1.fma(x, q5);
      x = FloatVector.broadcast(S, a[i + 6 * row]);
      p6 = b0.fma(x, p6);
      q6 = b1.fma(x, q6);
      x = FloatVector.broadcast(S, a[i + 7 * row]);
      p7 = b0.fma(x, p7);
      q7 = b1.fma(x, q7);
      x = FloatVector.broadcast(S, a[i + 8 * row]);
      p8 = b0.fma(x, p8);
      q8 = b1.fma(x, q8);
    }
    p0.intoArray(c, cAt);
    q0.intoArray(c, cAt + L);
    p1.intoArray(c, cAt + to);
    q1.intoArray(c, cAt + to + L);
    p2.intoArray(c, cAt + 2 * to);
    q2.intoArray(c, cAt + 2 * to + L);
    p3.intoArray(c, cAt + 3 * to);
    q3.intoArray(c, cAt + 3 * to + L);
    p4.intoArray(c, cAt + 4 * to);
    q4.intoArray(c, cAt + 4 * to + L);
    p5.intoArray(c, cAt + 5 * to);
    q5.intoArray(c, cAt + 5 * to + L);
    p6.intoArray(c, cAt + 6 * to);
    q6.intoArray(c, cAt + 6 * to + L);
    p7.intoArray(c, cAt + 7 * to);
    q7.intoArray(c, cAt + 7 * to + L);
    p8.intoArray(c, cAt + 8 * to);
    q8.intoArray(c, cAt + 8 * to + L);
  }
}
