package io.murel.relation.vector;

import io.murel.nn.WrittenTo;
import io.murel.vector.Buffers;
import io.murel.vector.Lanes;
import io.murel.vector.Workers;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The weights of the linear maps of all terms, {@code [D, K]} each, in the order the tiles read
 * them: panel after panel of 2 L numbers of the result, in a panel the K of all terms one after the
 * other, {@code [panel][K][2 L]}; zeros beyond D.
 */
final class Panels {

  /** Numbers of the result in a panel. */
  static final int WIDTH = 2 * Lanes.COUNT;

  private float[] data = {};
  private List<WrittenTo> packed = List.of(); // the weights that are in the panels now
  private List<Form> forms = List.of();
  private int depth;
  private int count;

  /**
   * Packs the weights, unless the same are there already: from the step before, say, or the
   * question before.
   *
   * @param weights {@code [D, K_t]} for each term, dense parameters
   * @param terms their shapes
   * @param numbers D
   */
  void pack(Workers workers, List<Tensor> weights, List<Form> terms, long numbers) {
    List<WrittenTo> now = weights.stream().map(WrittenTo::of).toList();
    if (terms.equals(forms) && now.equals(packed)) {
      return;
    }
    packed = List.of();
    List<float[]> copies = weights.stream().map(Buffers::copy).toList();
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
            panel(copies.get(t), own, dim, panel * WIDTH, to);
            to += own * WIDTH;
          }
        });
    packed = now;
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
