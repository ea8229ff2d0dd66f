package io.murel.scenes.draw;

import io.murel.scenes.world.Attribute;

/**
 * A shape as its signed distance: negative inside, positive outside, in units of the object's
 * radius, y growing downwards. The distance gives everything the painter needs: a smooth edge, the
 * slope of a bevel, a soft shadow.
 */
@FunctionalInterface
interface Outline {

  double distance(double x, double y);

  /** The outline of a value of {@link Attribute#SHAPE}. */
  static Outline of(int shape) {
    return switch (Attribute.SHAPE.names().get(shape)) {
      case "ball" -> (x, y) -> Math.sqrt(x * x + y * y) - 0.98;
      case "square" -> Polygon.regular(4, 1.13, 45, 0.07);
      case "triangle" -> Polygon.regular(3, 1.1, -90, 0.09);
      case "star" -> Polygon.star(5, 1.12, 0.5, 0.05);
      case "cross" -> Polygon.cross(0.97, 0.33, 0.06);
      default -> (x, y) -> Math.abs(Math.sqrt(x * x + y * y) - 0.72) - 0.27;
    };
  }
}
