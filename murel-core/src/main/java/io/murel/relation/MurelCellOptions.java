package io.murel.relation;

import io.murel.options.Options;

/**
 * Options of {@link MurelCell}.
 *
 * @param residual whether the cell adds to its input or replaces it
 * @param fusion fusion of the question with each region
 * @param pairwise relations between regions; null: none (the ablation of the paper's table 2)
 */
public record MurelCellOptions(boolean residual, Options fusion, PairwiseOptions pairwise) {

  public static MurelCellOptions from(Options o) {
    o.onlyKeys("residual", "fusion", "pairwise");
    return new MurelCellOptions(
        o.bool("residual", true),
        o.child("fusion"),
        o.has("pairwise") && !o.child("pairwise").values().isEmpty()
            ? PairwiseOptions.from(o.child("pairwise"))
            : null);
  }
}
