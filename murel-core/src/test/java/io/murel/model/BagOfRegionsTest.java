package io.murel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.murel.BadInputException;
import io.murel.nn.GradientCheck;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.text.QuestionEncoder;
import io.murel.text.QuestionEncoders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

/** The model that docs/extend.md adds. */
class BagOfRegionsTest {

  private static final int Q = 3;

  @Test
  void gradientsAreTheSlopes() {
    try (PointerScope scope = new PointerScope();
        VqaNetwork network = create(Q)) {
      network.to(ScalarType.Double);
      Batch batch = SmallNets.batch(true);
      Map<String, Tensor> leaves = new LinkedHashMap<>(network.namedParameters());
      leaves.remove("txt_enc.embedding.weight"); // padding: its first row has no gradient
      leaves.put("visual", batch.visual());
      GradientCheck.check(leaves, () -> network.forward(batch));
    }
  }

  @Test
  void paddedRegionsTakeNoPart() {
    try (PointerScope scope = new PointerScope();
        VqaNetwork network = create(Q)) {
      network.to(ScalarType.Double);
      Batch batch = SmallNets.batch(true);
      double[] together = Torch.doubles(network.forward(batch)); // [B, answers]
      for (int b = 0; b < SmallNets.B; b++) {
        double[] alone = Torch.doubles(network.forward(SmallNets.alone(batch, b)));
        for (int a = 0; a < SmallNets.ANSWERS; a++) {
          assertThat(together[b * SmallNets.ANSWERS + a]).isCloseTo(alone[a], within(1e-12));
        }
      }
    }
  }

  @Test
  void sizesThatDoNotFitAreNamed() {
    assertThatThrownBy(() -> create(Q + 1))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(
            "model.network.classif.fusion.input_dims: found [4, 6] (a list), expected [3, 6], the"
                + " lengths of question and region.");
  }

  private static VqaNetwork create(int fusedQuestion) {
    Map<String, Object> encoder = Map.of("name", "gru", "embedding_dim", 4, "hidden_dim", Q);
    Map<String, Object> fusion = SmallNets.mutan(fusedQuestion, SmallNets.D, SmallNets.ANSWERS);
    Map<String, Object> network =
        Map.of(
            "name",
            "bag_of_regions",
            "txt_enc",
            encoder,
            "region_proj_dim",
            SmallNets.D,
            "agg",
            Map.of("type", "mean"),
            "classif",
            Map.of("fusion", fusion));
    Torch.load();
    torch.manual_seed(4);
    Options options = Options.of(network, "model.network");
    QuestionEncoder words =
        QuestionEncoders.create(options.child("txt_enc"), List.of("what", "is", "left", "UNK"));
    return BagOfRegions.create(options, words, Q, SmallNets.V);
  }
}
