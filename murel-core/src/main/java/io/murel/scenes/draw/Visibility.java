package io.murel.scenes.draw;

import io.murel.regions.Box;
import io.murel.scenes.world.SceneObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What can be seen of each object when those in front are painted over those behind. In front is
 * what lies lower in the picture.
 *
 * @param stamps of the objects, in painting order: the farthest first
 * @param boxes of the visible pixels, in the order of the objects
 * @param visible fraction of each object's pixels that are visible, in the order of the objects
 */
record Visibility(List<Stamp> stamps, List<Box> boxes, List<Double> visible) {

  static Visibility of(List<SceneObject> objects, int width, int height) {
    List<Stamp> stamps = new ArrayList<>(objects.stream().map(Stamp::new).toList());
    List<Stamp> painted = new ArrayList<>(stamps);
    painted.sort(Comparator.comparingDouble(stamp -> stamp.object.y()));

    Stamp[] owner = new Stamp[width * height]; // [height, width], who is seen at each pixel
    int[] pixels = new int[objects.size()];
    for (Stamp stamp : painted) {
      int index = stamps.indexOf(stamp);
      for (int y = Math.max(0, stamp.top); y < Math.min(height, stamp.top + stamp.size); y++) {
        for (int x = Math.max(0, stamp.left); x < Math.min(width, stamp.left + stamp.size); x++) {
          if (stamp.distance(x, y) <= 0) {
            owner[y * width + x] = stamp;
            pixels[index]++;
          }
        }
      }
    }
    List<Box> boxes = new ArrayList<>();
    List<Double> visible = new ArrayList<>();
    for (int i = 0; i < stamps.size(); i++) {
      measure(stamps.get(i), owner, width, height, pixels[i], boxes, visible);
    }
    return new Visibility(painted, boxes, visible);
  }

  private static void measure(
      Stamp stamp,
      Stamp[] owner,
      int width,
      int height,
      int pixels,
      List<Box> boxes,
      List<Double> visible) {
    int[] box = {width, height, 0, 0};
    int seen = 0;
    for (int y = Math.max(0, stamp.top); y < Math.min(height, stamp.top + stamp.size); y++) {
      for (int x = Math.max(0, stamp.left); x < Math.min(width, stamp.left + stamp.size); x++) {
        if (owner[y * width + x] == stamp) {
          seen++;
          box[0] = Math.min(box[0], x);
          box[1] = Math.min(box[1], y);
          box[2] = Math.max(box[2], x + 1);
          box[3] = Math.max(box[3], y + 1);
        }
      }
    }
    boxes.add(new Box(box[0], box[1], box[2], box[3]));
    visible.add(seen / (double) Math.max(1, pixels));
  }

  /** Whether every object shows at least this fraction of itself. */
  boolean allShow(double fraction) {
    return visible.stream().allMatch(seen -> seen >= fraction);
  }
}
