package io.murel.model;

import io.murel.fusion.Fusion;
import io.murel.fusion.Fusions;
import io.murel.nn.Linear;
import io.murel.nn.Mlp;
import io.murel.relation.MurelCell;
import io.murel.relation.PairKernel;
import io.murel.relation.PairTerm;
import io.murel.relation.Related;
import io.murel.text.QuestionEncoder;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The MuRel network (paper, section 3.3): a MuRel cell iterated over the regions, a global
 * aggregation, a bilinear classifier.
 *
 * <pre>
 *   s^0 = v,  s^t = MurelCell(q, s^(t-1), b)  for t = 1..T
 *   y   = B(q, max_i s^T_i; Theta_y)
 * </pre>
 */
public final class MurelNet extends VqaNetwork {

  private final MurelNetOptions options;
  private final PairKernel kernel;
  private final Linear regionProj;
  private final List<MurelCell> cells;
  private final Fusion classifFusion;
  private final Mlp classifMlp;

  /**
   * @param visualDim features per region, V
   * @param kernel computes the relations; closed with the network
   */
  public MurelNet(
      MurelNetOptions options, QuestionEncoder encoder, int visualDim, PairKernel kernel) {
    super(encoder, options.selfQAtt() ? options.selfQAttDim() : 0);
    this.options = options;
    this.kernel = kernel;
    regionProj =
        options.regionProjDim() == 0
            ? null
            : add("region_proj", new Linear(visualDim, options.regionProjDim()));
    if (options.shared()) {
      MurelCell cell = add("cell", new MurelCell(options.cell(), kernel));
      cells = Collections.nCopies(options.nStep(), cell);
    } else {
      cells =
          IntStream.range(0, options.nStep())
              .mapToObj(i -> add("cells." + i, new MurelCell(options.cell(), kernel)))
              .toList();
    }
    classifFusion =
        options.classifFusion() == null
            ? null
            : add("classif_module", Fusions.create(options.classifFusion()));
    classifMlp =
        options.classifMlp() == null ? null : add("classif_module", options.classifMlp().create());
  }

  @Override
  protected Tensor logits(Batch batch, StepObserver observer) {
    Tensor question = question(batch); // [B, Q]
    Tensor mask = batch.regionMask(); // [B, N] or null
    Tensor regions = regionProj == null ? batch.visual() : regionProj.forward(batch.visual());
    Tensor boxes = options.boxEncoding().encode(batch.normCoord()); // [B or 1, N, 4 or more]
    PairTerm boxTerm = null; // the same in all steps of a shared cell
    Tensor prepared = null; // the question to a cell, likewise
    for (int step = 0; step < cells.size(); step++) {
      MurelCell cell = cells.get(step);
      boolean common = options.shared() && !cell.drawsBoxDropout();
      if (step == 0 || !common) {
        boxTerm = cell.boxes(boxes, common ? cells.size() : 1);
      }
      if (step == 0 || !options.shared()) {
        prepared = cell.prepare(question);
      }
      Related related = cell.forward(prepared, regions, boxTerm, mask); // [B, N, D]
      observer.step(step, related);
      regions = related.regions();
    }
    Tensor realRegions = mask == null ? null : mask.unsqueeze(-1); // [B, N, 1]
    Tensor logits = classify(question, options.agg().over(regions, realRegions).values());
    Tensor last = regions; // [B, N, D]
    observer.classified(
        logits,
        () -> classify(question.unsqueeze(1), options.agg().withoutEach(last, realRegions)));
    return logits;
  }

  /** From scenes {@code [..., D]} to {@code [..., answers]}. */
  private Tensor classify(Tensor question, Tensor scene) {
    return classifFusion != null
        ? classifFusion.forward(question, scene)
        : classifMlp.forward(scene);
  }

  @Override
  protected long memory(long images, long regions) {
    long projected = images * regions * options.regionProjDim() * FLOAT;
    int each = options.shared() ? cells.size() : 1;
    long boxDim = options.boxEncoding().dim();
    return projected
        + cells.stream()
            .distinct()
            .mapToLong(cell -> cell.memory(images, regions, questionDim(), boxDim, each))
            .sum();
  }

  @Override
  protected String advice() {
    return kernel.advice();
  }

  @Override
  public void close() {
    kernel.close();
    super.close();
  }
}
