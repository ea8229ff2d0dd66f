package io.murel.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.nn.Torch;
import io.murel.options.Options;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BLOCK where a question meets the regions of its image and no gradients are wanted. */
class FoldedMergesTest {

  private static final int Q = 7;
  private static final int D = 5;

  @BeforeEach
  void seed() {
    Torch.load();
    torch.manual_seed(12);
  }

  private static Block block(int mmDim, int chunks, int rank, String posNorm) {
    Map<String, Object> options = new HashMap<>();
    options.put("type", "block");
    options.put("input_dims", List.of(Q, D));
    options.put("output_dim", 6);
    options.put("mm_dim", mmDim);
    options.put("chunks", chunks);
    options.put("rank", rank);
    options.put("pos_norm", posNorm);
    Block block = new Block(Block.Config.from(Options.of(options)));
    block.to(ScalarType.Double);
    return block;
  }

  @ParameterizedTest(name = "mm_dim {0}, {1} chunks, rank {2}, {3}, {4} images, {5} regions")
  @CsvSource({
    "12, 3, 4, before_cat, 3, 4",
    "12, 3, 4, after_cat, 3, 4",
    "13, 4, 2, before_cat, 2, 5", // chunks of 4, 4, 4 and 1
    "13, 4, 2, after_cat, 1, 5",
    "6, 6, 3, before_cat, 2, 1",
    "9, 1, 1, before_cat, 1, 1",
    "12, 5, 2, before_cat, 2, 3", // chunks of 3 and an empty one
  })
  void aQuestionMeetsEveryRegionAsItDoesWithGradients(
      int mmDim, int chunks, int rank, String posNorm, int images, int regions) {
    try (PointerScope scope = new PointerScope();
        Block block = block(mmDim, chunks, rank, posNorm)) {
      Tensor question = torch.randn(images, 1, Q).to(ScalarType.Double);
      Tensor seen = torch.randn(images, regions, D).to(ScalarType.Double);
      Tensor recorded = block.meet(block.prepare(question), seen);
      Tensor answered;
      try (NoGradGuard noGrad = new NoGradGuard()) {
        Tensor prepared = block.prepare(question);
        assertThat(prepared.dim()).as("folded").isEqualTo(1);
        answered = block.meet(prepared, seen);
      }
      assertThat(answered.shape()).containsExactly(images, regions, 6);
      assertThat(Torch.doubles(answered))
          .containsExactly(Torch.doubles(recorded), Offset.offset(1e-12));
      assertThat(Torch.doubles(answered))
          .containsExactly(Torch.doubles(block.forward(question, seen)), Offset.offset(1e-12));
    }
  }

  @Test
  void onePreparedQuestionServesSeveralSteps() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        Block block = block(12, 3, 4, "before_cat")) {
      Tensor question = torch.randn(2, 1, Q).to(ScalarType.Double);
      Tensor prepared = block.prepare(question);
      for (int step = 0; step < 3; step++) {
        Tensor seen = torch.randn(2, 3, D).to(ScalarType.Double);
        assertThat(Torch.doubles(block.meet(prepared, seen)))
            .containsExactly(Torch.doubles(block.forward(question, seen)), Offset.offset(1e-12));
      }
    }
  }

  @Test
  void withDropoutNothingIsFolded() {
    Map<String, Object> options =
        Map.of("type", "block", "input_dims", List.of(Q, D), "dropout_input", 0.5, "mm_dim", 12);
    Options all = Options.of(options).with("output_dim", 6).with("chunks", 3);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        Block block = new Block(Block.Config.from(all))) {
      block.train(true);
      assertThat(block.prepare(torch.randn(2, 1, Q)).shape()).containsExactly(2, 1, 12);
      block.train(false);
      assertThat(block.prepare(torch.randn(2, 1, Q)).dim()).isEqualTo(1);
    }
  }
}
