package io.murel.app.serve.api;

import io.murel.app.serve.image.PictureSize;
import io.murel.model.Trace;
import io.murel.regions.Regions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How things look in JSON. */
final class Views {
  private Views() {}

  /**
   * A region.
   *
   * @param box left, top, right and bottom edge as fractions of the picture
   */
  record Region(float[] box) {}

  /**
   * A step of reasoning.
   *
   * @param contributions a share for each region
   * @param partners for each region a share for each partner
   */
  record Step(double[] contributions, double[][] partners) {}

  /** A way of reasoning. */
  record Steps(List<Step> steps) {}

  /**
   * The regions of an image.
   *
   * @param image its size; null where that is not known
   */
  record SeenImage(PictureSize image, List<Region> regions) {}

  static List<Region> regions(Regions regions) {
    List<Region> out = new ArrayList<>();
    for (int i = 0; i < regions.count(); i++) {
      out.add(new Region(Arrays.copyOfRange(regions.normBoxes(), 4 * i, 4 * i + 4)));
    }
    return out;
  }

  static Steps steps(Trace trace) {
    List<Step> steps = new ArrayList<>();
    for (Trace.Step step : trace.steps()) {
      double[][] partners = new double[step.partners().length][];
      for (int i = 0; i < partners.length; i++) {
        partners[i] = rounded(step.partners()[i]);
      }
      steps.add(new Step(rounded(step.contributions()), partners));
    }
    return new Steps(steps);
  }

  /** To five digits, which no eye tells apart: half the size on the line. */
  private static double[] rounded(float[] shares) {
    double[] out = new double[shares.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.round(shares[i] * 1e5) / 1e5;
    }
    return out;
  }
}
