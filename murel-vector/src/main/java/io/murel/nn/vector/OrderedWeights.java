package io.murel.nn.vector;

import io.murel.nn.WrittenTo;
import io.murel.vector.Buffers;
import io.murel.vector.RowProduct;
import io.murel.vector.Workers;
import java.nio.FloatBuffer;
import org.bytedeco.pytorch.Tensor;

/**
 * The weights of a layer in the order in which products with a few rows read them. OpenBLAS puts
 * them into such an order for every product, which for a few rows takes as long as to multiply;
 * here they stay until they are written to.
 */
public final class OrderedWeights {

  private static final int PANEL = RowProduct.PANEL;

  private final Workers workers;
  private final RowProduct[] products;
  private float[] panels = {}; // [panel][in][PANEL]
  private WrittenTo ordered; // what the panels are a copy of
  private int in;
  private int out;

  /**
   * @param workers who put them in order and multiply
   */
  public OrderedWeights(Workers workers) {
    this.workers = workers;
    products = new RowProduct[workers.count()];
    for (int i = 0; i < products.length; i++) {
      products[i] = new RowProduct();
    }
  }

  /** Java heap that the weights {@code [out, in]} take in this order, in bytes. */
  public static long bytes(Tensor weight) {
    return Float.BYTES * weight.size(1) * width((int) weight.size(0));
  }

  /** Numbers in a row of the products: those there are, and room up to the end of a panel. */
  public static int width(int out) {
    return RowProduct.panels(out) * PANEL;
  }

  /** Room for so many rows: they are multiplied a few at a time. */
  public static int paddedRows(int rows) {
    return RowProduct.paddedRows(rows);
  }

  /**
   * Brings the weights in order, unless they are.
   *
   * @param weight {@code [out, in]}, dense
   */
  public void of(Tensor weight) {
    WrittenTo now = WrittenTo.of(weight);
    if (now.equals(ordered)) {
      return;
    }
    ordered = null;
    out = (int) weight.size(0);
    in = (int) weight.size(1);
    panels = Buffers.exactly(panels, width(out) * in);
    FloatBuffer from = Buffers.floats(weight);
    workers.run(RowProduct.panels(out), (panel, worker) -> order(from, panel));
    ordered = now;
  }

  private void order(FloatBuffer from, int panel) {
    float[] row = new float[in];
    for (int lane = 0; lane < PANEL; lane++) {
      int number = panel * PANEL + lane;
      if (number < out) {
        from.get(number * in, row);
        for (int k = 0, to = panel * in * PANEL + lane; k < in; k++, to += PANEL) {
          panels[to] = row[k];
        }
      }
    }
  }

  /**
   * Multiplies rows with the weights.
   *
   * @param rows x, {@code [count, padded][in]}
   * @param bias what each row begins with, {@code [width]}
   * @param sums {@code x W^T + b}, {@code [count, padded][width]}
   */
  public void multiply(float[] rows, int count, float[] bias, float[] sums) {
    int width = width(out);
    workers.run(
        RowProduct.panels(out),
        (panel, worker) -> {
          int at = panel * PANEL;
          for (int row = 0; row < count; row++) {
            System.arraycopy(bias, at, sums, row * width + at, PANEL);
          }
          products[worker]
              .a(rows, in, 1)
              .b(panels, PANEL, in)
              .c(sums, width, true)
              .panel(count, 0, at * in, at);
        });
  }
}
