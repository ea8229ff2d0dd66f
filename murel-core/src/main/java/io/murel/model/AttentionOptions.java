package io.murel.model;

import io.murel.options.Options;

/**
 * Options of {@link Attention}.
 *
 * @param fusion fusion of the question with each region
 * @param mlpGlimpses number of attention maps made by a small MLP; 0: the fusion's outputs are the
 *     maps
 * @param mlpDim hidden units of that MLP (512 in the original)
 */
public record AttentionOptions(Options fusion, int mlpGlimpses, int mlpDim) {

  public static AttentionOptions from(Options o) {
    o.onlyKeys("fusion", "mlp_glimpses", "mlp_dim");
    return new AttentionOptions(
        o.child("fusion"),
        o.count("mlp_glimpses", 0),
        o.positive("mlp_dim", MurelNetOptions.ATTENTION_DIM));
  }
}
