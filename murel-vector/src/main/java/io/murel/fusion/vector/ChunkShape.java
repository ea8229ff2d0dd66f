package io.murel.fusion.vector;

import io.murel.vector.Lanes;
import io.murel.vector.RowProduct;

/**
 * Sizes of a chunk and of the arrays a worker keeps for it.
 *
 * @param size elements of the chunk
 * @param rank of its tensor
 */
record ChunkShape(int size, int rank) {

  /** Rows that are done together; a multiple of the rows of every product. */
  static final int BLOCK = 36;

  /** Factors of one side. */
  int factors() {
    return rank * size;
  }

  /** Inputs and the 1 after them. */
  int inputs() {
    return size + 1;
  }

  /** A row of inputs, with room for the last rows of a product. */
  int inputWidth() {
    return RowProduct.paddedRows(inputs());
  }

  int factorPanels() {
    return RowProduct.panels(factors());
  }

  /** A row of factors; an odd number of cache lines, so that columns do not share a few of them. */
  int factorWidth() {
    return factorPanels() * RowProduct.PANEL + Lanes.COUNT;
  }

  int inputPanels() {
    return RowProduct.panels(size);
  }

  /** A row of gradients of inputs. */
  int gradientWidth() {
    return inputPanels() * RowProduct.PANEL;
  }

  /** A row of z. */
  int zWidth() {
    return Lanes.padded(size);
  }
}
