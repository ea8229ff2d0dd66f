package io.murel.regions;

/**
 * What stands out from the background of a patch. The background is the colour most common along
 * the rim of the patch, so that neighbours that reach into it do not count.
 *
 * @param background red, green, blue from 0 to 1
 * @param mask from 0 (background) to 1, {@code [SIDE * SIDE]}
 * @param area sum of the mask inside the box; 0 where nothing stands out
 */
record Foreground(float[] background, float[] mask, float area) {

  /** Width of the rim; less than the margin, where blurred edges of the object are. */
  private static final int RIM_WIDTH = 3;

  private static final int[] RIM = rim();

  /** Differences up to this, beyond those of the background itself, are background. */
  private static final float SMALLEST = 0.04f;

  /** Differences larger by this are foreground for certain. */
  private static final float SLOPE = 0.12f;

  static Foreground of(Patch patch) {
    float[][] rgb = patch.channels();
    int centre = Colours.mostCommon(rgb, RIM);
    float[] background = new float[3];
    int members = 0;
    for (int i : RIM) {
      if (Colours.distance(rgb, i, centre) < Colours.SAME) {
        members++;
        for (int c = 0; c < 3; c++) {
          background[c] += rgb[c][i];
        }
      }
    }
    for (int c = 0; c < 3; c++) {
      background[c] /= members;
    }
    float low = SMALLEST + 2 * spread(rgb, background);
    float[] mask = new float[rgb[0].length];
    float area = 0;
    for (int row = 0; row < Patch.SIDE; row++) {
      for (int column = 0; column < Patch.SIDE; column++) {
        int i = row * Patch.SIDE + column;
        float distance = Colours.distance(rgb, i, background[0], background[1], background[2]);
        mask[i] = Math.min(1, Math.max(0, (distance - low) / SLOPE));
        if (isInner(row) && isInner(column)) {
          area += mask[i];
        }
      }
    }
    return new Foreground(background, mask, area);
  }

  private static boolean isInner(int i) {
    return i >= Patch.MARGIN && i < Patch.MARGIN + Patch.INNER;
  }

  /** Mean distance of the background's own pixels from its colour: noise and slow changes. */
  private static float spread(float[][] rgb, float[] background) {
    float sum = 0;
    int members = 0;
    for (int i : RIM) {
      float distance = Colours.distance(rgb, i, background[0], background[1], background[2]);
      if (distance < Colours.SAME) {
        sum += distance;
        members++;
      }
    }
    return members == 0 ? 0 : sum / members;
  }

  private static int[] rim() {
    int hole = Patch.SIDE - 2 * RIM_WIDTH;
    int[] out = new int[Patch.SIDE * Patch.SIDE - hole * hole];
    int n = 0;
    for (int row = 0; row < Patch.SIDE; row++) {
      for (int column = 0; column < Patch.SIDE; column++) {
        int toSide = Math.min(column, Patch.SIDE - 1 - column);
        int toBorder = Math.min(toSide, Math.min(row, Patch.SIDE - 1 - row));
        if (toBorder < RIM_WIDTH) {
          out[n++] = row * Patch.SIDE + column;
        }
      }
    }
    return out;
  }
}
