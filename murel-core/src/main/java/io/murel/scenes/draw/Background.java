package io.murel.scenes.draw;

import io.murel.scenes.world.Palette;
import io.murel.scenes.world.SceneRandom;

/**
 * The table a scene lies on, seen from in front: stone, wood, tiles or cloth in a muted colour,
 * brighter towards the lamp. Its texture shrinks towards the back.
 */
final class Background {

  private enum Kind {
    STONE,
    WOOD,
    TILES,
    CLOTH
  }

  private final Kind kind;
  private final Noise noise;
  private final float[] color;
  private final double turn;
  private final double zoom;

  private Background(SceneRandom random) {
    this.kind = random.oneOf(Kind.values());
    this.noise = new Noise(random);
    this.color =
        kind == Kind.WOOD
            ? Palette.rgb(random.range(22, 38), random.range(0.22, 0.42), random.range(0.42, 0.66))
            : Palette.rgb(random.range(0, 360), random.range(0.04, 0.2), random.range(0.42, 0.68));
    this.turn = random.range(-0.25, 0.25);
    this.zoom = random.range(0.8, 1.3);
  }

  /** Fills the canvas. */
  static void paint(Canvas canvas, Light light, SceneRandom random) {
    Background background = new Background(random);
    for (int y = 0; y < canvas.height; y++) {
      double depth = 1 / (0.75 + 0.5 * y / canvas.height);
      for (int x = 0; x < canvas.width; x++) {
        double across = x / (double) canvas.width - 0.5;
        double along = y / (double) canvas.height - 0.5;
        double u = across * depth * canvas.width / canvas.height * 12 * background.zoom;
        double v = depth * 22 * background.zoom;
        float lamp = (float) (1 + 0.16 * (across * light.x() + along * light.y()));
        float corner = (float) (1 - 0.32 * (across * across + along * along));
        float shade = lamp * corner * background.texture(u, v);
        canvas.set(
            x,
            y,
            background.color[0] * shade,
            background.color[1] * shade,
            background.color[2] * shade);
      }
    }
  }

  /** Brightness at a place on the table, around 1. */
  private float texture(double u, double v) {
    double s = u + turn * v;
    double t = v - turn * u;
    return switch (kind) {
      case STONE -> 1 + 0.16f * noise.rough(0.7 * s, 0.7 * t);
      case WOOD -> wood(s, t);
      case TILES -> tiles(s, t);
      case CLOTH -> 1 + 0.05f * noise.rough(0.5 * s, 0.5 * t) + 0.05f * weave(s) * weave(t);
    };
  }

  /** Planks across the table: long grain, each plank a little lighter or darker, dark joints. */
  private float wood(double s, double t) {
    double plank = Math.floor(t / 4.5);
    double joint = Math.min(t / 4.5 - plank, 1 - (t / 4.5 - plank));
    float tone = 0.09f * noise.at(7.5 * plank + 0.5, 3.5);
    float grain = 0.13f * noise.rough(0.25 * s + 11 * plank, 2.6 * t);
    return (float) ((1 + tone + grain) * (0.78 + 0.22 * Math.min(1, joint / 0.05)));
  }

  /** Squares of two shades with light joints. */
  private float tiles(double s, double t) {
    double column = Math.floor(s / 3.4);
    double row = Math.floor(t / 3.4);
    double inX = s / 3.4 - column;
    double inY = t / 3.4 - row;
    double joint = Math.min(Math.min(inX, 1 - inX), Math.min(inY, 1 - inY));
    float tone = ((long) column + (long) row & 1) == 0 ? 0.04f : -0.04f;
    float dirt = 0.06f * noise.rough(s, t);
    return (float) (1 + tone + dirt + 0.1 * (1 - Math.min(1, joint / 0.05)));
  }

  /** A triangle wave, -1 to 1. */
  private static float weave(double t) {
    double phase = 1.6 * t - Math.floor(1.6 * t);
    return (float) (4 * Math.abs(phase - 0.5) - 1);
  }
}
