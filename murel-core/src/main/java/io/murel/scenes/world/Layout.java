package io.murel.scenes.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws by lot what lies where. All sizes follow from the image's: in a picture of 160 x 120 pixels
 * a large object has a radius of about 15, a small one of about 9.
 *
 * @param width of the image in pixels
 * @param height of the image in pixels
 * @param minObjects at least this many
 * @param maxObjects at most this many
 */
public record Layout(int width, int height, int minObjects, int maxObjects) {

  private static final double[] RADIUS = {9.2, 15.2};
  private static final double RADIUS_JITTER = 0.05;

  /** How near two centres may come, as a fraction of the sum of the radii. */
  private static final double NEAREST = 0.74;

  /** No outline reaches further from its centre than this, in radii. */
  private static final double REACH = 1.2;

  private static final int TRIES_PER_OBJECT = 60;

  /**
   * Objects at random places, none too near another, in random order. A scene has a taste: it draws
   * its colours, shapes and materials from some of the values only, so that things in common are as
   * usual as differences.
   */
  public List<SceneObject> arrange(SceneRandom random) {
    int count = random.between(minObjects, maxObjects);
    int[] colors = taste(Attribute.COLOR, 3, random);
    int[] shapes = taste(Attribute.SHAPE, 2, random);
    int[] materials = taste(Attribute.MATERIAL, 2, random);
    List<SceneObject> objects = new ArrayList<>();
    while (objects.size() < count) {
      Description kind =
          Description.ANYTHING
              .with(Attribute.SIZE, random.below(RADIUS.length))
              .with(Attribute.MATERIAL, materials[random.below(materials.length)])
              .with(Attribute.COLOR, colors[random.below(colors.length)])
              .with(Attribute.SHAPE, shapes[random.below(shapes.length)]);
      SceneObject object = place(kind, objects, random);
      if (object == null) {
        objects.clear(); // no room left: start over
      } else {
        objects.add(object);
      }
    }
    int[] order = random.permutation(count);
    List<SceneObject> shuffled = new ArrayList<>();
    for (int i : order) {
      shuffled.add(objects.get(i));
    }
    return shuffled;
  }

  private static int[] taste(Attribute attribute, int atLeast, SceneRandom random) {
    int all = attribute.names().size();
    int[] order = random.permutation(all);
    return Arrays.copyOf(order, random.between(atLeast, all));
  }

  /** One object where there is room, or null after too many tries. */
  private SceneObject place(Description kind, List<SceneObject> others, SceneRandom random) {
    double scale = Math.min(width / 160.0, height / 120.0);
    double radius =
        RADIUS[kind.value(Attribute.SIZE)]
            * scale
            * random.range(1 - RADIUS_JITTER, 1 + RADIUS_JITTER);
    double margin = REACH * radius + 1;
    for (int i = 0; i < TRIES_PER_OBJECT; i++) {
      double x = random.range(margin, width - margin);
      double y = random.range(margin, height - margin);
      if (others.stream().allMatch(other -> apart(other, x, y, radius))) {
        float[] paint = Palette.paint(kind.value(Attribute.COLOR), random);
        double tilt = random.range(-0.26, 0.26);
        double stripes = random.range(0, Math.PI);
        return new SceneObject(kind, x, y, radius, tilt, stripes, paint[0], paint[1], paint[2]);
      }
    }
    return null;
  }

  private static boolean apart(SceneObject other, double x, double y, double radius) {
    double dx = other.x() - x;
    double dy = other.y() - y;
    return Math.sqrt(dx * dx + dy * dy) >= NEAREST * (other.radius() + radius);
  }
}
