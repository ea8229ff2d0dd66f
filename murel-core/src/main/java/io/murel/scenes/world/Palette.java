package io.murel.scenes.world;

/** The colours of the world, each a little different on every object. */
public final class Palette {

  /** Hue in degrees, saturation, value; in the order of {@link Attribute#COLOR}. */
  private static final double[][] HSV = {
    {358, 0.86, 0.84},
    {27, 0.90, 0.95},
    {53, 0.88, 0.96},
    {127, 0.72, 0.62},
    {181, 0.72, 0.84},
    {223, 0.80, 0.86},
    {281, 0.62, 0.68},
    {40, 0.03, 0.95},
  };

  private static final double HUE_JITTER = 5;

  private Palette() {}

  /** Red, green and blue, 0 to 1, of one object's paint. */
  static float[] paint(int color, SceneRandom random) {
    double[] hsv = HSV[color];
    double hue = hsv[0] + random.range(-HUE_JITTER, HUE_JITTER);
    double saturation = hsv[1] * random.range(0.92, 1.06);
    double value = hsv[2] * random.range(0.94, 1.04);
    return rgb(hue, Math.min(1, saturation), Math.min(1, value));
  }

  /** From hue in degrees, saturation and value in 0 to 1. */
  public static float[] rgb(double hue, double saturation, double value) {
    float[] rgb = new float[3];
    for (int channel = 0; channel < 3; channel++) {
      double k = (hue / 60 + 11 - 2 * channel) % 6;
      double away = Math.max(0, Math.min(1, Math.min(k, 4 - k)));
      rgb[channel] = (float) (value * (1 - saturation * away));
    }
    return rgb;
  }
}
