package io.murel.regions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Groups of pixels that hang together. */
final class Components {
  private Components() {}

  /** Whether two neighbouring pixels belong together. */
  @FunctionalInterface
  interface Joined {
    boolean test(int pixel, int neighbour);
  }

  /**
   * The connected groups among {@code pixels}, neighbours counted on all eight sides.
   *
   * @param pixels indices into a picture of that width and height; order decides that of the groups
   */
  static List<int[]> of(int[] pixels, int width, int height, Joined joined) {
    boolean[] open = new boolean[width * height];
    for (int pixel : pixels) {
      open[pixel] = true;
    }
    int[] queue = new int[pixels.length];
    List<int[]> out = new ArrayList<>();
    for (int start : pixels) {
      if (!open[start]) {
        continue;
      }
      open[start] = false;
      queue[0] = start;
      int end = 1;
      for (int at = 0; at < end; at++) {
        int pixel = queue[at];
        int x = pixel % width;
        int y = pixel / width;
        for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
          for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
            int neighbour = ny * width + nx;
            if (open[neighbour] && joined.test(pixel, neighbour)) {
              open[neighbour] = false;
              queue[end++] = neighbour;
            }
          }
        }
      }
      out.add(Arrays.copyOf(queue, end));
    }
    return out;
  }
}
