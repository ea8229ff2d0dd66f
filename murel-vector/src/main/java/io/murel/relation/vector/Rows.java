package io.murel.relation.vector;

import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Computes z of pairs once more, its elements side by side in the lanes, and takes its gradient
 * back to the factors: the backward pass of one term in one worker, for a block of regions of an
 * image at a time.
 */
final class Rows {

  private static final VectorSpecies<Float> S = Lanes.SPECIES;
  private static final int L = Lanes.COUNT;
  private static final float SMALLEST_NORM = 1e-12f;

  private final Form form;
  private final int regions;

  /** Length of z, padded with zeros. */
  final int width;

  private final int side; // factors of a region in our order: rank * width
  private final float[] raw;
  private final float[] right; // [N][rank][width]
  private final float[] rightGradient; // the same
  private final float[] left; // [block][rank][width]
  private final float[] leftGradient;
  private final float[] norms; // [block * N][groups]
  private final float[] size; // |z| of a pair, [width]
  private Factors factors;
  private int image;

  /** z of the block, {@code [block * N][width]}. */
  final float[] z;

  /** Gradient of z of the block, the same; the caller adds to it. */
  final float[] gradient;

  /**
   * @param block number of regions in a block, at most
   */
  Rows(Form form, int regions, int block) {
    this.form = form;
    this.regions = regions;
    width = Lanes.padded(form.dim);
    side = form.rank * width;
    raw = new float[form.factors];
    right = new float[regions * side];
    rightGradient = new float[regions * side];
    left = new float[block * side];
    leftGradient = new float[block * side];
    norms = new float[block * regions * form.ends.length];
    size = new float[width];
    z = new float[block * regions * width];
    gradient = new float[block * regions * width];
  }

  /** Shape of the term. */
  Form form() {
    return form;
  }

  /** Begins with an image. */
  void image(Factors factors, int image) {
    this.factors = factors;
    this.image = image;
    for (int j = 0; j < regions; j++) {
      factors.right(image, j, 1, raw);
      arrange(right, j * side);
    }
    Arrays.fill(rightGradient, 0);
  }

  private void arrange(float[] to, int at) {
    for (int r = 0, q = 0; r < form.rank; r++) {
      for (int k = 0; k < form.dim; k++, q++) {
        to[at + r * width + k] = raw[form.source[q]];
      }
    }
  }

  /** Reads a region as number {@code row} of the block; clears what belongs to it. */
  void region(int row, int region) {
    factors.left(image, region, raw);
    arrange(left, row * side);
    Arrays.fill(leftGradient, row * side, (row + 1) * side, 0);
    Arrays.fill(gradient, row * regions * width, (row + 1) * regions * width, 0);
  }

  /** Computes z of a region of the block and a partner. */
  void meet(int row, int partner) {
    int pair = row * regions + partner;
    int at = pair * width;
    int l = row * side;
    int r = partner * side;
    for (int v = 0; v < width; v += L) {
      FloatVector sum = FloatVector.zero(S);
      for (int q = v; q < side; q += width) {
        sum =
            FloatVector.fromArray(S, left, l + q).fma(FloatVector.fromArray(S, right, r + q), sum);
      }
      if (form.normalised) {
        FloatVector abs = sum.abs();
        abs.intoArray(size, v);
        sum = abs.sqrt().lanewise(VectorOperators.NEG, sum.test(VectorOperators.IS_NEGATIVE));
      }
      sum.intoArray(z, at + v);
    }
    if (form.normalised) {
      int begin = 0;
      for (int g = 0; g < form.ends.length; g++) {
        int end = form.ends[g];
        float norm = Math.max((float) Math.sqrt(sum(begin, end)), SMALLEST_NORM);
        norms[pair * form.ends.length + g] = norm;
        scale(at + begin, at + end, 1 / norm);
        begin = end;
      }
    }
  }

  private float sum(int begin, int end) {
    FloatVector sum = FloatVector.zero(S);
    for (int k = begin; k < end; k += L) {
      sum = sum.add(FloatVector.fromArray(S, size, k, S.indexInRange(k, end)));
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }

  private void scale(int begin, int end, float by) {
    for (int k = begin; k < end; k += L) {
      VectorMask<Float> inside = S.indexInRange(k, end);
      FloatVector.fromArray(S, z, k, inside).mul(by).intoArray(z, k, inside);
    }
  }

  /** Takes the gradient of z of a pair back to the factors of both regions. */
  void back(int row, int partner) {
    int pair = row * regions + partner;
    int at = pair * width;
    if (form.normalised) {
      int begin = 0;
      for (int g = 0; g < form.ends.length; g++) {
        int end = form.ends[g];
        throughNorm(at + begin, at + end, norms[pair * form.ends.length + g]);
        begin = end;
      }
    }
    int l = row * side;
    int r = partner * side;
    for (int v = 0; v < width; v += L) {
      FloatVector d = FloatVector.fromArray(S, gradient, at + v);
      for (int q = v; q < side; q += width) {
        FloatVector x0 = FloatVector.fromArray(S, left, l + q);
        FloatVector x1 = FloatVector.fromArray(S, right, r + q);
        d.fma(x1, FloatVector.fromArray(S, leftGradient, l + q)).intoArray(leftGradient, l + q);
        d.fma(x0, FloatVector.fromArray(S, rightGradient, r + q)).intoArray(rightGradient, r + q);
      }
    }
  }

  /**
   * Gradient before the signed root and the norm from that behind them. With {@code y = s / n},
   * {@code s = sign(z) sqrt|z|}: {@code ds = (dy - y (y . dy)) / n} and {@code dz = ds / 2|s|},
   * which is selected to be 0 where s is. A norm that was too small to divide by is a constant.
   */
  private void throughNorm(int begin, int end, float norm) {
    FloatVector product = FloatVector.zero(S);
    for (int k = begin; k < end; k += L) {
      VectorMask<Float> inside = S.indexInRange(k, end);
      FloatVector y = FloatVector.fromArray(S, z, k, inside);
      product = y.fma(FloatVector.fromArray(S, gradient, k, inside), product);
    }
    float dot = norm > SMALLEST_NORM ? product.reduceLanes(VectorOperators.ADD) : 0;
    float scale = 0.5f / norm / norm;
    for (int k = begin; k < end; k += L) {
      VectorMask<Float> inside = S.indexInRange(k, end);
      FloatVector y = FloatVector.fromArray(S, z, k, inside);
      FloatVector ds = FloatVector.fromArray(S, gradient, k, inside).sub(y.mul(dot)).mul(scale);
      FloatVector abs = y.abs();
      ds.div(abs).blend(0, abs.compare(VectorOperators.EQ, 0)).intoArray(gradient, k, inside);
    }
  }

  /** Writes the gradient of a region's left factors. */
  void left(int row, int region, FloatBuffer to) {
    put(leftGradient, row * side, to, (image * regions + region) * form.factors);
  }

  /** Writes the gradients of the right factors of all regions; an image's number in {@code to}. */
  void right(FloatBuffer to, int slot) {
    for (int j = 0; j < regions; j++) {
      put(rightGradient, j * side, to, (slot * regions + j) * form.factors);
    }
  }

  private void put(float[] from, int at, FloatBuffer to, int toAt) {
    for (int r = 0, q = 0; r < form.rank; r++) {
      for (int k = 0; k < form.dim; k++, q++) {
        raw[form.source[q]] = from[at + r * width + k];
      }
    }
    to.put(toAt, raw, 0, form.factors);
  }
}
