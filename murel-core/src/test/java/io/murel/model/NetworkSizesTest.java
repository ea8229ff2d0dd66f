package io.murel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.options.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

/** Sizes in the options of a network that do not fit are found before anything is computed. */
class NetworkSizesTest {

  private static final int QUESTION = 6; // two glimpses of a GRU of 3
  private static final int FEATURES = 5;

  /** The changes of a test: dotted name and value. */
  private final Map<String, Object> changes = new LinkedHashMap<>();

  @Test
  void aNetworkWhoseSizesFitIsMade() {
    try (PointerScope scope = new PointerScope();
        VqaNetwork murel = murel();
        VqaNetwork attention = attention()) {
      assertThat(murel.parameterCount()).isPositive();
      assertThat(attention.parameterCount()).isPositive();
    }
  }

  @Test
  void featuresOfAnotherWidthThanTheOptionsExpectAreNamed() {
    changes.put("cell.fusion.input_dims", List.of(QUESTION, 2048));
    assertThatThrownBy(this::murel)
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "model.network.cell.fusion.input_dims: found [6, 2048] (a list), expected [6, 5], the"
                + " lengths of question and region. Set it in the options file or with"
                + " --model.network.cell.fusion.input_dims on the command line.");
  }

  @Test
  void aProjectionOfTheRegionsCounts() {
    changes.put("region_proj_dim", 4);
    assertThatThrownBy(this::murel).hasMessageContaining("expected [6, 4]");
    assertThatThrownBy(this::attention).hasMessageContaining("expected [6, 4]");
  }

  @Test
  void everySizeOfACellIsChecked() {
    refused("cell.pairwise.fusion_coord.input_dims", List.of(4, 5), "[4, 4]", "two boxes");
    refused("cell.pairwise.fusion_feat.input_dims", List.of(5, 4), "[5, 5]", "after cell.fusion");
    refused("cell.pairwise.fusion_coord.output_dim", 4, "5", "that of fusion_feat");
    refused("classif.fusion.input_dims", List.of(5, 6), "[6, 5]", "question and scene");
  }

  @Test
  void whatIsAddedMustBeAsLongAsWhatItIsAddedTo() {
    changes.put("cell.pairwise.fusion_coord.output_dim", 7);
    refused("cell.pairwise.fusion_feat.output_dim", 7, "5", "that of cell.fusion");
    changes.put("cell.pairwise.residual", false);
    refused("cell.pairwise.fusion_feat.output_dim", 7, "5", "the length of a region");
    changes.put("cell.residual", false);
    refused("cell.pairwise.fusion_feat.output_dim", 7, "5", "which a step gives back");
    changes.put("n_step", 1);
    changes.put("cell.pairwise.fusion_feat.output_dim", 7);
    changes.put("classif.fusion.input_dims", List.of(6, 7));
    try (PointerScope scope = new PointerScope();
        VqaNetwork made = murel()) {
      assertThat(made.parameterCount()).isPositive();
    }
  }

  @Test
  void anMlpReadsTheScene() {
    Map<String, Object> mlp = new LinkedHashMap<>(Map.of("input_dim", 6, "dimensions", List.of(3)));
    changes.put("classif", new LinkedHashMap<>(Map.of("mlp", mlp)));
    assertThatThrownBy(this::murel)
        .hasMessageStartingWith(
            "model.network.classif.mlp.input_dim: found 6 (a number), expected 5, the length of the"
                + " scene.");
  }

  @Test
  void everyAttentionMapAddsARegion() {
    changes.put("attention.mlp_glimpses", 2);
    assertThatThrownBy(this::attention)
        .hasMessageStartingWith(
            "model.network.classif.fusion.input_dims: found [6, 5] (a list), expected [6, 10], the"
                + " lengths of the question and of a region for each of 2 attention maps.");
  }

  private void refused(String option, Object value, String expected, String reason) {
    Object before = changes.put(option, value);
    assertThatThrownBy(this::murel)
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("model.network." + option + ": found ")
        .hasMessageContaining("expected " + expected + ", ")
        .hasMessageContaining(reason);
    if (before == null) {
      changes.remove(option);
    } else {
      changes.put(option, before);
    }
  }

  private VqaNetwork murel() {
    Map<String, Object> pairwise =
        new LinkedHashMap<>(
            Map.of("fusion_coord", fusion(4, 4, 5), "fusion_feat", fusion(5, 5, 5)));
    Map<String, Object> network = base("murel_net");
    network.put("n_step", 2);
    network.put(
        "cell",
        new LinkedHashMap<>(Map.of("fusion", fusion(QUESTION, FEATURES, 5), "pairwise", pairwise)));
    return create(network);
  }

  private VqaNetwork attention() {
    Map<String, Object> network = base("attention_net");
    network.put("attention", new LinkedHashMap<>(Map.of("fusion", fusion(QUESTION, FEATURES, 1))));
    return create(network);
  }

  private static Map<String, Object> base(String name) {
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("name", name);
    network.put("self_q_att", true);
    network.put("txt_enc", Map.of("name", "gru", "embedding_dim", 2, "hidden_dim", 3));
    network.put("classif", new LinkedHashMap<>(Map.of("fusion", fusion(QUESTION, FEATURES, 3))));
    return network;
  }

  private static Map<String, Object> fusion(int x0, int x1, int output) {
    Map<String, Object> fusion = new LinkedHashMap<>();
    fusion.put("type", "mlb");
    fusion.put("input_dims", List.of(x0, x1));
    fusion.put("output_dim", output);
    fusion.put("mm_dim", 2);
    return fusion;
  }

  private VqaNetwork create(Map<String, Object> network) {
    changes.forEach(
        (name, value) -> put(network, new ArrayList<>(List.of(name.split("\\."))), value));
    return Networks.create(Options.of(network, "model.network"), List.of("what", "is"), FEATURES);
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> into, List<String> name, Object value) {
    String first = name.remove(0);
    if (name.isEmpty()) {
      into.put(first, value);
    } else {
      put((Map<String, Object>) into.get(first), name, value);
    }
  }
}
