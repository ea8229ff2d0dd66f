package io.murel.relation.vector;

import java.util.List;

/**
 * One problem: which regions, which terms, which weights.
 *
 * @param images B
 * @param regions N
 * @param dim D
 * @param terms those of the relation
 * @param panels the weights of all terms
 * @param partners who may be a partner of whom
 */
record Relations(
    int images, int regions, int dim, List<Factors> terms, Panels panels, Partners partners) {

  /** Length of z of all terms together. */
  int depth() {
    return depth(terms.size());
  }

  /** Length of z of the first terms. */
  int depth(int first) {
    return terms.subList(0, first).stream().mapToInt(t -> t.form.dim).sum();
  }

  /** How the partners of an image are cut. */
  Tiling tiling(int image) {
    return Tiling.of(partners.count(image));
  }
}
