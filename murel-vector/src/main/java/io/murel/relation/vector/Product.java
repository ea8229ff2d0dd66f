package io.murel.relation.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What a worker multiplies at the moment: one region's z with one panel of weights. */
final class Product {

  private static final VectorSpecies<Float> S = Lanes.SPECIES;
  private static final int L = Lanes.COUNT;
  private static final float[] ZEROS = new float[2 * L];

  /** z, tile after tile {@code [depth][rows of the tile]}. */
  float[] z;

  /** Length of z, K. */
  int depth;

  /** Panels of weights, {@code [depth][2 L]}. */
  float[] weights;

  /** Where the panel begins. */
  int weightsAt;

  /** What the products are added to, {@code [partner][2 L]}. */
  float[] start;

  int startAt;

  /** From partner to partner: 2 L, or 0 where all begin with the same zeros. */
  int startStep;

  /** Where the products go, {@code [partner][2 L]}. */
  float[] out;

  int outAt;

  private float[] scratch = {};
  private final float[] best = new float[2 * L];
  private final float[] index = new float[2 * L];

  /** Begins with other factors; products start from zero. */
  Product of(float[] z, int depth, float[] weights) {
    this.z = z;
    this.depth = depth;
    this.weights = weights;
    start = ZEROS;
    startAt = 0;
    startStep = 0;
    return this;
  }

  /** Products are added to what another term left. */
  void startFrom(float[] stored, int at) {
    start = stored;
    startAt = at;
    startStep = 2 * L;
  }

  /**
   * Multiplies a region's z and stores the products.
   *
   * @param zAt where its z begins
   */
  void store(Tiling tiling, int zAt, float[] to, int at) {
    out = to;
    outAt = at;
    run(tiling, zAt);
  }

  /**
   * Multiplies a region's z and finds the largest product of each number.
   *
   * @param zAt where its z begins
   * @param penalties added to all products of a partner: 0 or -infinity
   * @param penaltyAt where those of the region begin
   */
  void max(Tiling tiling, int zAt, float[] penalties, int penaltyAt) {
    int partners = tiling.padded();
    scratch = Buffers.atLeast(scratch, partners * 2 * L);
    out = scratch;
    outAt = 0;
    run(tiling, zAt);
    FloatVector best0 = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    FloatVector best1 = best0;
    FloatVector index0 = FloatVector.zero(S);
    FloatVector index1 = index0;
    for (int j = 0; j < partners; j++) {
      FloatVector penalty = FloatVector.broadcast(S, penalties[penaltyAt + j]);
      FloatVector x0 = FloatVector.fromArray(S, scratch, j * 2 * L).add(penalty);
      FloatVector x1 = FloatVector.fromArray(S, scratch, j * 2 * L + L).add(penalty);
      VectorMask<Float> larger0 = x0.compare(VectorOperators.GT, best0);
      VectorMask<Float> larger1 = x1.compare(VectorOperators.GT, best1);
      best0 = best0.blend(x0, larger0);
      best1 = best1.blend(x1, larger1);
      index0 = index0.blend((float) j, larger0);
      index1 = index1.blend((float) j, larger1);
    }
    best0.intoArray(best, 0);
    best1.intoArray(best, L);
    index0.intoArray(index, 0);
    index1.intoArray(index, L);
  }

  private void run(Tiling tiling, int zAt) {
    if (tiling.twelves() > 0) {
      Tile12.run(tiling.twelves(), 0, this, zAt);
    }
    if (tiling.fours() > 0) {
      int first = tiling.twelves() * Tile12.ROWS;
      Tile4.run(tiling.fours(), first, this, zAt + first * depth);
    }
  }

  /** Writes what {@link #max} found, plus a bias, and the partners, to {@code [at, at + 2 L)}. */
  void take(float[] bias, int biasAt, float[] values, float[] winners, int at) {
    for (int v = 0; v < 2 * L; v += L) {
      FloatVector.fromArray(S, best, v)
          .add(FloatVector.fromArray(S, bias, biasAt + v))
          .intoArray(values, at + v);
      FloatVector.fromArray(S, index, v).intoArray(winners, at + v);
    }
  }
}
