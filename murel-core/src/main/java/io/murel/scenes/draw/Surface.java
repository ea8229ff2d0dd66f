package io.murel.scenes.draw;

import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.SceneObject;

/** The lit surface of one object: its form gives the normals, its material the shading. */
final class Surface {

  /** Width of the bevel of a flat shape, in radii. */
  private static final float BEVEL = 0.32f;

  private final Stamp stamp;
  private final Light light;
  private final Noise grain;
  private final boolean ball;
  private final String material;
  private final float radius;
  private final float stripeX;
  private final float stripeY;
  private final float stripePeriod;

  Surface(Stamp stamp, Light light, Noise grain) {
    SceneObject object = stamp.object;
    this.stamp = stamp;
    this.light = light;
    this.grain = grain;
    this.ball = object.word(Attribute.SHAPE).equals("ball");
    this.material = object.word(Attribute.MATERIAL);
    this.radius = (float) object.radius();
    this.stripePeriod = Math.max(4.6f, 0.52f * radius);
    this.stripeX = (float) StrictMath.cos(object.stripes()) / stripePeriod;
    this.stripeY = (float) StrictMath.sin(object.stripes()) / stripePeriod;
  }

  /** Lays the surface over a pixel of which it covers a part. */
  void paint(Canvas canvas, int x, int y, float coverage) {
    SceneObject object = stamp.object;
    float px = (float) (x + 0.5 - object.x()) / radius;
    float py = (float) (y + 0.5 - object.y()) / radius;
    float nx = 0.22f * px;
    float ny = 0.22f * py;
    if (ball) {
      nx = 0.98f * px;
      ny = 0.98f * py;
    } else {
      // A quarter round along the edge on an almost flat top.
      float slopeX = (stamp.distance(x + 1, y) - stamp.distance(x - 1, y)) / 2;
      float slopeY = (stamp.distance(x, y + 1) - stamp.distance(x, y - 1)) / 2;
      float edge = Math.max(0, Math.min(1, 1 + stamp.distance(x, y) / (BEVEL * radius)));
      nx += 0.75f * edge * slopeX;
      ny += 0.75f * edge * slopeY;
    }
    float flat = nx * nx + ny * ny;
    if (flat > 0.96f) {
      float shrink = (float) Math.sqrt(0.96f / flat);
      nx *= shrink;
      ny *= shrink;
      flat = 0.96f;
    }
    float nz = (float) Math.sqrt(1 - flat);

    float diffuse = light.diffuse(nx, ny, nz);
    float shade;
    float gloss = 0;
    switch (material) {
      case "shiny" -> {
        float sky = Math.max(0, -ny) * (1 - nz);
        shade = 0.3f + 0.8f * diffuse + 0.5f * sky;
        gloss = 0.95f * light.highlight(nx, ny, nz);
      }
      case "striped" -> {
        float stripe = stripe(x + 0.5f - (float) object.x(), y + 0.5f - (float) object.y());
        shade = (0.55f + 0.58f * diffuse) * (1 - 0.62f * stripe);
      }
      default -> shade = 0.6f + 0.5f * diffuse + 0.07f * grain.at(0.9 * x, 0.9 * y);
    }
    canvas.blend(
        x,
        y,
        lit(object.red(), shade, gloss),
        lit(object.green(), shade, gloss),
        lit(object.blue(), shade, gloss),
        coverage);
  }

  private static float lit(float paint, float shade, float gloss) {
    float body = Math.min(1, paint * shade);
    return body + gloss * (1 - body);
  }

  /** 0 on a light stripe, 1 on a dark one, smooth over a pixel. */
  private float stripe(float dx, float dy) {
    float phase = dx * stripeX + dy * stripeY + 64;
    float wave = 2 * Math.abs(phase - (float) Math.floor(phase) - 0.5f);
    return Math.max(0, Math.min(1, (wave - 0.5f) * stripePeriod * 0.5f + 0.5f));
  }
}
