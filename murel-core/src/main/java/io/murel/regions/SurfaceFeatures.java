package io.murel.regions;

import java.util.Arrays;

/** The surface of a region's foreground: shading, highlights, stripes, dots, grain. */
final class SurfaceFeatures {

  private static final int BINS = 6;

  /** A stripe or a dot and its neighbour lie about this far apart, in pixels of the patch. */
  private static final int SHIFT = 3;

  /** Brighter or darker than the median by this is a highlight or a shadow. */
  private static final float DEVIATION = 0.15f;

  /** So far from the background pixels must be: the outline is no texture. */
  private static final int ERODED = 1;

  static final int COUNT = 4 + 2 + BINS + 2 + 2 + 4;

  private final float[] luma;

  private final int[] inside;

  private SurfaceFeatures(Patch patch, Foreground foreground) {
    this.luma = patch.luma();
    this.inside = inside(foreground.mask());
  }

  static void add(Patch patch, Foreground foreground, FeatureList out) {
    SurfaceFeatures surface = new SurfaceFeatures(patch, foreground);
    float median = surface.addPercentiles(out);
    surface.addTexture(out);
    surface.addShading(median, out);
  }

  /** Indices of the pixels of the box that are inside the outline. */
  private static int[] inside(float[] mask) {
    int[] out = new int[Patch.INNER * Patch.INNER];
    int n = 0;
    for (int y = 0; y < Patch.INNER; y++) {
      for (int x = 0; x < Patch.INNER; x++) {
        int i = Patch.inner(y, x);
        float least = 1;
        for (int dy = -ERODED; dy <= ERODED; dy++) {
          for (int dx = -ERODED; dx <= ERODED; dx++) {
            least = Math.min(least, mask[i + dy * Patch.SIDE + dx]);
          }
        }
        if (least >= 0.5f) {
          out[n++] = i;
        }
      }
    }
    return Arrays.copyOf(out, n);
  }

  /** The spread of brightness around its median, which is returned. */
  private float addPercentiles(FeatureList out) {
    float[] sorted = new float[Math.max(1, inside.length)];
    for (int k = 0; k < inside.length; k++) {
      sorted[k] = luma[inside[k]];
    }
    Arrays.sort(sorted);
    int n = sorted.length;
    float median = sorted[n / 2];
    out.add(sorted[n / 20] - median, -0.1, 0.1);
    out.add(sorted[n / 4] - median, -0.05, 0.05);
    out.add(sorted[3 * n / 4] - median, 0.05, 0.05);
    out.add(sorted[19 * n / 20] - median, 0.15, 0.15);
    return median;
  }

  /** How rough the surface is, and in which directions its brightness changes. */
  private void addTexture(FeatureList out) {
    double curvature = 0;
    double energy = 0;
    double[] orientations = new double[BINS];
    for (int i : inside) {
      double dx = luma[i + 1] - luma[i - 1];
      double dy = luma[i + Patch.SIDE] - luma[i - Patch.SIDE];
      double around = luma[i - 1] + luma[i + 1] + luma[i - Patch.SIDE] + luma[i + Patch.SIDE];
      double magnitude = Math.hypot(dx, dy);
      double angle = Math.atan2(dy, dx) / Math.PI;
      curvature += Math.abs(4 * luma[i] - around);
      energy += magnitude;
      orientations[(int) ((angle < 0 ? angle + 1 : angle) * BINS) % BINS] += magnitude;
    }
    int n = Math.max(1, inside.length);
    out.add(curvature / n, 0.08, 0.08);
    out.add(energy / n, 0.1, 0.1);
    for (double orientation : orientations) {
      out.add(orientation / n, 0.015, 0.02);
    }
  }

  /** Even shading, highlights and shadows, and whether brightness repeats from place to place. */
  private void addShading(float median, FeatureList out) {
    int n = Math.max(1, inside.length);
    double mean = 0;
    for (int i : inside) {
      mean += luma[i] / n;
    }
    int[] shifts = {SHIFT, -SHIFT, SHIFT * Patch.SIDE, -SHIFT * Patch.SIDE};
    double[] repeated = new double[shifts.length];
    double slopeX = 0;
    double slopeY = 0;
    double variance = 0;
    int bright = 0;
    int dark = 0;
    for (int i : inside) {
      double deviation = luma[i] - mean;
      slopeX += deviation * (i % Patch.SIDE - Patch.SIDE / 2.0) / Patch.INNER;
      slopeY += deviation * (i / Patch.SIDE - Patch.SIDE / 2.0) / Patch.INNER;
      variance += deviation * deviation;
      bright += luma[i] > median + DEVIATION ? 1 : 0;
      dark += luma[i] < median - DEVIATION ? 1 : 0;
      for (int s = 0; s < shifts.length; s++) {
        repeated[s] += deviation * (luma[i + shifts[s]] - mean);
      }
    }
    out.add(slopeX / n, 0, 0.01);
    out.add(slopeY / n, 0, 0.01);
    out.add((double) bright / n, 0.1, 0.1);
    out.add((double) dark / n, 0.1, 0.1);
    for (double sum : repeated) {
      out.add(sum / (variance + 1e-3 * n), 0.3, 0.4);
    }
  }
}
