package io.murel.scenes.world;

/**
 * One drawn object.
 *
 * @param kind its value of every {@link Attribute}
 * @param x centre as drawn, in pixels
 * @param y centre as drawn, in pixels, growing downwards
 * @param radius half of its extent, in pixels
 * @param rotation in radians
 * @param stripes direction of the stripes in radians, used by striped objects
 * @param red 0 to 1
 * @param green 0 to 1
 * @param blue 0 to 1
 */
public record SceneObject(
    Description kind,
    double x,
    double y,
    double radius,
    double rotation,
    double stripes,
    float red,
    float green,
    float blue) {

  /** The index of its value of an attribute. */
  public int value(Attribute attribute) {
    return kind.value(attribute);
  }

  /** The name of its value of an attribute. */
  public String word(Attribute attribute) {
    return attribute.names().get(value(attribute));
  }
}
