package io.murel.scenes.draw;

import io.murel.scenes.world.SceneRandom;

/**
 * The one lamp of a scene, far away: the unit vector towards it. x grows to the right, y downwards,
 * z towards the viewer.
 */
record Light(float x, float y, float z) {

  /** From somewhere behind the scene, left or right, at middling height. */
  static Light random(SceneRandom random) {
    double azimuth = StrictMath.toRadians(random.range(-150, -30));
    double height = StrictMath.toRadians(random.range(38, 55));
    return new Light(
        (float) (StrictMath.cos(height) * StrictMath.cos(azimuth)),
        (float) (StrictMath.cos(height) * StrictMath.sin(azimuth)),
        (float) StrictMath.sin(height));
  }

  /** Lambert's cosine for a unit normal. */
  float diffuse(float nx, float ny, float nz) {
    return Math.max(0, nx * x + ny * y + nz * z);
  }

  /** Blinn's highlight (exponent 32) for a unit normal, seen from straight above. */
  float highlight(float nx, float ny, float nz) {
    float length = (float) Math.sqrt(x * x + y * y + (z + 1) * (z + 1));
    float cosine = Math.max(0, (nx * x + ny * y + nz * (z + 1)) / length);
    float power = cosine * cosine; // 2
    power *= power; // 4
    power *= power; // 8
    power *= power; // 16
    return power * power; // 32
  }
}
