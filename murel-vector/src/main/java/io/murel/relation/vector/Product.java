package io.murel.relation.vector;

import io.murel.vector.Lanes;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** What a worker multiplies at the moment: one region's z with one panel of weights. */
final class Product {

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

  /** What is added to the results of each partner before they are compared: 0 or -infinity. */
  float[] penalty;

  /** Where the penalties of the region at hand begin. */
  int penaltyAt;

  /** Where all results are stored instead of compared, {@code [partner][2 L]}; null: nowhere. */
  float[] all;

  /** Where there the results of the region at hand begin. */
  int allAt;

  /** The largest result so far of each number of the panel, and the partner that has it. */
  final float[] best = new float[2 * L];

  final float[] index = new float[2 * L];

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

  /** The largest results are kept. */
  void compare(float[] penalties) {
    penalty = penalties;
    all = null;
  }

  /** All results are stored. */
  void store(float[] to, int at) {
    all = to;
    allAt = at;
  }

  /** Multiplies all partners of a region; {@link #best} and {@link #index} begin anew. */
  void run(Tiling tiling, int zAt) {
    Arrays.fill(best, Float.NEGATIVE_INFINITY);
    Arrays.fill(index, 0);
    if (tiling.nines() > 0) {
      Tile9.run(tiling.nines(), 0, this, zAt);
    }
    if (tiling.fours() > 0) {
      int first = tiling.nines() * Tile9.ROWS;
      Tile4.run(tiling.fours(), first, this, zAt + first * depth);
    }
  }

  /** Writes the largest results plus a bias, and their partners, to {@code [at, at + 2 L)}. */
  void take(float[] bias, int biasAt, float[] values, float[] winners, int at) {
    for (int v = 0; v < 2 * L; v += L) {
      FloatVector.fromArray(Lanes.SPECIES, best, v)
          .add(FloatVector.fromArray(Lanes.SPECIES, bias, biasAt + v))
          .intoArray(values, at + v);
      FloatVector.fromArray(Lanes.SPECIES, index, v).intoArray(winners, at + v);
    }
  }
}
