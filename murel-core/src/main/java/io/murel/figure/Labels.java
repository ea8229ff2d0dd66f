package io.murel.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds places for labels where they hide each other as little as may be. */
final class Labels {

  private final Rect frame;
  private final List<Rect> taken = new ArrayList<>();

  /**
   * @param frame labels stay inside
   */
  Labels(Rect frame) {
    this.frame = frame;
  }

  /** The first of the places that overlaps least with those taken before; it is taken then. */
  Rect place(List<Rect> candidates) {
    Rect best =
        candidates.stream()
            .map(candidate -> candidate.inside(frame))
            .min(Comparator.comparingDouble(this::hidden))
            .orElseThrow();
    taken.add(best);
    return best;
  }

  private double hidden(Rect candidate) {
    return taken.stream().mapToDouble(candidate.grown(1)::overlap).sum();
  }

  /** Places at the corners of a box, outside first. */
  static List<Rect> at(Rect box, double width, double height) {
    List<Rect> places = new ArrayList<>();
    double[] tops = {box.y() - height, box.bottom(), box.y(), box.bottom() - height};
    for (double top : tops) {
      places.add(new Rect(box.x(), top, width, height));
      places.add(new Rect(box.right() - width, top, width, height));
    }
    return places;
  }

  /** Places beside a curve, along its middle, on the outer side of its bend first. */
  static List<Rect> beside(Curve curve, double width, double height) {
    List<Rect> places = new ArrayList<>();
    for (double side : new double[] {1, -1}) {
      for (double t : new double[] {0.5, 0.42, 0.58, 0.34, 0.66}) {
        Point way = curve.beside(t, 1).minus(curve.at(t)); // of length 1
        double away = 4 + Math.abs(way.x()) * width / 2 + Math.abs(way.y()) * height / 2;
        Point at = curve.beside(t, side * away);
        places.add(new Rect(at.x() - width / 2, at.y() - height / 2, width, height));
      }
    }
    return places;
  }
}
