package io.murel.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.murel.fusion.Fusion;
import io.murel.fusion.Fusions;
import io.murel.nn.Module;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.relation.kernel.KernelOptions;
import io.murel.relation.kernel.Kernels;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Relations against a loop over all pairs, one pair at a time. */
class PairwiseTest {

  private final PairKernel kernel = Kernels.create(KernelOptions.of(kind()));

  private static final int B = SmallRelations.B;
  private static final int N = SmallRelations.N;
  private static final int D = SmallRelations.D;
  private static final int[] COUNTS = {4, 2}; // real regions

  /** What computes the relations. */
  KernelOptions.Kind kind() {
    return KernelOptions.Kind.TILED;
  }

  @BeforeEach
  void seed() {
    Torch.load();
    torch.manual_seed(5);
  }

  @AfterEach
  void close() {
    kernel.close();
  }

  private Pairwise pairwise(Object... more) {
    return new Pairwise(SmallRelations.pairwiseOptions(more), kernel);
  }

  @ParameterizedTest(name = "agg {0}, self {1}, residual {2}, coord {3}, feat {4}")
  @CsvSource({
    "max, true, true, true, true",
    "max, false, true, true, true",
    "max, true, false, true, true",
    "max, true, true, false, true",
    "max, false, false, true, false",
    "mean, true, true, true, true",
    "mean, false, true, true, true",
    "sum, true, true, true, true",
    "sum, false, false, false, true"
  })
  void everyRegionHearsItsPartners(
      String agg, boolean self, boolean residual, boolean coord, boolean feat) {
    Map<String, Object> values =
        SmallRelations.pairwise("agg", Map.of("type", agg), "self", self, "residual", residual);
    values.compute("fusion_coord", (key, fusion) -> coord ? fusion : null);
    values.compute("fusion_feat", (key, fusion) -> feat ? fusion : null);
    try (PointerScope scope = new PointerScope();
        Pairwise pairwise = new Pairwise(PairwiseOptions.from(Options.of(values)), kernel)) {
      Tensor regions = SmallRelations.regions();
      Tensor boxes = SmallRelations.boxes();
      PairTerm boxTerm = pairwise.boxes(boxes, 1);
      Related related = pairwise.forward(regions, boxTerm, SmallRelations.mask(COUNTS));
      assertThat(related.regions().shape()).containsExactly(B, N, D);
      Naive naive = new Naive(values, pairwise, regions, boxes);
      float[] out = Torch.floats(related.regions());
      long[] partners = agg.equals("max") ? Torch.longs(related.partners()) : null;
      assertThat(related.partners() == null).isEqualTo(partners == null);
      for (int b = 0; b < B; b++) {
        for (int i = 0; i < COUNTS[b]; i++) {
          naive.check(agg, self, residual, b, i, out, partners);
        }
      }
    }
  }

  /** The formula of the paper, read aloud. */
  private static final class Naive {
    private final float[][] regions; // [B * N][D]
    private final float[][] relations; // [B * N * N][D]

    Naive(Map<String, Object> options, Pairwise pairwise, Tensor regions, Tensor boxes) {
      this.regions = rows(regions.reshape(-1, D));
      relations = new float[B * N * N][D];
      add(options, "fusion_coord", "f_coord_module.", pairwise, boxes);
      add(options, "fusion_feat", "f_feat_module.", pairwise, regions);
    }

    @SuppressWarnings("unchecked")
    private void add(
        Map<String, Object> options, String key, String prefix, Module pairwise, Tensor x) {
      if (options.get(key) == null) {
        return;
      }
      try (Fusion fusion = Fusions.create(Options.of((Map<String, Object>) options.get(key)))) {
        Map<String, Tensor> state = new LinkedHashMap<>();
        pairwise
            .stateDict()
            .forEach(
                (name, tensor) -> {
                  if (name.startsWith(prefix)) {
                    state.put(name.substring(prefix.length()), tensor);
                  }
                });
        fusion.loadStateDict(state, "the relation's");
        for (int b = 0; b < B; b++) {
          for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
              Tensor first = x.select(0, b).select(0, i).unsqueeze(0); // [1, d]
              Tensor second = x.select(0, b).select(0, j).unsqueeze(0);
              float[] r = Torch.floats(fusion.forward(first, second));
              for (int d = 0; d < D; d++) {
                relations[(b * N + i) * N + j][d] += r[d];
              }
            }
          }
        }
      }
    }

    void check(
        String agg, boolean self, boolean residual, int b, int i, float[] out, long[] partners) {
      for (int d = 0; d < D; d++) {
        int best = -1;
        int count = 0;
        double sum = 0;
        for (int j = 0; j < COUNTS[b]; j++) {
          if (j == i && !self) {
            continue;
          }
          count++;
          sum += relation(b, i, j, d);
          best = best < 0 || relation(b, i, j, d) > relation(b, i, best, d) ? j : best;
        }
        double heard =
            switch (agg) {
              case "max" -> relation(b, i, best, d);
              case "mean" -> sum / count;
              default -> sum;
            };
        int at = (b * N + i) * D + d;
        assertThat((double) out[at])
            .as("image %d, region %d, number %d", b, i, d)
            .isCloseTo(heard + (residual ? regions[b * N + i][d] : 0), within(1e-5));
        if (partners != null) {
          assertThat(partners[at]).as("partner of %d for number %d", i, d).isEqualTo(best);
        }
      }
    }

    private float relation(int b, int i, int j, int d) {
      return relations[(b * N + i) * N + j][d];
    }

    private static float[][] rows(Tensor x) {
      float[][] rows = new float[(int) x.size(0)][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = Torch.floats(x.select(0, i));
      }
      return rows;
    }
  }

  @Test
  void withoutItselfARegionTakesFromOthersOnly() {
    try (PointerScope scope = new PointerScope();
        Pairwise pairwise = pairwise("self", false)) {
      Tensor regions = SmallRelations.regions();
      PairTerm boxes = pairwise.boxes(SmallRelations.boxes(), 1);
      long[] partners = Torch.longs(pairwise.forward(regions, boxes, null).partners());
      for (int at = 0; at < partners.length; at++) {
        assertThat(partners[at]).isNotEqualTo(at / D % N);
      }
    }
  }

  @Test
  void aSingleRegionKeepsItselfEvenSo() {
    try (PointerScope scope = new PointerScope();
        Pairwise with = pairwise();
        Pairwise without = pairwise("self", false)) {
      without.loadStateDict(with.stateDict(), "with");
      Tensor regions = SmallRelations.regions();
      Tensor boxes = SmallRelations.boxes();
      Tensor mask = SmallRelations.mask(1, 1);
      Related kept = without.forward(regions, without.boxes(boxes, 1), mask);
      Related all = with.forward(regions, with.boxes(boxes, 1), mask);
      assertThat(Torch.longs(kept.partners())).containsOnly(0); // padding sees the real region
      assertThat(Torch.floats(kept.regions())).isEqualTo(Torch.floats(all.regions()));

      Tensor one = regions.narrow(1, 0, 1); // an image of one region, without a mask
      Tensor itsBox = boxes.narrow(1, 0, 1);
      assertThat(Torch.floats(without.forward(one, without.boxes(itsBox, 1), null).regions()))
          .isEqualTo(Torch.floats(with.forward(one, with.boxes(itsBox, 1), null).regions()));
    }
  }

  @Test
  void onlyDropoutInTrainingMakesBoxesCountDifferentlyEachTime() {
    Map<String, Object> dropping = new LinkedHashMap<>(SmallRelations.mutan(4, 4, D));
    dropping.put("dropout_input", 0.5);
    try (PointerScope scope = new PointerScope();
        Pairwise plain = pairwise();
        Pairwise drops = pairwise("fusion_coord", dropping);
        Pairwise none = pairwise("fusion_coord", null)) {
      Tensor regions = SmallRelations.regions();
      Tensor boxes = SmallRelations.boxes();
      assertThat(plain.drawsBoxDropout()).isFalse();
      assertThat(none.drawsBoxDropout()).isFalse();
      assertThat(none.boxes(boxes, 1)).isNull();
      assertThat(drops.drawsBoxDropout()).isTrue();
      assertThat(related(drops, regions, boxes)).isNotEqualTo(related(drops, regions, boxes));
      drops.train(false);
      assertThat(drops.drawsBoxDropout()).isFalse();
      assertThat(related(drops, regions, boxes)).isEqualTo(related(drops, regions, boxes));
    }
  }

  private static float[] related(Pairwise pairwise, Tensor regions, Tensor boxes) {
    return Torch.floats(pairwise.forward(regions, pairwise.boxes(boxes, 1), null).regions());
  }

  @Test
  void oneImageForAllQuestionsIsTheSameImageForEach() {
    try (PointerScope scope = new PointerScope();
        Pairwise pairwise = pairwise()) {
      Tensor regions = SmallRelations.regions();
      Tensor box = SmallRelations.boxes().narrow(0, 0, 1); // [1, N, 4]
      Tensor each = box.expand(B, N, 4).contiguous();
      Related one = pairwise.forward(regions, pairwise.boxes(box, 1), null);
      Related all = pairwise.forward(regions, pairwise.boxes(each, 1), null);
      assertThat(Torch.floats(one.regions()))
          .containsExactly(Torch.floats(all.regions()), within(1e-6f));
      assertThat(Torch.longs(one.partners())).isEqualTo(Torch.longs(all.partners()));
    }
  }
}
