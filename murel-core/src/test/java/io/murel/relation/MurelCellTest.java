package io.murel.relation;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.nn.GradientCheck;
import io.murel.nn.Module;
import io.murel.nn.Torch;
import io.murel.relation.kernel.KernelOptions;
import io.murel.relation.kernel.Kernels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MurelCellTest {

  private final PairKernel kernel = Kernels.create(KernelOptions.of(kind()));

  private static final int B = SmallRelations.B;
  private static final int N = SmallRelations.N;
  private static final int D = SmallRelations.D;
  private static final int Q = SmallRelations.Q;

  /** What computes the relations. */
  KernelOptions.Kind kind() {
    return KernelOptions.Kind.TILED;
  }

  @AfterEach
  void close() {
    kernel.close();
  }

  @BeforeEach
  void seed() {
    Torch.load();
    torch.manual_seed(8);
  }

  @Test
  void theResidualAddsWhatWasKnown() {
    try (PointerScope scope = new PointerScope();
        MurelCell adds = new MurelCell(SmallRelations.cell(), kernel);
        MurelCell replaces = new MurelCell(SmallRelations.cell("residual", false), kernel)) {
      replaces.loadStateDict(adds.stateDict(), "adds");
      Tensor question = torch.randn(B, Q);
      Tensor regions = SmallRelations.regions();
      Tensor boxes = SmallRelations.boxes();
      Related added = adds.forward(adds.prepare(question), regions, adds.boxes(boxes, 1), null);
      Related replaced =
          replaces.forward(replaces.prepare(question), regions, replaces.boxes(boxes, 1), null);
      assertThat(added.regions().shape()).containsExactly(B, N, D);
      assertThat(Torch.floats(added.regions()))
          .isEqualTo(Torch.floats(replaced.regions().add(regions)));
      assertThat(Torch.longs(added.partners())).isEqualTo(Torch.longs(replaced.partners()));
    }
  }

  @Test
  void withoutRelationsEachRegionIsOnlyFusedWithTheQuestion() {
    try (PointerScope scope = new PointerScope();
        MurelCell cell = new MurelCell(SmallRelations.cell("pairwise", null), kernel)) {
      Tensor question = torch.randn(B, Q);
      Tensor regions = SmallRelations.regions();
      assertThat(cell.boxes(SmallRelations.boxes(), 1)).isNull();
      assertThat(cell.drawsBoxDropout()).isFalse();
      Related all = cell.forward(cell.prepare(question), regions, null, null);
      Related first = cell.forward(cell.prepare(question), regions.narrow(1, 0, 1), null, null);
      assertThat(all.partners()).isNull();
      assertThat(Torch.floats(all.regions().narrow(1, 0, 1)))
          .isEqualTo(Torch.floats(first.regions()));
    }
  }

  @ParameterizedTest(name = "agg {0}, self {1}")
  @CsvSource({"max, true", "max, false", "mean, true", "sum, false"})
  void gradientsOfRelationsAreTheSlopes(String agg, boolean self) {
    PairwiseOptions options =
        SmallRelations.pairwiseOptions("agg", Map.of("type", agg), "self", self);
    try (PointerScope scope = new PointerScope();
        Pairwise pairwise = new Pairwise(options, kernel)) {
      Tensor mask = SmallRelations.mask(4, 2);
      Tensor regions = leaf(B, N, D);
      Tensor boxes = leaf(B, N, 4);
      check(
          pairwise,
          Map.of("regions", regions, "boxes", boxes),
          () -> real(pairwise.forward(regions, pairwise.boxes(boxes, 1), mask), mask));
    }
  }

  @Test
  void gradientsOfACellAreTheSlopes() {
    try (PointerScope scope = new PointerScope();
        MurelCell cell = new MurelCell(SmallRelations.cell(), kernel)) {
      Tensor mask = SmallRelations.mask(3, 4);
      Tensor question = leaf(B, Q);
      Tensor regions = leaf(B, N, D);
      Tensor boxes = leaf(B, N, 4);
      check(
          cell,
          Map.of("question", question, "regions", regions, "boxes", boxes),
          () ->
              real(
                  cell.forward(cell.prepare(question), regions, cell.boxes(boxes, 1), mask), mask));
    }
  }

  private static Tensor leaf(long... shape) {
    return GradientCheck.random(shape).requires_grad_(true);
  }

  /** The real regions alone: nobody looks at what becomes of padding. */
  private static Tensor real(Related related, Tensor mask) {
    Tensor padding = mask.logical_not().unsqueeze(-1); // [B, N, 1]
    return related.regions().masked_fill(padding, new Scalar(0));
  }

  private static void check(Module module, Map<String, Tensor> inputs, Supplier<Tensor> output) {
    module.to(ScalarType.Double);
    Map<String, Tensor> leaves = new LinkedHashMap<>(inputs);
    leaves.putAll(module.namedParameters());
    GradientCheck.check(leaves, output);
  }
}
