package io.murel.vector;

/**
 * A product of matrices of which the second and the result are cut into panels of two vectors:
 * {@code c[row][lane] = sum_d a[row][d] b[d][lane]}. A few rows at a time are computed in
 * registers.
 */
public final class RowProduct {

  /** Numbers in a row of a panel. */
  public static final int PANEL = 2 * Lanes.COUNT;

  /** Rows that are computed together: results have room for a multiple of it. */
  public static final int ROWS = Lanes.MANY_REGISTERS ? Rows9.ROWS : Rows4.ROWS;

  float[] a;
  int aRow; // from one row to the next
  int aDepth; // from one d to the next
  float[] b;
  int bDepth;
  float[] c;
  int cRow;
  int depth;
  boolean add; // to what c holds

  /** The first matrix. */
  public RowProduct a(float[] data, int row, int depthStep) {
    a = data;
    aRow = row;
    aDepth = depthStep;
    return this;
  }

  /** The second. */
  public RowProduct b(float[] data, int depthStep, int length) {
    b = data;
    bDepth = depthStep;
    depth = length;
    return this;
  }

  /** The result. */
  public RowProduct c(float[] data, int row, boolean addToIt) {
    c = data;
    cRow = row;
    add = addToIt;
    return this;
  }

  /**
   * Computes some rows of one panel, and the rows after them up to a multiple of {@link #ROWS}.
   *
   * @param aAt where the first row begins
   * @param bAt where the panel begins
   * @param cAt where the result begins
   */
  public void panel(int rows, int aAt, int bAt, int cAt) {
    for (int row = 0; row < rows; row += ROWS) {
      if (Lanes.MANY_REGISTERS) {
        Rows9.run(this, aAt + row * aRow, bAt, cAt + row * cRow);
      } else {
        Rows4.run(this, aAt + row * aRow, bAt, cAt + row * cRow);
      }
    }
  }

  /** The next multiple of {@link #ROWS}. */
  public static int paddedRows(int rows) {
    return (rows + ROWS - 1) / ROWS * ROWS;
  }

  /** Number of panels for so many lanes. */
  public static int panels(int lanes) {
    return (lanes + PANEL - 1) / PANEL;
  }
}
