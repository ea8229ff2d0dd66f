package io.murel.relation.vector;

import java.util.Arrays;

/**
 * Which partner won which numbers of a region, for a block of regions: the numbers sorted by their
 * winners, stretch after stretch of a few hundred numbers, whose weights fit into a cache.
 */
final class Winnings {

  /** Numbers in a stretch. */
  static final int STRETCH = 256;

  private final int regions;
  private final int dim;
  private final int stretches;
  private final int[] order; // [block][D] numbers of a stretch, sorted by winner
  private final int[] starts; // [block][stretch][N + 1] where in order a partner's begin
  private final boolean[] won; // [block][N] whether a partner won anything
  private final int[] next;

  /** Winners, {@code [block][D]}. */
  final int[] winners;

  /** Gradients of the results, {@code [block][D]}. */
  final float[] gradients;

  Winnings(int block, int regions, int dim) {
    this.regions = regions;
    this.dim = dim;
    stretches = (dim + STRETCH - 1) / STRETCH;
    winners = new int[block * dim];
    gradients = new float[block * dim];
    order = new int[block * dim];
    starts = new int[block * stretches * (regions + 1)];
    won = new boolean[block * regions];
    next = new int[regions];
  }

  /** Number of stretches. */
  int stretches() {
    return stretches;
  }

  /** First number of a stretch. */
  int first(int stretch) {
    return stretch * STRETCH;
  }

  /** First number behind a stretch. */
  int end(int stretch) {
    return Math.min(dim, (stretch + 1) * STRETCH);
  }

  /** Sorts a region's numbers, after its winners and gradients were filled in. */
  void sort(int row) {
    Arrays.fill(won, row * regions, (row + 1) * regions, false);
    for (int stretch = 0; stretch < stretches; stretch++) {
      int at = start(row, stretch, 0);
      Arrays.fill(next, 0);
      for (int d = first(stretch); d < end(stretch); d++) {
        next[winners[row * dim + d]]++;
      }
      int sum = row * dim + first(stretch);
      for (int j = 0; j < regions; j++) {
        starts[at + j] = sum;
        won[row * regions + j] |= next[j] > 0;
        sum += next[j];
        next[j] = starts[at + j];
      }
      starts[at + regions] = sum;
      for (int d = first(stretch); d < end(stretch); d++) {
        order[next[winners[row * dim + d]]++] = d;
      }
    }
  }

  /** Whether a partner won any number of a region. */
  boolean won(int row, int partner) {
    return won[row * regions + partner];
  }

  /** The numbers, sorted. */
  int[] order() {
    return order;
  }

  /** Where in {@link #order} the numbers of a stretch that a partner won begin. */
  int begin(int row, int stretch, int partner) {
    return starts[start(row, stretch, partner)];
  }

  private int start(int row, int stretch, int partner) {
    return (row * stretches + stretch) * (regions + 1) + partner;
  }
}
