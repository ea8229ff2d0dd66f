package io.murel.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.murel.BadInputException;
import io.murel.nn.GradientCheck;
import io.murel.nn.Torch;
import io.murel.options.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

/** The fusion that docs/extend.md adds. */
class GatedFusionTest {

  private static final Options OPTIONS = SmallFusions.options("gated", "mm_dim", 6);

  @Test
  void aClosedGateLeavesTheBiasAlone() {
    try (PointerScope scope = new PointerScope();
        Fusion fusion = create()) {
      Tensor closed = Torch.tensor(new float[6], 6).fill_(new Scalar(-1e4));
      fusion.stateDict().get("linear0.bias").detach().copy_(closed);
      Tensor x0 = GradientCheck.random(2, SmallFusions.D0).to(ScalarType.Float);
      Tensor x1 = GradientCheck.random(2, SmallFusions.D1).to(ScalarType.Float);
      float[] bias = Torch.floats(fusion.stateDict().get("linear_out.bias"));
      float[] fused = Torch.floats(fusion.forward(x0, x1)); // [2, OUT]
      for (int i = 0; i < fused.length; i++) {
        assertThat(fused[i]).isCloseTo(bias[i % bias.length], within(1e-6f));
      }
    }
  }

  @Test
  void gradientsOfAllPairsAreTheSlopes() {
    try (PointerScope scope = new PointerScope();
        Fusion fusion = create()) {
      fusion.to(ScalarType.Double);
      Tensor x0 = GradientCheck.random(2, 3, 1, SmallFusions.D0).requires_grad_(true);
      Tensor x1 = GradientCheck.random(2, 1, 3, SmallFusions.D1).requires_grad_(true);
      assertThat(fusion.forward(x0, x1).shape()).containsExactly(2, 3, 3, SmallFusions.OUT);
      Map<String, Tensor> leaves = new LinkedHashMap<>(fusion.namedParameters());
      leaves.put("x0", x0);
      leaves.put("x1", x1);
      GradientCheck.check(leaves, () -> fusion.forward(x0, x1));
    }
  }

  @Test
  void anOptionOfAnotherFusionIsRefused() {
    assertThatThrownBy(() -> GatedFusion.Config.from(OPTIONS.with("rank", 3)))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "rank: found an unknown option, expected one of input_dims, mm_dim, output_dim, type."
                + " Choose one of these.");
  }

  private static Fusion create() {
    return new GatedFusion(GatedFusion.Config.from(OPTIONS));
  }
}
