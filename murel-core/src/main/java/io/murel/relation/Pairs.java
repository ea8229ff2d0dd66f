package io.murel.relation;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * All pairs of regions and what is asked about them (paper, eq. 7 to 9):
 *
 * <pre>
 *   r_ij = B(b_i, b_j; Theta_b) + B(s_i, s_j; Theta_s),  x_i = agg_j r_ij
 * </pre>
 *
 * @param coord the term of the boxes b; null: they play no part
 * @param feat the term of the region vectors s; null: they play no part
 * @param images number of images, B; a term may have one image for all
 * @param mask true for real regions, {@code [B, N]}; null: all real
 * @param self whether a region is among its own partners (one that is alone always is)
 * @param agg over the partners j
 */
public record Pairs(
    PairTerm coord, PairTerm feat, long images, Tensor mask, boolean self, Aggregation agg) {

  /** The terms there are. */
  public List<PairTerm> terms() {
    return Stream.of(feat, coord).filter(term -> term != null).toList();
  }

  /** Regions of an image, padding included, N. */
  public long regions() {
    return terms().get(0).x().size(1);
  }

  /** Length of a relation, D. */
  public int dim() {
    return terms().get(0).fusion().outputDim();
  }

  /** Who may be a partner of whom, bool, {@code [1 or B, 1 or N, N]}; null: all of all. */
  public Tensor partners() {
    Tensor real = mask == null ? null : mask.unsqueeze(1); // [B, 1, N]
    if (self) {
      return real;
    }
    TensorOptions here = new TensorOptions(terms().get(0).x().device());
    Tensor itself = torch.eye(regions(), here).to(ScalarType.Bool).unsqueeze(0); // [1, N, N]
    Tensor others = itself.logical_not();
    Tensor allowed = real == null ? others : others.logical_and(real); // [1 or B, N, N]
    Tensor alone = allowed.any(2, true).logical_not(); // [1 or B, N, 1]
    return allowed.logical_or(alone.logical_and(itself));
  }
}
