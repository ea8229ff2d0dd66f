package io.murel.model;

import io.murel.fusion.Fusion;
import io.murel.fusion.Fusions;
import io.murel.nn.Linear;
import io.murel.options.Options;
import io.murel.relation.Aggregation;
import io.murel.text.QuestionEncoder;
import org.bytedeco.pytorch.Tensor;

/** No attention, no relations: regions become one vector that is fused with the question. */
public final class BagOfRegions extends VqaNetwork {

  /**
   * The options of {@code name: bag_of_regions}.
   *
   * @param questionAttention hidden units of the attention over words ({@code self_q_att_dim}); 0
   *     without {@code self_q_att}
   * @param regionProjDim regions are first projected to this many numbers
   * @param agg how regions become one vector
   * @param classif fusion of question and regions that scores the answers
   */
  public record Config(int questionAttention, int regionProjDim, Aggregation agg, Options classif) {

    static Config from(Options o) {
      o.onlyKeys(
          "name", "txt_enc", "self_q_att", "self_q_att_dim", "region_proj_dim", "agg", "classif");
      return new Config(
          o.bool("self_q_att", false) ? o.positive("self_q_att_dim", 512) : 0,
          o.positive("region_proj_dim"),
          Aggregation.from(o.childOrEmpty("agg")),
          o.child("classif").onlyKeys("fusion").child("fusion"));
    }
  }

  private final Config config;
  private final Linear regionProj;
  private final Fusion fusion;

  public BagOfRegions(Config config, QuestionEncoder encoder, int visualDim) {
    super(encoder, config.questionAttention);
    this.config = config;
    regionProj = add("region_proj", new Linear(visualDim, config.regionProjDim));
    fusion = add("fusion", Fusions.create(config.classif));
  }

  /** What the line in Networks names: checks that sizes fit, then makes the network. */
  static VqaNetwork create(Options o, QuestionEncoder encoder, int question, int visualDim) {
    Config config = Config.from(o);
    NetworkSizes.inputs(
        config.classif, question, config.regionProjDim, "the lengths of question and region");
    return new BagOfRegions(config, encoder, visualDim);
  }

  @Override
  protected Tensor logits(Batch batch, StepObserver observer) {
    Tensor question = question(batch); // [B, Q]
    Tensor regions = regionProj.forward(batch.visual()).relu(); // [B, N, P]
    Tensor mask = batch.regionMask(); // [B, N]; null: no region is padding
    Tensor bag =
        config.agg.over(regions, mask == null ? null : mask.unsqueeze(-1)).values(); // [B, P]
    return fusion.forward(question, bag); // [B, answers]
  }
}
