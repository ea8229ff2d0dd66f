package io.murel.relation.vector;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The backward pass: gradients of factors and weights from those of the results, through the
 * winners alone.
 *
 * <p>The work is cut into shares, each with sums of its own that are added up in the end, in the
 * same order whoever did them: the same numbers every time.
 */
final class Backward {

  /** Shares of a large batch; each takes as much memory as the weights. */
  private static final int SHARES = 8;

  /** Shares for each worker where there are fewer images than that. */
  private static final int SMALL_SHARES = 2;

  /** Reads what the forward pass gave and what came back for it. */
  interface Source {
    /**
     * @param gradients receives the D gradients of a region's results
     * @param winners receives their winners
     * @param at where both begin
     */
    void region(int image, int region, float[] gradients, int[] winners, int at);
  }

  /**
   * Where the gradients of a term go.
   *
   * @param left {@code [B, N, F]}, zeros before
   * @param right {@code [B, N, F]}
   * @param weight {@code [D, K]}
   */
  record Target(FloatBuffer left, FloatBuffer right, FloatBuffer weight) {}

  /** Some images, all regions of each; or one image, some of its regions. */
  record Share(int image, int endImage, int region, int endRegion) {}

  private final Workers workers;
  private final ShareWorker[] scratch;
  private final List<float[][]> sums = new ArrayList<>(); // of a share: for each term [D][width]
  private float[][] weights = {}; // for each term [D][width]
  private float[][]
      parts = {}; // for each term right gradients of the shares of images that are cut

  Backward(Workers workers) {
    this.workers = workers;
    scratch = new ShareWorker[workers.count()];
    Arrays.setAll(scratch, i -> new ShareWorker());
  }

  /**
   * Computes all gradients.
   *
   * @param linear the weights of each term, {@code [D, K]}
   */
  void run(Relations r, List<float[]> linear, Source source, List<Target> targets) {
    int terms = r.terms().size();
    List<Share> shares = shares(r);
    boolean cut = r.images() < shares.size() && r.images() < SMALL_SHARES * workers.count();
    fit(r, shares.size(), cut);
    workers.run(terms, (t, worker) -> spread(r, linear.get(t), weights[t], t));
    workers.run(
        shares.size(),
        (item, worker) -> {
          Share share = shares.get(item);
          for (float[] sum : sums.get(item)) {
            Arrays.fill(sum, 0);
          }
          FloatBuffer[] left = new FloatBuffer[terms];
          FloatBuffer[] right = new FloatBuffer[terms];
          for (int t = 0; t < terms; t++) {
            left[t] = targets.get(t).left();
            right[t] = cut ? FloatBuffer.wrap(parts[t]) : targets.get(t).right();
          }
          scratch[worker].run(
              r, share, weights, sums.get(item), source, left, right, cut ? item : share.image());
        });
    if (cut) {
      int perImage = shares.size() / r.images();
      workers.run(
          r.images() * terms,
          (item, worker) -> {
            int t = item % terms;
            addParts(r, t, item / terms, perImage, targets.get(t).right());
          });
    }
    workers.run(
        terms * shares.size(),
        (item, worker) -> {
          int t = item % terms;
          addSums(r, t, item / terms, shares.size(), targets.get(t).weight());
        });
  }

  private List<Share> shares(Relations r) {
    List<Share> shares = new ArrayList<>();
    int images = r.images();
    int wanted = SMALL_SHARES * workers.count();
    if (images >= wanted) {
      int count = Math.min(SHARES, images);
      for (int s = 0; s < count; s++) {
        int first = (int) ((long) images * s / count);
        shares.add(new Share(first, (int) ((long) images * (s + 1) / count), 0, r.regions()));
      }
      return shares;
    }
    int perImage = Math.min(r.regions(), (wanted + images - 1) / images);
    for (int image = 0; image < images; image++) {
      for (int s = 0; s < perImage; s++) {
        int first = r.regions() * s / perImage;
        shares.add(new Share(image, image + 1, first, r.regions() * (s + 1) / perImage));
      }
    }
    return shares;
  }

  private void fit(Relations r, int shares, boolean cut) {
    int terms = r.terms().size();
    if (weights.length != terms) {
      weights = new float[terms][0];
      parts = new float[terms][0];
      sums.clear();
    }
    while (sums.size() < shares) {
      sums.add(new float[terms][0]);
    }
    for (int t = 0; t < terms; t++) {
      Form form = r.terms().get(t).form;
      int size = r.dim() * Lanes.padded(form.dim);
      weights[t] = Buffers.exactly(weights[t], size);
      for (int s = 0; s < shares; s++) {
        sums.get(s)[t] = Buffers.exactly(sums.get(s)[t], size);
      }
      if (cut) {
        parts[t] = Buffers.atLeast(parts[t], shares * r.regions() * form.factors);
      }
    }
  }

  /** {@code [D, K] -> [D, width]}. */
  private static void spread(Relations r, float[] from, float[] to, int term) {
    int dim = r.terms().get(term).form.dim;
    int width = Lanes.padded(dim);
    for (int d = 0; d < r.dim(); d++) {
      System.arraycopy(from, d * dim, to, d * width, dim);
    }
  }

  /** Adds up the parts of the right gradients of one image. */
  private void addParts(Relations r, int term, int image, int perImage, FloatBuffer to) {
    int size = r.regions() * r.terms().get(term).form.factors;
    float[] part = parts[term];
    float[] sum = new float[size];
    for (int s = 0; s < perImage; s++) {
      int at = (image * perImage + s) * size;
      for (int q = 0; q < size; q++) {
        sum[q] += part[at + q];
      }
    }
    to.put(image * size, sum, 0, size);
  }

  /** Adds up one of {@code of} parts of the gradient of the weights. */
  private void addSums(Relations r, int term, int part, int of, FloatBuffer to) {
    int dim = r.terms().get(term).form.dim;
    int width = Lanes.padded(dim);
    float[] sum = new float[dim];
    for (int d = r.dim() * part / of; d < r.dim() * (part + 1) / of; d++) {
      Arrays.fill(sum, 0);
      for (int s = 0; s < of; s++) {
        float[] own = sums.get(s)[term];
        for (int k = 0; k < dim; k++) {
          sum[k] += own[d * width + k];
        }
      }
      to.put(d * dim, sum, 0, dim);
    }
  }
}
