package io.murel.model;

import io.murel.fusion.Fusion;
import io.murel.fusion.Fusions;
import io.murel.nn.Linear;
import io.murel.text.QuestionEncoder;
import org.bytedeco.pytorch.Tensor;

/**
 * The attention baseline the paper compares with: attend to the regions, then fuse and classify.
 */
public final class AttentionNet extends VqaNetwork {

  private final Linear regionProj;
  private final Attention attention;
  private final Fusion fusion;
  private final int projected; // numbers a region is projected to; 0: it is not

  /**
   * @param visualDim features per region, V
   */
  public AttentionNet(AttentionNetOptions options, QuestionEncoder encoder, int visualDim) {
    super(encoder, options.selfQAtt() ? options.selfQAttDim() : 0);
    regionProj =
        options.regionProjDim() == 0
            ? null
            : add("region_proj", new Linear(visualDim, options.regionProjDim()));
    projected = options.regionProjDim();
    attention = add("attention", new Attention(options.attention()));
    fusion = add("fusion", Fusions.create(options.classifFusion()));
  }

  @Override
  protected long memory(long images, long regions) {
    return images * regions * (projected + attention.numbersOfRow()) * FLOAT;
  }

  @Override
  protected Tensor logits(Batch batch, StepObserver observer) {
    Tensor question = question(batch); // [B, Q]
    Tensor regions = regionProj == null ? batch.visual() : regionProj.forward(batch.visual());
    Tensor weights = attention.weights(question, regions, batch.regionMask()); // [B, N, G]
    observer.attention(weights);
    Tensor logits = fusion.forward(question, Attention.attend(weights, regions)); // [B, answers]
    observer.classified(
        logits,
        () -> fusion.forward(question.unsqueeze(1), Attention.withoutEach(weights, regions)));
    return logits;
  }
}
