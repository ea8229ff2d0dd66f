package io.murel.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.options.Options;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelationOptionsTest {

  private static PairwiseOptions pairwise(Map<String, Object> values) {
    return PairwiseOptions.from(Options.of(values, "cell.pairwise"));
  }

  @Test
  void defaultsAreTheOriginals() {
    PairwiseOptions options = SmallRelations.pairwiseOptions();
    assertThat(options.residual()).isTrue();
    assertThat(options.self()).isTrue();
    assertThat(options.agg()).isEqualTo(Aggregation.MAX);
    assertThat(SmallRelations.cell().residual()).isTrue();
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestName() {
    assertThatThrownBy(() -> pairwise(SmallRelations.pairwise("fusion_cord", Map.of())))
        .hasMessage(
            "cell.pairwise.fusion_cord: found an unknown option, expected one of agg,"
                + " fusion_coord, fusion_feat, residual, self. Did you mean 'fusion_coord'?");
    assertThatThrownBy(() -> SmallRelations.cell("pairwize", Map.of()))
        .hasMessage(
            "pairwize: found an unknown option, expected one of fusion, pairwise, residual."
                + " Did you mean 'pairwise'?");
  }

  @Test
  void relationsNeedPositionsOrContents() {
    Map<String, Object> neither = new HashMap<>();
    neither.put("fusion_coord", null);
    neither.put("residual", true);
    assertThatThrownBy(() -> pairwise(neither))
        .hasMessage(
            "cell.pairwise.fusion_feat: found nothing, expected fusion_coord, fusion_feat or both."
                + " Set it in the options file or with --cell.pairwise.fusion_feat on the command"
                + " line.");
  }

  @Test
  void aCellWithoutRelationsIsAskedForWithNullOrAnEmptyBlock() {
    assertThat(SmallRelations.cell("pairwise", null).pairwise()).isNull();
    assertThat(SmallRelations.cell("pairwise", Map.of()).pairwise()).isNull();
    assertThat(SmallRelations.cell().pairwise()).isNotNull();
    assertThatThrownBy(() -> SmallRelations.cell("pairwise", List.of(1)))
        .hasMessage(
            "pairwise: found [1] (a list), expected a block of options."
                + " Set it in the options file or with --pairwise on the command line.");
  }

  @Test
  void aDropoutOfAnyKindInTheFusionOfBoxesIsNoticed() {
    for (String key : List.of("dropout", "dropout_input", "dropout_pre_lin", "dropout_output")) {
      Map<String, Object> fusion = new LinkedHashMap<>(SmallRelations.mutan(4, 4, 6));
      fusion.put(key, 0.1);
      assertThat(SmallRelations.pairwiseOptions("fusion_coord", fusion).coordDropout()).isTrue();
      fusion.put(key, 0);
      assertThat(SmallRelations.pairwiseOptions("fusion_coord", fusion).coordDropout()).isFalse();
    }
  }
}
