package io.murel.model;

import io.murel.options.Options;

/**
 * Options of {@link AttentionNet}, with the keys of the original's {@code model.network}.
 *
 * @param txtEnc the question encoder
 * @param selfQAtt two-glimpse attention over the words instead of the last state
 * @param selfQAttDim hidden units of that attention (512 in the original)
 * @param regionProjDim regions are first projected to this many numbers; 0: taken as they are
 * @param attention the attention over regions
 * @param classifFusion fusion of the question with the attended regions
 */
public record AttentionNetOptions(
    Options txtEnc,
    boolean selfQAtt,
    int selfQAttDim,
    int regionProjDim,
    AttentionOptions attention,
    Options classifFusion) {

  public static AttentionNetOptions from(Options o) {
    o.onlyKeys(
        "name",
        "txt_enc",
        "self_q_att",
        "self_q_att_dim",
        "region_proj_dim",
        "attention",
        "classif");
    return new AttentionNetOptions(
        o.child("txt_enc"),
        o.bool("self_q_att", false),
        o.positive("self_q_att_dim", MurelNetOptions.ATTENTION_DIM),
        o.count("region_proj_dim", 0),
        AttentionOptions.from(o.child("attention")),
        o.child("classif").onlyKeys("fusion").child("fusion"));
  }
}
