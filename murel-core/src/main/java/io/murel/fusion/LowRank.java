package io.murel.fusion;

import io.murel.nn.Linear;
import java.util.List;
import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * A meeting of two sides that is a sum of products, normalised in groups, and a linear map:
 *
 * <pre>
 *   z_k = norm(sum_r left_{r,k} * right_{r,k}),  y = W z + b
 * </pre>
 *
 * What relations between all regions are computed with: {@code z} has a few hundred elements where
 * {@code y} has thousands, and what follows the linear map can be done while it is computed.
 *
 * @param chunks how the factors lie in memory: chunk after chunk, in a chunk rank after rank
 * @param rank number of products, r
 * @param groups lengths of the consecutive parts of z that are normalised (signed square root and
 *     unit length) each for itself, adding up to its length; empty: nothing is normalised
 * @param meet z from the factors of both sides, which broadcast: {@code [..., rank * dim] -> [...,
 *     dim]}
 * @param linearOut W and b
 */
public record LowRank(
    Chunks chunks, int rank, List<Integer> groups, BinaryOperator<Tensor> meet, Linear linearOut) {

  public LowRank {
    groups = List.copyOf(groups);
  }

  /** Length of z. */
  public int dim() {
    return chunks.dim();
  }

  /** Length of the factors of one side. */
  public int factors() {
    return rank * dim();
  }
}
