package io.murel.relation.vector;

import io.murel.fusion.LowRank;
import java.util.List;

/**
 * Shape of a low-rank term, with its factors in the order the loops want them: rank after rank, in
 * a rank element after element.
 */
final class Form {

  /** Length of z, K. */
  final int dim;

  /** Number of products. */
  final int rank;

  /** Length of the factors of a side, rank * K. */
  final int factors;

  /** Where each group of z that is normalised ends; the whole where nothing is. */
  final int[] ends;

  /** Whether the groups are normalised. */
  final boolean normalised;

  /** For each element r * K + k of the factors in our order its place in the fusion's order. */
  final int[] source;

  Form(LowRank lowRank) {
    dim = lowRank.dim();
    rank = lowRank.rank();
    factors = lowRank.factors();
    normalised = !lowRank.groups().isEmpty();
    ends = normalised ? ends(lowRank.groups()) : new int[] {dim};
    source = new int[factors];
    int offset = 0;
    for (int size : lowRank.chunks().sizes()) {
      for (int r = 0; r < rank; r++) {
        for (int s = 0; s < size; s++) {
          source[r * dim + offset + s] = rank * offset + r * size + s;
        }
      }
      offset += size;
    }
  }

  private static int[] ends(List<Integer> groups) {
    int[] ends = new int[groups.size()];
    int end = 0;
    for (int g = 0; g < ends.length; g++) {
      end += groups.get(g);
      ends[g] = end;
    }
    return ends;
  }
}
