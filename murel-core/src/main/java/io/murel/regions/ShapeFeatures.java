package io.murel.regions;

/** The outline of a region's foreground: moments, corners, and how far it reaches around. */
final class ShapeFeatures {
  private ShapeFeatures() {}

  private static final int ANGLES = 16;
  private static final int HARMONICS = 8;
  private static final int RINGS = 4;

  static final int COUNT = 1 + 2 + 3 + 4 + 2 + ANGLES + HARMONICS + RINGS + 4;

  static void add(Foreground foreground, FeatureList out) {
    float[][] mask = inner(foreground);
    int side = Patch.INNER;
    double area = foreground.area() + 1e-6;
    double centreX = 0;
    double centreY = 0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        centreX += mask[y][x] * (x + 0.5);
        centreY += mask[y][x] * (y + 0.5);
      }
    }
    centreX /= area;
    centreY /= area;
    if (foreground.area() < 1) {
      centreX = side / 2.0;
      centreY = side / 2.0;
    }
    out.add(foreground.area() / (side * side), 0.65, 0.2);
    out.add(centreX / side, 0.5, 0.06);
    out.add(centreY / side, 0.5, 0.06);
    addMoments(mask, area, centreX, centreY, out);
    out.add(perimeter(mask) / Math.sqrt(4 * Math.PI * area), 1.2, 0.3);
    out.add(area / spans(mask), 0.9, 0.1);
    addProfile(mask, centreX, centreY, out);
    addRings(mask, centreX, centreY, out);
    addCorners(mask, out);
  }

  private static float[][] inner(Foreground foreground) {
    float[][] out = new float[Patch.INNER][Patch.INNER];
    for (int y = 0; y < Patch.INNER; y++) {
      System.arraycopy(foreground.mask(), Patch.inner(y, 0), out[y], 0, Patch.INNER);
    }
    return out;
  }

  /** Second and third central moments, free of scale. */
  private static void addMoments(
      float[][] mask, double area, double centreX, double centreY, FeatureList out) {
    double xx = 0;
    double yy = 0;
    double xy = 0;
    double xxx = 0;
    double xxy = 0;
    double xyy = 0;
    double yyy = 0;
    for (int row = 0; row < mask.length; row++) {
      for (int column = 0; column < mask.length; column++) {
        double m = mask[row][column] / area;
        double x = column + 0.5 - centreX;
        double y = row + 0.5 - centreY;
        xx += m * x * x;
        yy += m * y * y;
        xy += m * x * y;
        xxx += m * x * x * x;
        xxy += m * x * x * y;
        xyy += m * x * y * y;
        yyy += m * y * y * y;
      }
    }
    out.add(xx / area, 0.09, 0.02);
    out.add(yy / area, 0.09, 0.02);
    out.add(xy / area, 0, 0.02);
    double scale = Math.pow((xx + yy) / 2, 1.5) + 1e-6;
    out.add(xxx / scale, 0, 0.3);
    out.add(xxy / scale, 0, 0.3);
    out.add(xyy / scale, 0, 0.3);
    out.add(yyy / scale, 0, 0.3);
  }

  /** Length of the outline: the sum of the mask's gradients. */
  private static double perimeter(float[][] mask) {
    double sum = 0;
    for (int y = 0; y < mask.length; y++) {
      for (int x = 0; x < mask.length; x++) {
        double dx = at(mask, x + 1, y) - at(mask, x - 1, y);
        double dy = at(mask, x, y + 1) - at(mask, x, y - 1);
        sum += Math.hypot(dx, dy) / 2;
      }
    }
    return sum;
  }

  private static float at(float[][] mask, int x, int y) {
    return x < 0 || y < 0 || x >= mask.length || y >= mask.length ? 0 : mask[y][x];
  }

  /** Area of the outline with its bays filled, the mean of filling along rows and columns. */
  private static double spans(float[][] mask) {
    int sum = 0;
    for (int a = 0; a < mask.length; a++) {
      int firstX = -1;
      int lastX = -2;
      int firstY = -1;
      int lastY = -2;
      for (int b = 0; b < mask.length; b++) {
        if (mask[a][b] >= 0.5f) {
          firstX = firstX < 0 ? b : firstX;
          lastX = b;
        }
        if (mask[b][a] >= 0.5f) {
          firstY = firstY < 0 ? b : firstY;
          lastY = b;
        }
      }
      sum += lastX - firstX + 1 + lastY - firstY + 1;
    }
    return sum / 2.0 + 1;
  }

  /**
   * How far the foreground reaches in each direction, and the strength of each symmetry in it (3
   * for triangles, 4 for squares, 5 for stars), whatever the rotation.
   */
  private static void addProfile(float[][] mask, double centreX, double centreY, FeatureList out) {
    int fine = 4 * ANGLES;
    double[] reach = new double[fine];
    double mean = 1e-6;
    for (int i = 0; i < fine; i++) {
      double angle = 2 * Math.PI * i / fine;
      reach[i] = reach(mask, centreX, centreY, Math.cos(angle), Math.sin(angle));
      mean += reach[i] / fine;
    }
    for (int i = 0; i < fine; i += 4) {
      out.add(reach[i] / mean, 1, 0.2);
    }
    for (int k = 1; k <= HARMONICS; k++) {
      double real = 0;
      double imaginary = 0;
      for (int i = 0; i < fine; i++) {
        double angle = 2 * Math.PI * k * i / fine;
        real += reach[i] * Math.cos(angle);
        imaginary += reach[i] * Math.sin(angle);
      }
      out.add(Math.hypot(real, imaginary) / (fine * mean), 0.04, 0.04);
    }
  }

  private static double reach(
      float[][] mask, double centreX, double centreY, double dx, double dy) {
    double reach = 0;
    for (double r = 0; r < Patch.INNER; r += 0.25) {
      int x = (int) Math.floor(centreX + r * dx);
      int y = (int) Math.floor(centreY + r * dy);
      if (x < 0 || y < 0 || x >= mask.length || y >= mask.length) {
        break;
      }
      if (mask[y][x] >= 0.5f) {
        reach = r;
      }
    }
    return reach;
  }

  /** How full the box is at growing distance from the middle of the foreground. */
  private static void addRings(float[][] mask, double centreX, double centreY, FeatureList out) {
    double[] sum = new double[RINGS];
    double[] all = new double[RINGS];
    for (int y = 0; y < mask.length; y++) {
      for (int x = 0; x < mask.length; x++) {
        double r = Math.hypot(x + 0.5 - centreX, y + 0.5 - centreY) / (Patch.INNER / 2.0);
        int ring = (int) Math.min(RINGS - 1, r * RINGS / 1.2);
        sum[ring] += mask[y][x];
        all[ring]++;
      }
    }
    for (int i = 0; i < RINGS; i++) {
      out.add(sum[i] / Math.max(1, all[i]), 0.7, 0.3);
    }
  }

  /** How full each corner of the box is. */
  private static void addCorners(float[][] mask, FeatureList out) {
    int cell = Patch.INNER / 6;
    for (int corner = 0; corner < 4; corner++) {
      int left = corner % 2 == 0 ? 0 : Patch.INNER - cell;
      int top = corner < 2 ? 0 : Patch.INNER - cell;
      float sum = 0;
      for (int y = top; y < top + cell; y++) {
        for (int x = left; x < left + cell; x++) {
          sum += mask[y][x];
        }
      }
      out.add(sum / (cell * cell), 0.4, 0.4);
    }
  }
}
