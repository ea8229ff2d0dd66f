package io.murel.regions;

/** Which colours a region has: of its foreground, with more weight on the middle, and where. */
final class ColourFeatures {
  private ColourFeatures() {}

  private static final int HUES = 12;
  private static final int VALUES = 6;
  private static final int SATURATIONS = 4;
  private static final int GRID = 3;

  static final int COUNT = 12 + HUES + 2 * VALUES + SATURATIONS + 3 * GRID * GRID;

  static void add(Patch patch, Foreground foreground, FeatureList out) {
    float[][] rgb = patch.channels();
    float[] hues = new float[HUES];
    float[] greys = new float[VALUES];
    float[] values = new float[VALUES];
    float[] saturations = new float[SATURATIONS];
    float[] mean = new float[3];
    float[] square = new float[3];
    float[] middle = new float[3];
    float total = 1e-6f;
    float totalMiddle = 1e-6f;
    for (int row = 0; row < Patch.INNER; row++) {
      for (int column = 0; column < Patch.INNER; column++) {
        int i = Patch.inner(row, column);
        float near = nearness(row, column);
        float weight = near * (foreground.mask()[i] + 0.001f);
        float max = Math.max(rgb[0][i], Math.max(rgb[1][i], rgb[2][i]));
        float min = Math.min(rgb[0][i], Math.min(rgb[1][i], rgb[2][i]));
        float saturation = max <= 0 ? 0 : (max - min) / max;
        total += weight;
        totalMiddle += weight * near * near;
        for (int c = 0; c < 3; c++) {
          mean[c] += weight * rgb[c][i];
          square[c] += weight * rgb[c][i] * rgb[c][i];
          middle[c] += weight * near * near * rgb[c][i];
        }
        addCircular(hues, hue(rgb, i, max, min) * HUES, weight * saturation * max);
        addSoft(greys, max * (VALUES - 1), weight * Math.max(0, 1 - 2 * (max - min)));
        addSoft(values, max * (VALUES - 1), weight);
        addSoft(saturations, saturation * (SATURATIONS - 1), weight);
      }
    }
    for (int c = 0; c < 3; c++) {
      mean[c] /= total;
      square[c] = (float) Math.sqrt(Math.max(0, square[c] / total - mean[c] * mean[c]));
      middle[c] /= totalMiddle;
    }
    out.addAll(mean, 0.5, 0.25);
    out.addAll(square, 0.1, 0.1);
    out.addAll(middle, 0.5, 0.3);
    out.addAll(foreground.background(), 0.6, 0.2);
    out.addAll(divided(hues, total), 0.05, 0.15);
    out.addAll(divided(greys, total), 0.05, 0.15);
    out.addAll(divided(values, total), 1.0 / VALUES, 0.2);
    out.addAll(divided(saturations, total), 1.0 / SATURATIONS, 0.25);
    addGrid(rgb, out);
  }

  /** 1 in the middle of the box, a quarter on the middle of its sides. */
  private static float nearness(int row, int column) {
    float half = Patch.INNER / 2f;
    float dy = (row + 0.5f - half) / half;
    float dx = (column + 0.5f - half) / half;
    return (float) Math.exp(-1.4f * (dx * dx + dy * dy));
  }

  /** From 0 to 1; 0 for greys. */
  private static float hue(float[][] rgb, int i, float max, float min) {
    float chroma = max - min;
    if (chroma <= 0) {
      return 0;
    }
    float red = rgb[0][i];
    float green = rgb[1][i];
    float blue = rgb[2][i];
    float sixth;
    if (max == red) {
      sixth = (green - blue) / chroma;
    } else if (max == green) {
      sixth = (blue - red) / chroma + 2;
    } else {
      sixth = (red - green) / chroma + 4;
    }
    return (sixth < 0 ? sixth + 6 : sixth) / 6;
  }

  /** Shares a weight between the two bins around {@code at}, the last next to the first. */
  private static void addCircular(float[] bins, float at, float weight) {
    int low = (int) at;
    float part = at - low;
    bins[low % bins.length] += weight * (1 - part);
    bins[(low + 1) % bins.length] += weight * part;
  }

  /** Shares a weight between the two bins around {@code at}, from 0 to the number of bins - 1. */
  private static void addSoft(float[] bins, float at, float weight) {
    int low = Math.max(0, Math.min(bins.length - 2, (int) at));
    float part = Math.min(1, at - low);
    bins[low] += weight * (1 - part);
    bins[low + 1] += weight * part;
  }

  private static float[] divided(float[] values, float by) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= by;
    }
    return values;
  }

  /** Mean colours of 3 x 3 cells. */
  private static void addGrid(float[][] rgb, FeatureList out) {
    int cell = Patch.INNER / GRID;
    for (int gridRow = 0; gridRow < GRID; gridRow++) {
      for (int gridColumn = 0; gridColumn < GRID; gridColumn++) {
        for (int c = 0; c < 3; c++) {
          float sum = 0;
          for (int row = 0; row < cell; row++) {
            for (int column = 0; column < cell; column++) {
              sum += rgb[c][Patch.inner(gridRow * cell + row, gridColumn * cell + column)];
            }
          }
          out.add(sum / (cell * cell), 0.5, 0.25);
        }
      }
    }
  }
}
