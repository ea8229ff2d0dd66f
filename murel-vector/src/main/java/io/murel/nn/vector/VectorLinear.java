package io.murel.nn.vector;

import io.murel.nn.LinearKernel;
import io.murel.vector.Buffers;
import io.murel.vector.Workers;
import java.nio.FloatBuffer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A linear layer for a few rows in float32 on the CPU, the regions of one image say, with its
 * weights kept in order.
 */
final class VectorLinear implements LinearKernel {

  /** A few rows; for more it no longer matters that OpenBLAS puts the weights in order first. */
  private static final int FEWEST = 4;

  private static final int MOST = 72;

  /** The ordered weights take at most this part of the Java heap. */
  private static final int PART_OF_HEAP = 16;

  private final Workers workers;
  private OrderedWeights weights;
  private float[] rows = {}; // x, [rows, padded][in]
  private float[] sums = {}; // [rows, padded][out, padded]

  /**
   * @param threads that work at the same time
   */
  VectorLinear(int threads) {
    workers = new Workers(threads);
    weights = new OrderedWeights(workers);
  }

  @Override
  public boolean serves(Tensor x, Tensor weight) {
    long in = x.size(-1);
    long count = in == 0 ? 0 : x.numel() / in;
    return count >= FEWEST
        && count <= MOST
        && OrderedWeights.bytes(weight) <= Runtime.getRuntime().maxMemory() / PART_OF_HEAP
        && Buffers.readable(x)
        && Buffers.readable(weight)
        && weight.is_contiguous();
  }

  @Override
  public synchronized Tensor linear(Tensor x, Tensor weight, Tensor bias) {
    int in = (int) weight.size(1);
    int out = (int) weight.size(0);
    int count = (int) (x.numel() / in);
    int width = OrderedWeights.width(out);
    int padded = OrderedWeights.paddedRows(count);
    weights.of(weight);
    rows = Buffers.atLeast(rows, padded * in);
    sums = Buffers.atLeast(sums, padded * width);
    Buffers.floats(x.contiguous()).get(0, rows, 0, count * in);
    float[] start = new float[width];
    if (bias != null) {
      Buffers.floats(bias).get(0, start, 0, out);
    }
    weights.multiply(rows, count, start, sums);
    long[] shape = x.shape();
    shape[shape.length - 1] = out;
    Tensor result = torch.empty(shape, x.options(), null); // [..., out]
    FloatBuffer to = Buffers.floats(result);
    for (int row = 0; row < count; row++) {
      to.put(row * out, sums, row * width, out);
    }
    return result;
  }

  @Override
  public synchronized void close() {
    workers.close();
    weights = new OrderedWeights(workers); // the old ones are large
  }
}
