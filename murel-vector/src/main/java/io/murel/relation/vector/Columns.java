package io.murel.relation.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Computes z of a region with all its partners, the partners side by side in the lanes: what the
 * forward pass multiplies. One a worker.
 */
final class Columns {

  private static final VectorSpecies<Float> S = Lanes.SPECIES;
  private static final int L = Lanes.COUNT;
  private static final float SMALLEST_NORM = 1e-12f;

  private float[] raw = {}; // factors of the partners as libtorch has them, [N][F]
  private float[] right = {}; // turned: [rank * K][width]
  private float[] left = {}; // factors of the region, [F]
  private float[] z = {}; // [K][width]
  private int width; // partners, padded

  /**
   * Reads the partners, the first regions of an image.
   *
   * @param regions how many
   * @param padded how many there is room for in the tiles
   */
  void image(Factors factors, int image, int regions, int padded) {
    Form form = factors.form;
    width = Lanes.padded(padded);
    raw = Buffers.atLeast(raw, regions * form.factors);
    right = Buffers.atLeast(right, form.factors * width);
    left = Buffers.atLeast(left, form.factors);
    z = Buffers.atLeast(z, form.dim * width + L); // the last row is read beyond its end
    factors.right(image, 0, regions, raw);
    for (int q = 0; q < form.factors; q++) {
      int from = form.source[q];
      int to = q * width;
      for (int j = 0; j < regions; j++, from += form.factors) {
        right[to + j] = raw[from];
      }
      for (int j = regions; j < width; j++) {
        right[to + j] = 0;
      }
    }
  }

  /**
   * Computes z of one region with all partners.
   *
   * @param to receives it tile after tile, {@code [depth][rows of the tile]}
   * @param at where the first tile begins
   * @param depth length of z of all terms together
   * @param offset where in it this term's z begins
   */
  void region(
      Factors factors,
      int image,
      int region,
      Tiling tiling,
      float[] to,
      int at,
      int depth,
      int offset) {
    factors.left(image, region, left);
    for (int v = 0; v < width; v += L) {
      int begin = 0;
      for (int end : factors.form.ends) {
        group(factors.form, begin, end, v);
        begin = end;
      }
    }
    for (int tile = 0; tile < tiling.tiles(); tile++) {
      int first = tiling.first(tile);
      int rows = tiling.rows(tile);
      tile(factors.form.dim, first, rows, to, at + first * depth + offset * rows);
    }
  }

  /** Copies the z of a few partners, {@code [K][width] -> [K][rows]}. */
  private void tile(int dim, int first, int rows, float[] to, int at) {
    int out = at;
    int whole = Math.max(0, dim - (L + rows - 1) / rows); // so far nothing else is overwritten
    for (int k = 0; k < whole; k++, out += rows) {
      for (int v = 0; v < rows; v += L) { // the next k overwrites what is beyond the rows
        FloatVector.fromArray(S, z, k * width + first + v).intoArray(to, out + v);
      }
    }
    for (int k = whole; k < dim; k++, out += rows) {
      System.arraycopy(z, k * width + first, to, out, rows);
    }
  }

  /** Elements of z that are normalised together, for one vector of partners. */
  private void group(Form form, int begin, int end, int v) {
    FloatVector norm = FloatVector.zero(S); // squared
    for (int k = begin; k < end; k++) {
      FloatVector sum = FloatVector.zero(S);
      for (int q = k; q < form.factors; q += form.dim) {
        FloatVector partner = FloatVector.fromArray(S, right, q * width + v);
        sum = FloatVector.broadcast(S, left[form.source[q]]).fma(partner, sum);
      }
      if (form.normalised) {
        FloatVector size = sum.abs();
        norm = norm.add(size); // the square of the root
        FloatVector root = size.sqrt();
        sum = root.lanewise(VectorOperators.NEG, sum.test(VectorOperators.IS_NEGATIVE));
      }
      sum.intoArray(z, k * width + v);
    }
    if (form.normalised) {
      FloatVector scale = FloatVector.broadcast(S, 1).div(norm.sqrt().max(SMALLEST_NORM));
      for (int k = begin; k < end; k++) {
        int at = k * width + v;
        FloatVector.fromArray(S, z, at).mul(scale).intoArray(z, at);
      }
    }
  }
}
