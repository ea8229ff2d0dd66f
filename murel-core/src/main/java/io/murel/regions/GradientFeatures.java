package io.murel.regions;

/**
 * Histograms of gradient orientations in cells (Dalal and Triggs, CVPR 2005): edges, whatever their
 * colours. Of the three colour channels the one with the largest gradient counts.
 */
final class GradientFeatures {
  private GradientFeatures() {}

  private static final int CELLS = 4;
  private static final int BINS = 6;

  static final int COUNT = CELLS * CELLS * BINS;

  static void add(Patch patch, FeatureList out) {
    float[] histogram = new float[COUNT];
    int cell = Patch.INNER / CELLS;
    for (int row = -2; row < Patch.INNER + 2; row++) {
      for (int column = -2; column < Patch.INNER + 2; column++) {
        float[] gradient = gradient(patch.channels(), Patch.inner(row, column));
        float magnitude = (float) Math.hypot(gradient[0], gradient[1]);
        if (magnitude > 0) {
          addToCells(histogram, row, column, cell, bin(gradient), magnitude);
        }
      }
    }
    // Block normalisation over the whole box: contrast does not matter, its pattern does.
    float square = 0;
    for (float value : histogram) {
      square += value * value;
    }
    float norm = (float) Math.sqrt(square) + 0.5f;
    for (float value : histogram) {
      out.add(Math.sqrt(Math.min(value / norm, 0.4f)), 0.2, 0.15);
    }
  }

  /** Central differences of the channel that changes most. */
  private static float[] gradient(float[][] channels, int i) {
    float bestX = 0;
    float bestY = 0;
    for (float[] channel : channels) {
      float x = channel[i + 1] - channel[i - 1];
      float y = channel[i + Patch.SIDE] - channel[i - Patch.SIDE];
      if (x * x + y * y > bestX * bestX + bestY * bestY) {
        bestX = x;
        bestY = y;
      }
    }
    return new float[] {bestX, bestY};
  }

  /** Orientation without sign, from 0 to {@link #BINS}. */
  private static float bin(float[] gradient) {
    double angle = Math.atan2(gradient[1], gradient[0]) / Math.PI;
    return (float) ((angle < 0 ? angle + 1 : angle) * BINS);
  }

  /** Shares a gradient between the cells and bins around it. */
  private static void addToCells(
      float[] histogram, int row, int column, int cell, float bin, float magnitude) {
    float cellY = (row + 0.5f) / cell - 0.5f;
    float cellX = (column + 0.5f) / cell - 0.5f;
    int top = (int) Math.floor(cellY);
    int left = (int) Math.floor(cellX);
    int low = (int) bin;
    for (int y = top; y <= top + 1; y++) {
      for (int x = left; x <= left + 1; x++) {
        if (y < 0 || y >= CELLS || x < 0 || x >= CELLS) {
          continue;
        }
        float weight = magnitude * (1 - Math.abs(cellY - y)) * (1 - Math.abs(cellX - x));
        int base = (y * CELLS + x) * BINS;
        histogram[base + low % BINS] += weight * (1 - (bin - low));
        histogram[base + (low + 1) % BINS] += weight * (bin - low);
      }
    }
  }
}
