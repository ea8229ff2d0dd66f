package io.murel.fusion;

import io.murel.nn.Module;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Fuses two vectors into one: {@code y = f(x0, x1)}.
 *
 * <p>Every fusion here has the same three parts: what depends on {@code x0} alone, what depends on
 * {@code x1} alone, and how the two meet. Keeping them apart is what makes relations cheap: for all
 * pairs of {@code N} regions the first two cost {@code N} rows each and only the meeting is done
 * {@code N * N} times (the original expands the inputs and does everything {@code N * N} times).
 *
 * <p>The leading dimensions of the two inputs may be any that broadcast: {@code [B, N, 1, d0]} with
 * {@code [B, 1, N, d1]} fuses all pairs, {@code [B, 1, d0]} with {@code [B, N, d1]} one question
 * with each region.
 */
public abstract class Fusion extends Module {

  /** What {@code x0} contributes: {@code [..., d0] -> [..., factors]}. */
  public abstract Tensor left(Tensor x0);

  /** What {@code x1} contributes: {@code [..., d1] -> [..., factors]}. */
  public abstract Tensor right(Tensor x1);

  /** Where they meet: two broadcastable {@code [..., factors] -> [..., output_dim]}. */
  public abstract Tensor combine(Tensor left, Tensor right);

  /** Length of the fused vector. */
  public abstract int outputDim();

  /**
   * What {@code x0} contributes to every {@link #meet}, computed once where it meets several {@code
   * x1} one after the other: a question the regions of each step.
   */
  public Tensor prepare(Tensor x0) {
    return left(x0);
  }

  /**
   * {@code forward(x0, x1)}.
   *
   * @param prepared what {@link #prepare} gave for {@code x0}, in the same mode: {@code [B, 1, d0]}
   * @param x1 {@code [B, N, d1]}
   */
  public Tensor meet(Tensor prepared, Tensor x1) {
    return combine(prepared, right(x1));
  }

  /**
   * Whether {@link #forward} is {@code combine(left(x0), right(x1))}. It is not while training with
   * dropout on the projected inputs: there each meeting draws its own masks, while {@link #left}
   * and {@link #right} draw one for each row, common to all that row meets.
   */
  public boolean separable() {
    return true;
  }

  /**
   * How {@link #combine} works now, where it is a sum of products and a linear map and draws no
   * dropout; empty: in some other way.
   */
  public Optional<LowRank> lowRank() {
    return Optional.empty();
  }

  /**
   * Numbers that are in memory for each row of a meeting until the step is over, at least: its
   * result and what is made on the way. For estimates.
   *
   * @param original whether in the original's sequence of operations
   */
  public long numbersOfRow(boolean original) {
    return outputDim();
  }

  /** {@code [..., d0], [..., d1] -> [..., output_dim]}, leading dimensions broadcast. */
  public final Tensor forward(Tensor x0, Tensor x1) {
    if (!asOriginal()) {
      return fuse(x0, x1);
    }
    long[] shape = leading(x0, x1);
    Tensor out = original(rows(x0, shape), rows(x1, shape));
    shape[shape.length - 1] = out.size(1);
    return out.view(shape);
  }

  /**
   * Fuses row by row in the original's sequence of operations, whatever sequence is in use.
   *
   * @param x0 {@code [rows, d0]}
   * @param x1 {@code [rows, d1]}
   * @return {@code [rows, output_dim]}
   */
  public Tensor original(Tensor x0, Tensor x1) {
    return fuse(x0, x1);
  }

  /** Fuses each row of one with the row of the other it broadcasts to. */
  Tensor fuse(Tensor x0, Tensor x1) {
    return combine(left(x0), right(x1));
  }

  /** The common leading dimensions, and a last one of 1. */
  private static long[] leading(Tensor x0, Tensor x1) {
    TensorVector firsts = new TensorVector(x0.narrow(-1, 0, 1), x1.narrow(-1, 0, 1));
    return torch.broadcast_tensors(firsts).get(0).shape();
  }

  private static Tensor rows(Tensor x, long[] leading) {
    long[] shape = leading.clone();
    shape[shape.length - 1] = x.size(-1);
    return x.expand(shape).reshape(-1, x.size(-1));
  }

  /** Zeroes with probability {@code p} and scales the rest by {@code 1 / (1 - p)}, in training. */
  protected final Tensor dropout(Tensor x, double p) {
    return torch.dropout(x, p, training());
  }
}
