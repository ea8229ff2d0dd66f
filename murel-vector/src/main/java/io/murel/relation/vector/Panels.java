package io.murel.relation.vector;

import io.murel.vector.Buffers;
import io.murel.vector.Lanes;
import io.murel.vector.Workers;
import java.nio.FloatBuffer;
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
  private List<float[]> packed = List.of(); // the weights that are in the panels now
  private List<Form> forms = List.of();
  private int depth;
  private int count;

  /**
   * Packs the weights, unless the same are there already: from the step before, say, or the
   * question before. To compare them takes a tenth of the time.
   *
   * @param weights {@code [D * K_t]} for each term
   * @param terms their shapes
   * @param numbers D
   */
  void pack(Workers workers, List<FloatBuffer> weights, List<Form> terms, long numbers) {
    if (terms.equals(forms) && holds(weights)) {
      return;
    }
    packed = weights.stream().map(Panels::copy).toList();
    forms = List.copyOf(terms);
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
            panel(packed.get(t), own, dim, panel * WIDTH, to);
            to += own * WIDTH;
          }
        });
  }

  private boolean holds(List<FloatBuffer> weights) {
    for (int t = 0; t < weights.size(); t++) {
      if (FloatBuffer.wrap(packed.get(t)).mismatch(weights.get(t)) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static float[] copy(FloatBuffer numbers) {
    float[] copy = new float[numbers.capacity()];
    numbers.get(0, copy);
    return copy;
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
