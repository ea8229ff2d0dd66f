package io.murel.scenes.world;

import io.murel.regions.Box;
import java.util.List;

/**
 * A drawn scene: its objects and, in the same (random) order, the boxes of what is visible of them.
 *
 * @param width pixels
 * @param height pixels
 * @param boxes inside the image
 * @param visible the fraction of each object that no other one hides
 */
public record Scene(
    int width, int height, List<SceneObject> objects, List<Box> boxes, List<Double> visible) {

  public int size() {
    return objects.size();
  }

  /** Horizontal centre of an object's box. */
  public double centerX(int object) {
    Box box = boxes.get(object);
    return (box.x1() + box.x2()) / 2.0;
  }

  /** Vertical centre of an object's box, growing downwards. */
  public double centerY(int object) {
    Box box = boxes.get(object);
    return (box.y1() + box.y2()) / 2.0;
  }

  /** Distance between the centres of two boxes, in pixels. */
  public double distance(int a, int b) {
    double dx = centerX(a) - centerX(b);
    double dy = centerY(a) - centerY(b);
    return Math.sqrt(dx * dx + dy * dy);
  }
}
