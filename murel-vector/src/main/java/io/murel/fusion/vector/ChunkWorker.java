package io.murel.fusion.vector;

import io.murel.fusion.RowMeeting;
import io.murel.vector.Buffers;
import io.murel.vector.Lanes;
import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.bytedeco.pytorch.Tensor;

/** Does chunks of a meeting, one at a time, and keeps the memory that takes. */
final class ChunkWorker {

  private static final VectorSpecies<Float> S = Lanes.SPECIES;
  private static final int L = Lanes.COUNT;
  private static final float SMALLEST_NORM = (float) RowMeeting.SMALLEST_NORM;

  private final ChunkShape shape;
  private final int size;
  private final int zWidth;
  private final ChunkSide left;
  private final ChunkSide right;
  private final float[] z; // [BLOCK][zWidth]
  private final float[] gradient; // [BLOCK][zWidth]
  private final float[] norms = new float[ChunkShape.BLOCK];

  ChunkWorker(ChunkShape shape) {
    this.shape = shape;
    size = shape.size();
    zWidth = shape.zWidth();
    left = new ChunkSide(shape);
    right = new ChunkSide(shape);
    z = new float[ChunkShape.BLOCK * zWidth];
    gradient = new float[ChunkShape.BLOCK * zWidth];
  }

  ChunkShape shape() {
    return shape;
  }

  /**
   * Computes z of some rows.
   *
   * @param chunk which of the part's
   * @param norms of the part
   */
  void forward(
      RowMeeting m, RowMeeting.Part part, int chunk, Tensor out, Tensor norms, int first, int end) {
    begin(m, part, chunk);
    FloatBuffer to = Buffers.floats(out);
    FloatBuffer lengths = Buffers.floats(norms);
    int dim = (int) out.size(1);
    int offset = part.run().offset() + chunk * size;
    for (int row = first; row < end; row += ChunkShape.BLOCK) {
      int n = Math.min(ChunkShape.BLOCK, end - row);
      left.load(row, n);
      right.load(row, n);
      for (int i = 0; i < n; i++) {
        rankSum(i);
        if (m.normalize()) {
          normalize(i);
        }
        to.put((row + i) * dim + offset, z, i * zWidth, size);
      }
      lengths.put(chunk * (int) m.rows() + row, this.norms, 0, n);
    }
  }

  /**
   * Computes the gradients of some rows.
   *
   * @param upstream of z
   * @param leftSum receives the gradient of the left map
   * @param rightSum receives that of the right one
   */
  void backward(
      RowMeeting m,
      RowMeeting.Part part,
      int chunk,
      RowMeeting.Result result,
      Tensor norms,
      Tensor upstream,
      RowMeeting.Gradients gradients,
      int first,
      int end,
      float[] leftSum,
      float[] rightSum) {
    begin(m, part, chunk);
    left.beginGradients(gradients.left(), first, end);
    right.beginGradients(gradients.right(), first, end);
    FloatBuffer own = Buffers.floats(result.z());
    FloatBuffer from = Buffers.floats(upstream);
    FloatBuffer lengths = Buffers.floats(norms);
    int dim = (int) upstream.size(1);
    int offset = part.run().offset() + chunk * size;
    for (int row = first; row < end; row += ChunkShape.BLOCK) {
      int n = Math.min(ChunkShape.BLOCK, end - row);
      left.load(row, n);
      right.load(row, n);
      lengths.get(chunk * (int) m.rows() + row, this.norms, 0, n);
      for (int i = 0; i < n; i++) {
        from.get((row + i) * dim + offset, gradient, i * zWidth, size);
        if (m.normalize()) {
          own.get((row + i) * dim + offset, z, i * zWidth, size);
          throughNorm(i);
        }
        throughRankSum(i);
      }
      left.addGradients(row, n);
      right.addGradients(row, n);
    }
    left.endGradients(first, end, leftSum);
    right.endGradients(first, end, rightSum);
  }

  private void begin(RowMeeting m, RowMeeting.Part part, int chunk) {
    left.begin(m.left(), part.leftMap(), part.run(), chunk);
    right.begin(m.right(), part.rightMap(), part.run(), chunk);
  }

  /** {@code z_k = sum_r m0_{r,k} m1_{r,k}} of a row; zeros behind its end. */
  private void rankSum(int row) {
    int at = row * shape.factorWidth();
    for (int v = 0; v < size; v += L) {
      FloatVector sum = FloatVector.zero(S);
      for (int q = at + v, r = 0; r < shape.rank(); r++, q += size) {
        FloatVector m0 = FloatVector.fromArray(S, left.factors, q);
        sum = m0.fma(FloatVector.fromArray(S, right.factors, q), sum);
      }
      FloatVector.zero(S).blend(sum, S.indexInRange(v, size)).intoArray(z, row * zWidth + v);
    }
  }

  /** Signed square root and unit length. */
  private void normalize(int row) {
    int at = row * zWidth;
    FloatVector squares = FloatVector.zero(S);
    for (int v = 0; v < zWidth; v += L) {
      FloatVector x = FloatVector.fromArray(S, z, at + v);
      FloatVector magnitude = x.abs();
      squares = squares.add(magnitude);
      FloatVector root = magnitude.sqrt();
      root.lanewise(VectorOperators.NEG, x.test(VectorOperators.IS_NEGATIVE)).intoArray(z, at + v);
    }
    float norm = (float) Math.sqrt(squares.reduceLanes(VectorOperators.ADD));
    norms[row] = Math.max(norm, SMALLEST_NORM);
    float scale = 1 / norms[row];
    for (int v = 0; v < zWidth; v += L) {
      FloatVector.fromArray(S, z, at + v).mul(scale).intoArray(z, at + v);
    }
  }

  /**
   * The gradient before the signed root and the norm from that behind them. With {@code y = s / n}
   * and {@code s = sign(z) sqrt|z|}: {@code ds = (dy - y (y . dy)) / n}, {@code dz = ds / 2|s|},
   * which is selected to be 0 where s is.
   */
  private void throughNorm(int row) {
    int at = row * zWidth;
    FloatVector products = FloatVector.zero(S);
    for (int v = 0; v < zWidth; v += L) {
      FloatVector y = FloatVector.fromArray(S, z, at + v);
      products = y.fma(FloatVector.fromArray(S, gradient, at + v), products);
    }
    float along = products.reduceLanes(VectorOperators.ADD);
    float scale = 0.5f / norms[row] / norms[row];
    for (int v = 0; v < zWidth; v += L) {
      FloatVector y = FloatVector.fromArray(S, z, at + v);
      FloatVector across = FloatVector.fromArray(S, gradient, at + v).sub(y.mul(along));
      FloatVector magnitude = y.abs();
      VectorMask<Float> none = magnitude.compare(VectorOperators.EQ, 0);
      across.mul(scale).div(magnitude).blend(0, none).intoArray(gradient, at + v);
    }
  }

  /** Replaces the factors of a row by their gradients: that of z times the other side's. */
  private void throughRankSum(int row) {
    int at = row * shape.factorWidth();
    for (int v = 0; v < size; v += L) {
      FloatVector d = FloatVector.fromArray(S, gradient, row * zWidth + v);
      VectorMask<Float> inside = S.indexInRange(v, size);
      for (int q = at + v, r = 0; r < shape.rank(); r++, q += size) {
        FloatVector m0 = FloatVector.fromArray(S, left.factors, q);
        FloatVector m1 = FloatVector.fromArray(S, right.factors, q);
        d.mul(m1).intoArray(left.factors, q, inside);
        d.mul(m0).intoArray(right.factors, q, inside);
      }
    }
  }
}
