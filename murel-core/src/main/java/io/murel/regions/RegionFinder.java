package io.murel.regions;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds what stands out from the background of a simple picture, without any learnt model: an even
 * background is fitted to the border, what differs from it is taken apart into connected pieces,
 * and pieces of several colours into their larger parts as well. Drawn objects on calm backgrounds
 * are found tightly; photographs want a trained detector.
 */
public final class RegionFinder {

  /** Larger pictures are looked at in this size. */
  private static final int LONGEST_SIDE = 512;

  /** Differences from the background up to this, beyond its noise, do not count. */
  private static final float SMALLEST = 0.06f;

  /** Pieces smaller than this part of the picture are specks. */
  private static final double SPECK = 0.0008;

  /** A piece larger than this part of the picture means that the background was not understood. */
  private static final double TOO_LARGE = 0.7;

  /** A colour that makes up this much of a piece may be an object of its own. */
  private static final double LARGE_PART = 0.25;

  private final int maxRegions;

  /**
   * @param maxRegions at most this many boxes are returned, at least 5
   */
  public RegionFinder(int maxRegions) {
    if (maxRegions < 5) {
      throw new IllegalArgumentException("at most " + maxRegions + " regions, expected 5 or more");
    }
    this.maxRegions = maxRegions;
  }

  /**
   * The boxes found, the largest first; if there are none, the whole picture and its four quarters.
   */
  public List<Box> find(BufferedImage image) {
    Pixels pixels = Pixels.of(image).atMost(LONGEST_SIDE);
    int width = pixels.width();
    int height = pixels.height();
    float scaleX = (float) image.getWidth() / width;
    float scaleY = (float) image.getHeight() / height;
    float[][] channels = pixels.channels();
    BackgroundPlane background = new BackgroundPlane(channels, width, height);
    float threshold = SMALLEST + 3 * background.noise();
    int[] standsOut =
        IntStream.range(0, width * height)
            .filter(i -> background.distance(i) > threshold)
            .toArray();
    double smallest = Math.max(4, SPECK * width * height);
    List<int[]> pieces = new ArrayList<>();
    for (int[] piece : Components.of(standsOut, width, height, (a, b) -> true)) {
      if (piece.length >= smallest && piece.length <= TOO_LARGE * width * height) {
        pieces.add(piece);
        pieces.addAll(parts(piece, channels, width, height, smallest));
      }
    }
    pieces.sort(Comparator.comparingInt((int[] piece) -> -piece.length)); // stable
    Set<Box> boxes = new LinkedHashSet<>();
    for (int[] piece : pieces) {
      boxes.add(scaled(box(piece, width), scaleX, scaleY));
    }
    return boxes.isEmpty()
        ? grid(image.getWidth(), image.getHeight())
        : boxes.stream().limit(maxRegions).toList();
  }

  /** The parts of one colour that fill a good deal of a piece but not nearly all of its box. */
  private static List<int[]> parts(
      int[] piece, float[][] channels, int width, int height, double smallest) {
    Box whole = box(piece, width);
    List<int[]> out =
        Components.of(
            piece, width, height, (a, b) -> Colours.distance(channels, a, b) < Colours.SAME / 2);
    out.removeIf(
        part ->
            part.length < smallest
                || part.length < LARGE_PART * piece.length
                || box(part, width).area() > 0.8f * whole.area());
    return out.size() < 2 ? List.of() : out;
  }

  private static Box box(int[] piece, int width) {
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = 0;
    int bottom = 0;
    for (int pixel : piece) {
      left = Math.min(left, pixel % width);
      right = Math.max(right, pixel % width + 1);
      top = Math.min(top, pixel / width);
      bottom = Math.max(bottom, pixel / width + 1);
    }
    return new Box(left, top, right, bottom);
  }

  private static Box scaled(Box box, float x, float y) {
    return new Box(box.x1() * x, box.y1() * y, box.x2() * x, box.y2() * y);
  }

  private static List<Box> grid(float width, float height) {
    float x = width / 2;
    float y = height / 2;
    return List.of(
        new Box(0, 0, width, height),
        new Box(0, 0, x, y),
        new Box(x, 0, width, y),
        new Box(0, y, x, height),
        new Box(x, y, width, height));
  }
}
