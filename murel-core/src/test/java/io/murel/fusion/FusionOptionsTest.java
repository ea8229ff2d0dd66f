package io.murel.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.nn.Activation;
import io.murel.options.Options;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Defaults, and what is said about options that are wrong. */
class FusionOptionsTest {

  private static final String HOW =
      " Set it in the options file or with --model.fusion.%1$s on the command line.";

  static final List<String> types = Fusions.TYPES;

  @Test
  void defaultsAreTheOriginals() {
    Dims dims = new Dims(5, 4, 3);
    Dropouts none = new Dropouts(0, 0, 0);
    Chunks chunks = Chunks.of(1600, 20);
    Activation relu = Activation.RELU;
    assertThat(Block.Config.from(SmallFusions.options("block")))
        .isEqualTo(new Block.Config(dims, chunks, 15, false, none, PosNorm.BEFORE_CAT));
    assertThat(BlockTucker.Config.from(SmallFusions.options("block_tucker")))
        .isEqualTo(new BlockTucker.Config(dims, chunks, false, none, PosNorm.BEFORE_CAT));
    assertThat(Mutan.Config.from(SmallFusions.options("mutan")))
        .isEqualTo(new Mutan.Config(dims, 1600, 15, false, false, none));
    assertThat(Tucker.Config.from(SmallFusions.options("tucker")))
        .isEqualTo(new Tucker.Config(dims, 1600, false, none));
    assertThat(Mlb.Config.from(SmallFusions.options("mlb")))
        .isEqualTo(new Mlb.Config(dims, 1200, relu, relu, false, none));
    assertThat(Mfb.Config.from(SmallFusions.options("mfb")))
        .isEqualTo(new Mfb.Config(dims, 1200, 2, relu, relu, false, 0, 0, 0));
    assertThat(Mfh.Config.from(SmallFusions.options("mfh")))
        .isEqualTo(new Mfh.Config(dims, 1200, 2, relu, relu, false, none));
    assertThat(Mcb.Config.from(SmallFusions.options("mcb")))
        .isEqualTo(new Mcb.Config(dims, 16000, relu, 0));
    assertThat(LinearSum.Config.from(SmallFusions.options("linear_sum")))
        .isEqualTo(new LinearSum.Config(dims, 1200, relu, relu, false, none));
    assertThat(ConcatMlp.Config.from(SmallFusions.options("cat_mlp")))
        .isEqualTo(new ConcatMlp.Config(dims, List.of(500, 500), relu, 0));
  }

  @Test
  void anUnknownTypeIsNamedWithTheNearestKnownOne() {
    assertFails(
        Map.of("type", "blok"),
        "model.fusion.type: found 'blok', expected one of "
            + "block, block_tucker, mutan, tucker, mlb, mfb, mfh, mcb, linear_sum, cat_mlp."
            + " Did you mean 'block'?");
  }

  @Test
  void aMissingTypeIsAskedFor() {
    assertFails(
        Map.of("input_dims", List.of(2, 3)),
        "model.fusion.type: found nothing, expected a text." + HOW.formatted("type"));
  }

  @ParameterizedTest
  @FieldSource("types")
  void everyTypeRefusesAnOptionItDoesNotKnow(String type) {
    assertThatThrownBy(() -> Fusions.create(SmallFusions.options(type, "output_dims", 3)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("output_dims: found an unknown option, expected one of ")
        .hasMessageEndingWith(" Did you mean 'output_dim'?");
  }

  @Test
  void inputDimsAreTwoSizes() {
    assertFails(
        Map.of("type", "mlb", "input_dims", List.of(2, 3, 4), "output_dim", 1),
        "model.fusion.input_dims: found [2, 3, 4] (a list), expected two sizes of at least 1,"
            + " for instance [4800, 2048]."
            + HOW.formatted("input_dims"));
  }

  @Test
  void sharedLayersNeedInputsOfOneLength() {
    assertFails(
        Map.of("type", "block", "input_dims", List.of(2, 3), "output_dim", 1, "shared", true),
        "model.fusion.shared: found true (a truth value), expected False, as the input_dims differ"
            + " (2 and 3)."
            + HOW.formatted("shared"));
  }

  @Test
  void moreChunksThanElementsAreRefused() {
    assertFails(
        Map.of(
            "type",
            "block",
            "input_dims",
            List.of(2, 3),
            "output_dim",
            1,
            "mm_dim",
            8,
            "chunks",
            10),
        "model.fusion.chunks: found 10 (a number), expected at most mm_dim (8) chunks."
            + HOW.formatted("chunks"));
  }

  @Test
  void hiddenLayersHaveAtLeastOneUnit() {
    assertFails(
        Map.of(
            "type",
            "cat_mlp",
            "input_dims",
            List.of(2, 3),
            "output_dim",
            1,
            "dimensions",
            List.of(4, 0)),
        "model.fusion.dimensions: found [4, 0] (a list), expected sizes of at least 1."
            + HOW.formatted("dimensions"));
  }

  @Test
  void aDropoutIsAProbability() {
    assertFails(
        Map.of(
            "type", "mfb", "input_dims", List.of(2, 3), "output_dim", 1, "dropout_pre_norm", 1.5),
        "model.fusion.dropout_pre_norm: found 1.5 (a number), expected a probability from 0 up to,"
            + " not including, 1."
            + HOW.formatted("dropout_pre_norm"));
  }

  private static void assertFails(Map<String, Object> values, String message) {
    assertThatThrownBy(() -> Fusions.create(Options.of(values, "model.fusion")))
        .isInstanceOf(BadInputException.class)
        .hasMessage(message);
  }
}
