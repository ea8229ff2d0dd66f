package io.murel.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Options of networks that make no sense, each refused with its full name. */
class NetworkOptionsTest {

  private static final int D = SmallNets.D;
  private static final int Q = 6;

  private static AbstractThrowableAssert<?, ?> assertRefused(Map<String, Object> network) {
    return assertThatThrownBy(() -> SmallNets.create(network).close())
        .isInstanceOf(BadInputException.class);
  }

  private static String set(String key) {
    return " Set it in the options file or with --" + key + " on the command line.";
  }

  @Test
  void unknownNamesAreRefusedWithTheNearestOne() {
    assertRefused(SmallNets.murel("name", "murel_nett"))
        .hasMessage(
            "model.network.name: found 'murel_nett', expected one of murel_net, attention_net."
                + " Did you mean 'murel_net'?");
    assertRefused(SmallNets.murel("n_steps", 2))
        .hasMessageStartingWith("model.network.n_steps: found an unknown option, expected one of")
        .hasMessageEndingWith("Did you mean 'n_step'?");
    assertRefused(SmallNets.attention("n_step", 2))
        .hasMessageStartingWith("model.network.n_step: found an unknown option");
    assertRefused(SmallNets.attention("classif", Map.of("mlp", Map.of())))
        .hasMessage(
            "model.network.classif.mlp: found an unknown option, expected one of fusion."
                + " Choose one of these.");
  }

  @Test
  void aClassifierIsAFusionOrAnMlp() {
    String remedy = " Set the other one to null, in the options file or on the command line.";
    Map<String, Object> both =
        Map.of(
            "fusion",
            SmallNets.mutan(Q, D, 7),
            "mlp",
            Map.of("input_dim", D, "dimensions", List.of(7)));
    assertRefused(SmallNets.murel("classif", both))
        .hasMessage(
            "model.network.classif: found both fusion and mlp, expected one of the two." + remedy);
    Map<String, Object> neither = new HashMap<>();
    neither.put("fusion", null);
    assertRefused(SmallNets.murel("classif", neither))
        .hasMessage(
            "model.network.classif: found neither fusion nor mlp, expected one of the two."
                + " Give one of them in the options file.");
  }

  @Test
  void countsAndSizesAreNotNegative() {
    assertRefused(SmallNets.murel("n_step", 0))
        .hasMessage(
            "model.network.n_step: found 0 (a number), expected a whole number of at least 1."
                + set("model.network.n_step"));
    for (Map<String, Object> network :
        List.of(
            SmallNets.murel("region_proj_dim", -1), SmallNets.attention("region_proj_dim", -1))) {
      assertRefused(network)
          .hasMessage(
              "model.network.region_proj_dim: found -1 (a number), expected a whole number of at"
                  + " least 0."
                  + set("model.network.region_proj_dim"));
    }
    Map<String, Object> attention = Map.of("fusion", SmallNets.mutan(Q, D, 2), "mlp_glimpses", -2);
    assertRefused(SmallNets.attention("attention", attention))
        .hasMessageStartingWith("model.network.attention.mlp_glimpses: found -2 (a number)");
    for (List<Integer> dimensions : List.of(List.<Integer>of(), List.of(8, 0))) {
      Map<String, Object> mlp = Map.of("input_dim", D, "dimensions", dimensions);
      assertRefused(SmallNets.murel("classif", Map.of("mlp", mlp)))
          .hasMessage(
              "model.network.classif.mlp.dimensions: found "
                  + dimensions
                  + " (a list), expected one or more sizes of at least 1."
                  + set("model.network.classif.mlp.dimensions"));
    }
  }

  @Test
  void eachPartTakesInWhatTheOneBeforePutsOut() {
    assertRefused(SmallNets.murel("region_proj_dim", 8))
        .hasMessage(
            "model.network.cell.fusion.input_dims: found [6, 6] (a list), expected [6, 8] for"
                + " question and region."
                + set("model.network.cell.fusion.input_dims"));
    assertRefused(SmallNets.murel("self_q_att", false))
        .hasMessageContaining("found [6, 6] (a list), expected [3, 6] for question and region.");
    assertRefused(SmallNets.murel("box_encoding", "fourier"))
        .hasMessageStartingWith(
            "model.network.cell.pairwise.fusion_coord.input_dims: found [4, 4] (a list), expected"
                + " [16, 16] for two encoded boxes.");
    assertRefused(cell(SmallNets.mutan(Q, D, 9), null))
        .hasMessageStartingWith(
            "model.network.cell.fusion.output_dim: found 9 (a number), expected 6, the size of a"
                + " region before the cell.");
    Map<String, Object> feat = Map.of("fusion_feat", SmallNets.mutan(D, 5, D));
    assertRefused(cell(SmallNets.mutan(Q, D, D), feat))
        .hasMessageStartingWith(
            "model.network.cell.pairwise.fusion_feat.input_dims: found [6, 5] (a list), expected"
                + " [6, 6] for two fused regions.");
    Map<String, Object> unequal =
        Map.of("fusion_feat", SmallNets.mutan(D, D, D), "fusion_coord", SmallNets.mutan(4, 4, 1));
    assertRefused(cell(SmallNets.mutan(Q, D, D), unequal))
        .hasMessageStartingWith(
            "model.network.cell.pairwise.fusion_coord.output_dim: found 1 (a number), expected 6,"
                + " as that of fusion_feat.");
    assertRefused(cell(SmallNets.mutan(Q, D, D), Map.of("fusion_feat", SmallNets.mutan(D, D, 2))))
        .hasMessageStartingWith(
            "model.network.cell.pairwise.fusion_feat.output_dim: found 2 (a number), expected 6,"
                + " as that of the cell's fusion, to which it is added.");
    assertRefused(SmallNets.murel("classif", Map.of("fusion", SmallNets.mutan(Q, 5, 7))))
        .hasMessageStartingWith(
            "model.network.classif.fusion.input_dims: found [6, 5] (a list), expected [6, 6] for"
                + " question and scene.");
    Map<String, Object> mlp = Map.of("input_dim", 5, "dimensions", List.of(7));
    assertRefused(SmallNets.murel("classif", Map.of("mlp", mlp)))
        .hasMessageStartingWith(
            "model.network.classif.mlp.input_dim: found 5 (a number), expected 6, the size of the"
                + " scene.");
    assertRefused(SmallNets.attention("attention", Map.of("fusion", SmallNets.mutan(Q, D, 3))))
        .hasMessageStartingWith(
            "model.network.classif.fusion.input_dims: found [6, 12] (a list), expected [6, 18] for"
                + " question and attended regions.");
  }

  private static Map<String, Object> cell(
      Map<String, Object> fusion, Map<String, Object> pairwise) {
    Map<String, Object> cell = new HashMap<>(Map.of("fusion", fusion));
    cell.put("pairwise", pairwise);
    return SmallNets.murel("cell", cell);
  }
}
