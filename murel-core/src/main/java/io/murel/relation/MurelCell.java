package io.murel.relation;

import io.murel.fusion.Fusion;
import io.murel.fusion.Fusions;
import io.murel.nn.Module;
import org.bytedeco.pytorch.Tensor;

/**
 * One step of reasoning (paper, section 3.2, eq. 5 and 10): fuse the question with every region,
 * let the regions look at each other, add the result to what was known.
 *
 * <pre>
 *   m_i  = B(q, s_i; Theta)
 *   s'_i = s_i + Pairwise(m, b)_i
 * </pre>
 */
public final class MurelCell extends Module {

  private static final int FLOAT = 4;

  private final MurelCellOptions options;
  private final Fusion fusion;
  private final Pairwise pairwise;

  /**
   * @param kernel computes the relations; the caller closes it
   */
  public MurelCell(MurelCellOptions options, PairKernel kernel) {
    this.options = options;
    fusion = add("fusion_module", Fusions.create(options.fusion()));
    pairwise =
        options.pairwise() == null
            ? null
            : add("pairwise_module", new Pairwise(options.pairwise(), kernel));
  }

  /** See {@link Pairwise#boxes}; null without relations. */
  public PairTerm boxes(Tensor boxes, int uses) {
    return pairwise == null ? null : pairwise.boxes(boxes, uses);
  }

  /** See {@link Pairwise#drawsBoxDropout}. */
  public boolean drawsBoxDropout() {
    return pairwise != null && pairwise.drawsBoxDropout();
  }

  /**
   * Bytes that some steps take at least.
   *
   * @param images B
   * @param regions N
   * @param question numbers of a question
   * @param boxDim numbers of an encoded box
   * @param steps how often this cell is applied
   */
  public long memory(long images, long regions, long question, long boxDim, int steps) {
    long ofRow = fusion.numbersOfRow(asOriginal()) + (asOriginal() ? question : 0);
    long sums = pairwise == null ? 1 : 2;
    long own = images * regions * steps * (ofRow + sums * fusion.outputDim()) * FLOAT;
    return own + (pairwise == null ? 0 : pairwise.memory(images, regions, boxDim, steps));
  }

  /**
   * What the question contributes to every region, the same in each step of a shared cell.
   *
   * @param question q, {@code [B, Q]}
   * @return for {@link #forward}
   */
  public Tensor prepare(Tensor question) {
    Tensor one = question.unsqueeze(1); // [B, 1, Q]
    return asOriginal() ? one : fusion.prepare(one);
  }

  /**
   * @param question what {@link #prepare} gave
   * @param regions s, {@code [B, N, D]}
   * @param boxes what {@link #boxes} gave
   * @param mask true for real regions, {@code [B, N]}; null: all real
   * @return s', {@code [B, N, D]}
   */
  public Related forward(Tensor question, Tensor regions, PairTerm boxes, Tensor mask) {
    Tensor fused = // m, [B, N, D]
        asOriginal() ? fusion.forward(question, regions) : fusion.meet(question, regions);
    Related related =
        pairwise == null ? new Related(fused, null) : pairwise.forward(fused, boxes, mask);
    return options.residual()
        ? new Related(related.regions().add(regions), related.partners())
        : related;
  }
}
