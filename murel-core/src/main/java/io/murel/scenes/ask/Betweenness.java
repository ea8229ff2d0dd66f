package io.murel.scenes.ask;

import io.murel.scenes.world.Scene;

/** Whether an object lies between two others, by the centres of their boxes. */
enum Betweenness {
  BETWEEN,
  OUTSIDE,
  DOUBTFUL;

  /** Where along the way, 0 to 1 from one to the other, and how far beside it, in its length. */
  private static final double INSIDE_FROM = 0.2;

  private static final double INSIDE_BESIDE = 0.2;
  private static final double OUTSIDE_FROM = 0.08;
  private static final double OUTSIDE_BESIDE = 0.35;

  static Betweenness of(Scene scene, int object, int from, int to) {
    double wayX = scene.centerX(to) - scene.centerX(from);
    double wayY = scene.centerY(to) - scene.centerY(from);
    double dx = scene.centerX(object) - scene.centerX(from);
    double dy = scene.centerY(object) - scene.centerY(from);
    double square = wayX * wayX + wayY * wayY;
    double along = (dx * wayX + dy * wayY) / square;
    double beside = Math.abs(dx * wayY - dy * wayX) / square;
    double fromEnd = Math.min(along, 1 - along);
    if (fromEnd >= INSIDE_FROM && beside <= INSIDE_BESIDE) {
      return BETWEEN;
    }
    return fromEnd < OUTSIDE_FROM || beside > OUTSIDE_BESIDE ? OUTSIDE : DOUBTFUL;
  }
}
