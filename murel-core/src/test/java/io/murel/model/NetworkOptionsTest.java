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
}
