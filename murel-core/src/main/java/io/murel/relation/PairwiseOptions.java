package io.murel.relation;

import io.murel.options.Options;

/**
 * Options of {@link Pairwise}.
 *
 * @param residual whether the region itself is added to what its relations say
 * @param fusionCoord fusion of two boxes; null: positions play no part
 * @param fusionFeat fusion of two region vectors; null: contents play no part
 * @param self whether a region is among its own partners, as in the original; without, a question
 *     such as "another of the same colour" is not answered by the region itself
 * @param agg how the relations of a region are aggregated
 */
public record PairwiseOptions(
    boolean residual, Options fusionCoord, Options fusionFeat, boolean self, Aggregation agg) {

  public static PairwiseOptions from(Options o) {
    o.onlyKeys("residual", "fusion_coord", "fusion_feat", "self", "agg");
    if (!o.has("fusion_coord") && !o.has("fusion_feat")) {
      throw o.wrong("fusion_feat", null, "fusion_coord, fusion_feat or both");
    }
    return new PairwiseOptions(
        o.bool("residual", true),
        o.has("fusion_coord") ? o.child("fusion_coord") : null,
        o.has("fusion_feat") ? o.child("fusion_feat") : null,
        o.bool("self", true),
        Aggregation.from(o.childOrEmpty("agg")));
  }

  /** Whether the fusion of boxes has a dropout of any kind. */
  boolean coordDropout() {
    return fusionCoord != null
        && fusionCoord.values().entrySet().stream()
            .anyMatch(e -> e.getKey().startsWith("dropout") && !isZero(e.getValue()));
  }

  private static boolean isZero(Object value) {
    return value == null || value instanceof Number n && n.doubleValue() == 0;
  }
}
