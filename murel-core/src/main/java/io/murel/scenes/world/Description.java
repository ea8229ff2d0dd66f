package io.murel.scenes.world;

/**
 * What a phrase such as "small red ball" says about an object: a value for some attributes, nothing
 * about the others.
 *
 * @param packed 8 bits an attribute, 0 where it is not mentioned, else 1 + the value's index
 */
public record Description(int packed) {

  /** Says nothing: "thing". */
  public static final Description ANYTHING = new Description(0);

  /** This and a value for one more attribute. */
  public Description with(Attribute attribute, int value) {
    int shift = 8 * attribute.ordinal();
    return new Description(packed & ~(0xFF << shift) | (value + 1) << shift);
  }

  /** The value's index, or -1 where the attribute is not mentioned. */
  public int value(Attribute attribute) {
    return (packed >>> 8 * attribute.ordinal() & 0xFF) - 1;
  }

  public boolean mentions(Attribute attribute) {
    return value(attribute) >= 0;
  }

  public boolean isEmpty() {
    return packed == 0;
  }

  public boolean matches(SceneObject object) {
    for (Attribute attribute : Attribute.values()) {
      int value = value(attribute);
      if (value >= 0 && value != object.value(attribute)) {
        return false;
      }
    }
    return true;
  }

  /** What {@code object} is, restricted to the attributes in a set of {@link Attribute#bit}s. */
  public static Description of(SceneObject object, int attributes) {
    Description description = ANYTHING;
    for (Attribute attribute : Attribute.values()) {
      if ((attributes & attribute.bit()) != 0) {
        description = description.with(attribute, object.value(attribute));
      }
    }
    return description;
  }
}
