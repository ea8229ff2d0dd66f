package io.murel.scenes.ask;

import io.murel.scenes.world.Scene;

/**
 * On which side of another object one lies, by the centres of their boxes. The table is seen from
 * in front: what lies higher in the picture lies farther back, and is painted first.
 */
public enum Relation {
  LEFT("left"),
  RIGHT("right"),
  BEHIND("behind"),
  FRONT("in front");

  /** Nearer than this fraction of the image's width to the line between two sides: neither. */
  public static final double MARGIN = 0.07;

  private final String word;

  Relation(String word) {
    this.word = word;
  }

  /** Its name as an answer and in files. */
  public String word() {
    return word;
  }

  public boolean horizontal() {
    return this == LEFT || this == RIGHT;
  }

  public Relation opposite() {
    return switch (this) {
      case LEFT -> RIGHT;
      case RIGHT -> LEFT;
      case BEHIND -> FRONT;
      case FRONT -> BEHIND;
    };
  }

  /** How far {@code a} lies on this side of {@code b}, in pixels; negative on the other side. */
  public double offset(Scene scene, int a, int b) {
    return switch (this) {
      case LEFT -> scene.centerX(b) - scene.centerX(a);
      case RIGHT -> scene.centerX(a) - scene.centerX(b);
      case BEHIND -> scene.centerY(b) - scene.centerY(a);
      case FRONT -> scene.centerY(a) - scene.centerY(b);
    };
  }
}
