package io.murel.fusion.vector;

import io.murel.fusion.Chunks;
import io.murel.fusion.ProjectedRows;
import io.murel.vector.Buffers;
import io.murel.vector.RowProduct;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;

/** One side of a chunk in a worker's memory: inputs, factors, maps, and gradients of all three. */
final class ChunkSide {

  private final ChunkShape shape;
  private final RowProduct product = new RowProduct();
  private final float[] inputs; // [BLOCK][inputWidth]: elements, 1, zeros
  private final byte[] dropped; // [BLOCK][size]
  private final float[] map; // [factors][inputs], as libtorch has it
  private final float[] forward; // its panels: [panel][inputs][PANEL]
  private final float[] backward; // its panels the other way: [panel][factors][PANEL]
  private final float[] mapSums; // gradient of the map: [panel][inputWidth][PANEL]
  private final float[] inputGradient; // [BLOCK][gradientWidth]
  final float[] factors; // [BLOCK][factorWidth]; later their gradients
  private float[] groupSums = {}; // gradients of inputs that several rows have in common

  private FloatBuffer projected;
  private ByteBuffer mask;
  private FloatBuffer target;
  private int repeat;
  private int dim; // elements of a row in libtorch's memory
  private int offset; // of the chunk in it
  private int firstGroup;

  ChunkSide(ChunkShape shape) {
    this.shape = shape;
    int block = ChunkShape.BLOCK;
    inputs = new float[block * shape.inputWidth()];
    for (int row = 0; row < block; row++) {
      inputs[row * shape.inputWidth() + shape.size()] = 1;
    }
    dropped = new byte[block * shape.size()];
    map = new float[shape.factors() * shape.inputs()];
    forward = new float[shape.factorPanels() * shape.inputs() * RowProduct.PANEL];
    backward = new float[shape.inputPanels() * shape.factors() * RowProduct.PANEL];
    mapSums = new float[shape.factorPanels() * shape.inputWidth() * RowProduct.PANEL];
    inputGradient = new float[block * shape.gradientWidth()];
    factors = new float[block * shape.factorWidth()];
  }

  /** A dense bool tensor on the CPU as a buffer of its elements, not copied. */
  private static ByteBuffer bytes(Tensor tensor) {
    return new BytePointer(tensor.data_ptr()).capacity(tensor.numel()).asBuffer();
  }

  /**
   * Begins with a chunk.
   *
   * @param rows dense
   * @param maps of the run, {@code [count, factors, inputs]}
   * @param chunk which of the run
   */
  void begin(ProjectedRows rows, Tensor maps, Chunks.Run run, int chunk) {
    projected = Buffers.floats(rows.projected());
    mask = rows.dropped() == null ? null : bytes(rows.dropped());
    repeat = rows.repeat();
    dim = (int) rows.projected().size(1);
    offset = run.offset() + chunk * run.size();
    Buffers.floats(maps).get(chunk * map.length, map);
    int inputCount = shape.inputs();
    for (int q = 0; q < shape.factors(); q++) {
      int lane = q % RowProduct.PANEL;
      int to = (q / RowProduct.PANEL) * inputCount * RowProduct.PANEL + lane;
      for (int k = 0; k < inputCount; k++, to += RowProduct.PANEL) {
        forward[to] = map[q * inputCount + k];
      }
    }
  }

  /**
   * Begins to collect gradients, after {@link #begin}.
   *
   * @param gradient of the projected rows, {@code [rows / repeat, dim]}; null: not wanted
   * @param first the first row there will be
   * @param end the row after the last
   */
  void beginGradients(Tensor gradient, int first, int end) {
    Arrays.fill(mapSums, 0);
    target = gradient == null ? null : Buffers.floats(gradient);
    if (target == null) {
      return;
    }
    int size = shape.size();
    for (int q = 0; q < shape.factors(); q++) {
      for (int k = 0; k < size; k++) {
        int panel = k / RowProduct.PANEL;
        int to = (panel * shape.factors() + q) * RowProduct.PANEL + k % RowProduct.PANEL;
        backward[to] = map[q * shape.inputs() + k];
      }
    }
    if (repeat > 1) {
      firstGroup = first / repeat;
      int length = (end - first) / repeat * size;
      groupSums = groupSums.length >= length ? groupSums : new float[length];
      Arrays.fill(groupSums, 0, length, 0);
    }
  }

  /** Reads the inputs of some rows and computes their factors. */
  void load(int first, int n) {
    int size = shape.size();
    int width = shape.inputWidth();
    for (int i = 0; i < n; i++) {
      projected.get((first + i) / repeat * dim + offset, inputs, i * width, size);
      if (mask != null) {
        mask.get((first + i) * dim + offset, dropped, i * size, size);
        for (int k = 0; k < size; k++) {
          if (dropped[i * size + k] != 0) {
            inputs[i * width + k] = 0;
          }
        }
      }
    }
    product
        .a(inputs, width, 1)
        .b(forward, RowProduct.PANEL, shape.inputs())
        .c(factors, shape.factorWidth(), false);
    for (int panel = 0; panel < shape.factorPanels(); panel++) {
      int from = panel * shape.inputs() * RowProduct.PANEL;
      product.panel(n, 0, from, panel * RowProduct.PANEL);
    }
  }

  /** Collects the gradients of the rows in memory, whose factors are gradients by now. */
  void addGradients(int first, int n) {
    product
        .a(inputs, 1, shape.inputWidth())
        .b(factors, shape.factorWidth(), n)
        .c(mapSums, RowProduct.PANEL, true);
    for (int panel = 0; panel < shape.factorPanels(); panel++) {
      int to = panel * shape.inputWidth() * RowProduct.PANEL;
      product.panel(shape.inputs(), 0, panel * RowProduct.PANEL, to);
    }
    if (target != null) {
      product
          .a(factors, shape.factorWidth(), 1)
          .b(backward, RowProduct.PANEL, shape.factors())
          .c(inputGradient, shape.gradientWidth(), false);
      for (int panel = 0; panel < shape.inputPanels(); panel++) {
        int from = panel * shape.factors() * RowProduct.PANEL;
        product.panel(n, 0, from, panel * RowProduct.PANEL);
      }
      for (int i = 0; i < n; i++) {
        inputGradient(first + i, i);
      }
    }
  }

  private void inputGradient(int row, int i) {
    int size = shape.size();
    int at = i * shape.gradientWidth();
    if (mask != null) {
      for (int k = 0; k < size; k++) {
        if (dropped[i * size + k] != 0) {
          inputGradient[at + k] = 0;
        }
      }
    }
    if (repeat == 1) {
      target.put(row * dim + offset, inputGradient, at, size);
    } else {
      int to = (row / repeat - firstGroup) * size;
      for (int k = 0; k < size; k++) {
        groupSums[to + k] += inputGradient[at + k];
      }
    }
  }

  /**
   * Ends the collection.
   *
   * @param sum receives the gradient of the map, {@code [factors][inputs]}
   */
  void endGradients(int first, int end, float[] sum) {
    int inputCount = shape.inputs();
    for (int q = 0; q < shape.factors(); q++) {
      int panel = q / RowProduct.PANEL;
      int from = panel * shape.inputWidth() * RowProduct.PANEL + q % RowProduct.PANEL;
      for (int k = 0; k < inputCount; k++, from += RowProduct.PANEL) {
        sum[q * inputCount + k] = mapSums[from];
      }
    }
    if (target != null && repeat > 1) {
      int size = shape.size();
      for (int group = first / repeat, at = 0; group < end / repeat; group++, at += size) {
        target.put(group * dim + offset, groupSums, at, size);
      }
    }
  }
}
