package io.murel.relation.vector;

import java.util.List;

/**
 * The weights of the linear maps of all terms, {@code [D, K]} each, in the order the tiles read
 * them: panel after panel of 2 L numbers of the result, in a panel the K of all terms one after the
 * other, {@code [panel][K][2 L]}; zeros beyond D.
 */
final class Panels {

  /** Numbers of the result in a panel. */
  static final int WIDTH = 2 * Lanes.COUNT;

  private float[] data = {};
  private int depth;
  private int count;

  /**
   * Packs the weights.
   *
   * @param weights {@code [D * K_t]} for each term
   * @param terms their shapes
   * @param numbers D
   */
  void pack(Workers workers, List<float[]> weights, List<Form> terms, long numbers) {
    int dim = (int) numbers;
    depth = terms.stream().mapToInt(term -> term.dim).sum();
    count = (dim + WIDTH - 1) / WIDTH;
    data = Buffers.atLeast(data, count * depth * WIDTH);
    workers.run(
        count,
        (panel, worker) -> {
          int to = panel * depth * WIDTH;
          for (int t = 0; t < terms.size(); t++) {
            int own = terms.get(t).dim;
            panel(weights.get(t), own, dim, panel * WIDTH, to);
            to += own * WIDTH;
          }
        });
  }

  private void panel(float[] weights, int own, int dim, int first, int to) {
    for (int lane = 0; lane < WIDTH; lane++) {
      int d = first + lane;
      for (int k = 0; k < own; k++) {
        data[to + k * WIDTH + lane] = d < dim ? weights[d * own + k] : 0;
      }
    }
  }

  float[] data() {
    return data;
  }

  /** Number of panels. */
  int count() {
    return count;
  }

  /** Where a panel's weights for the elements of z from {@code offset} on begin. */
  int at(int panel, int offset) {
    return (panel * depth + offset) * WIDTH;
  }
}
