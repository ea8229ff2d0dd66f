package io.murel.scenes.draw;

import io.murel.scenes.world.SceneRandom;

/** Smooth noise in the plane: random values on a lattice, blended in between; repeats every 64. */
final class Noise {

  private static final int SIDE = 64;

  private final float[] lattice = new float[SIDE * SIDE];

  Noise(SceneRandom random) {
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = (float) random.range(-1, 1);
    }
  }

  /** -1 to 1. */
  float at(double x, double y) {
    double floorX = Math.floor(x);
    double floorY = Math.floor(y);
    float fx = smooth((float) (x - floorX));
    float fy = smooth((float) (y - floorY));
    int ix = (int) floorX & (SIDE - 1);
    int iy = (int) floorY & (SIDE - 1);
    int nextX = (ix + 1) & (SIDE - 1);
    int row = SIDE * iy;
    int nextRow = SIDE * ((iy + 1) & (SIDE - 1));
    float top = lattice[row + ix] + fx * (lattice[row + nextX] - lattice[row + ix]);
    float bottom = lattice[nextRow + ix] + fx * (lattice[nextRow + nextX] - lattice[nextRow + ix]);
    return top + fy * (bottom - top);
  }

  /** Three octaves, -1 to 1 at most. */
  float rough(double x, double y) {
    return 0.55f * at(x, y)
        + 0.3f * at(2.1 * x + 17.3, 2.1 * y + 5.1)
        + 0.15f * at(4.3 * x + 3.7, 4.3 * y + 29.9);
  }

  private static float smooth(float t) {
    return t * t * (3 - 2 * t);
  }
}
