package io.murel.scenes.draw;

/** Paints one object: its soft shadow first, then its lit surface. */
final class Paint {

  private static final float SHADOW = 0.5f;

  private final Canvas canvas;
  private final Light light;
  private final Noise grain;

  Paint(Canvas canvas, Light light, Noise grain) {
    this.canvas = canvas;
    this.light = light;
    this.grain = grain;
  }

  void object(Stamp stamp) {
    shadow(stamp);
    Surface surface = new Surface(stamp, light, grain);
    for (int y = Math.max(0, stamp.top); y < bottom(stamp, 0); y++) {
      for (int x = Math.max(0, stamp.left); x < right(stamp, 0); x++) {
        float coverage = stamp.coverage(x, y);
        if (coverage > 0) {
          surface.paint(canvas, x, y, coverage);
        }
      }
    }
  }

  /** The outline moved away from the lamp, with an edge as soft as the object is high. */
  private void shadow(Stamp stamp) {
    float radius = (float) stamp.object.radius();
    int dx = Math.round(-0.32f * radius * light.x());
    int dy = Math.round(-0.32f * radius * light.y());
    float soft = 0.3f * radius;
    for (int y = Math.max(0, stamp.top + dy); y < bottom(stamp, dy); y++) {
      for (int x = Math.max(0, stamp.left + dx); x < right(stamp, dx); x++) {
        float t = Math.max(0, Math.min(1, 0.5f - 0.5f * stamp.distance(x - dx, y - dy) / soft));
        if (t > 0) {
          canvas.darken(x, y, 1 - SHADOW * t * t * (3 - 2 * t));
        }
      }
    }
  }

  private int right(Stamp stamp, int dx) {
    return Math.min(canvas.width, stamp.left + stamp.size + dx);
  }

  private int bottom(Stamp stamp, int dy) {
    return Math.min(canvas.height, stamp.top + stamp.size + dy);
  }
}
