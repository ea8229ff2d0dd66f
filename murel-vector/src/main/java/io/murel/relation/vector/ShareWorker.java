package io.murel.relation.vector;

import io.murel.relation.vector.Backward.Share;
import io.murel.relation.vector.Backward.Source;
import java.nio.FloatBuffer;

/** Does shares of the backward pass, one at a time, and keeps the memory that takes. */
final class ShareWorker {

  /** z of a block of regions and its gradient stay in the second-level cache of a core. */
  private static final int CACHE = 1 << 20;

  private static final int FLOAT = 4;

  private Rows[] rows = {};
  private Winnings winnings;
  private int regions;
  private int dim;
  private int block; // regions that are done together
  private int[] regionOf; // number of each in its image
  private int[] from; // where the z begin that won a number
  private float[] weight; // what they are weighted with
  private int filled;

  /**
   * Does a share.
   *
   * @param weights of each term, {@code [D][width]}
   * @param sums gradients of the weights of each term, added to
   * @param left for each term {@code [B, N, F]}
   * @param right for each term {@code [slots, N, F]}
   * @param slot where in it the share's first image belongs
   */
  void run(
      Relations r,
      Share share,
      float[][] weights,
      float[][] sums,
      Source source,
      FloatBuffer[] left,
      FloatBuffer[] right,
      int slot) {
    fit(r);
    for (int image = share.image(); image < share.endImage(); image++) {
      for (int t = 0; t < rows.length; t++) {
        rows[t].image(r.terms().get(t), image);
      }
      for (int i = share.region(); i < share.endRegion(); i++) {
        if (r.partners().real(image, i)) {
          regionOf[filled] = i;
          source.region(image, i, winnings.gradients, winnings.winners, filled * dim);
          filled++;
          if (filled == block) {
            flush(weights, sums, left);
          }
        }
      }
      flush(weights, sums, left);
      for (int t = 0; t < rows.length; t++) {
        rows[t].right(right[t], slot + image - share.image());
      }
    }
  }

  private void fit(Relations r) {
    boolean fits = regions == r.regions() && dim == r.dim() && rows.length == r.terms().size();
    int widest = 0;
    for (int t = 0; t < r.terms().size(); t++) {
      Form form = r.terms().get(t).form;
      widest = Math.max(widest, Lanes.padded(form.dim));
      fits = fits && rows[t].form() == form;
    }
    if (!fits) {
      regions = r.regions();
      dim = r.dim();
      block = Math.max(1, Math.min(regions, CACHE / (2 * FLOAT * regions * widest)));
      rows = new Rows[r.terms().size()];
      for (int t = 0; t < rows.length; t++) {
        rows[t] = new Rows(r.terms().get(t).form, regions, block);
      }
      winnings = new Winnings(block, regions, dim);
      regionOf = new int[block];
      from = new int[block];
      weight = new float[block];
    }
  }

  /** Does the regions that have come together. */
  private void flush(float[][] weights, float[][] sums, FloatBuffer[] left) {
    for (int row = 0; row < filled; row++) {
      winnings.sort(row);
    }
    for (int t = 0; t < rows.length; t++) {
      for (int row = 0; row < filled; row++) {
        rows[t].region(row, regionOf[row]);
        for (int j = 0; j < regions; j++) {
          if (winnings.won(row, j)) {
            rows[t].meet(row, j);
          }
        }
      }
      for (int stretch = 0; stretch < winnings.stretches(); stretch++) {
        gather(rows[t], stretch, weights[t]);
        scatter(rows[t], stretch, sums[t]);
      }
      for (int row = 0; row < filled; row++) {
        for (int j = 0; j < regions; j++) {
          if (winnings.won(row, j)) {
            rows[t].back(row, j);
          }
        }
        rows[t].left(row, regionOf[row], left[t]);
      }
    }
    filled = 0;
  }

  /** Gradient of z: the weights of the numbers a pair has won. */
  private void gather(Rows own, int stretch, float[] weights) {
    for (int row = 0; row < filled; row++) {
      for (int j = 0; j < regions; j++) {
        int begin = winnings.begin(row, stretch, j);
        int end = winnings.begin(row, stretch, j + 1);
        if (begin < end) {
          WeightedRows.gather(
              winnings.order(),
              begin,
              end,
              winnings.gradients,
              row * dim,
              weights,
              own.width,
              own.gradient,
              (row * regions + j) * own.width);
        }
      }
    }
  }

  /** Gradient of the weights: the z that have won a number. */
  private void scatter(Rows own, int stretch, float[] sums) {
    for (int d = winnings.first(stretch); d < winnings.end(stretch); d++) {
      for (int row = 0; row < filled; row++) {
        weight[row] = winnings.gradients[row * dim + d];
        from[row] = (row * regions + winnings.winners[row * dim + d]) * own.width;
      }
      int row = 0;
      for (; row + 4 <= filled; row += 4) {
        WeightedRows.addFour(weight, from, row, own.z, own.width, sums, d * own.width);
      }
      for (; row < filled; row++) {
        WeightedRows.addOne(weight[row], from[row], own.z, own.width, sums, d * own.width);
      }
    }
  }
}
