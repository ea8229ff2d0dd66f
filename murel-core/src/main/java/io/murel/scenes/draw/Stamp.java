package io.murel.scenes.draw;

import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.SceneObject;

/**
 * An object's signed distances on the pixels around it, in pixels, {@code [height, width]}, and its
 * place in the picture.
 */
final class Stamp {

  /** How far the stamp reaches from the centre, in radii; enough for the shadow's soft edge. */
  private static final double REACH = 1.5;

  private static final Outline[] OUTLINES = new Outline[Attribute.SHAPE.names().size()];

  static {
    for (int shape = 0; shape < OUTLINES.length; shape++) {
      OUTLINES[shape] = Outline.of(shape);
    }
  }

  final SceneObject object;
  final int left;
  final int top;
  final int size;
  private final float[] distance;

  Stamp(SceneObject object) {
    this.object = object;
    int reach = (int) Math.ceil(REACH * object.radius());
    this.left = (int) Math.floor(object.x()) - reach;
    this.top = (int) Math.floor(object.y()) - reach;
    this.size = 2 * reach + 1;
    this.distance = new float[size * size];
    Outline outline = OUTLINES[object.value(Attribute.SHAPE)];
    double cos = StrictMath.cos(object.rotation()) / object.radius();
    double sin = StrictMath.sin(object.rotation()) / object.radius();
    for (int row = 0, i = 0; row < size; row++) {
      double dy = top + row + 0.5 - object.y();
      for (int column = 0; column < size; column++, i++) {
        double dx = left + column + 0.5 - object.x();
        double d = outline.distance(cos * dx + sin * dy, cos * dy - sin * dx);
        distance[i] = (float) (d * object.radius());
      }
    }
  }

  /** The distance at a pixel of the picture; far outside where the stamp does not reach. */
  float distance(int x, int y) {
    int column = x - left;
    int row = y - top;
    boolean reached = column >= 0 && row >= 0 && column < size && row < size;
    return reached ? distance[row * size + column] : size;
  }

  /** How much of a pixel the object covers, 0 to 1. */
  float coverage(int x, int y) {
    return Math.max(0, Math.min(1, 0.5f - distance(x, y)));
  }
}
