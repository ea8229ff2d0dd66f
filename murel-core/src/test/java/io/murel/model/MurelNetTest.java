package io.murel.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.nn.Torch;
import io.murel.relation.Related;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class MurelNetTest {

  @Test
  void anObserverSeesEveryStepWithRegionsAndPartners() {
    try (PointerScope scope = new PointerScope();
        VqaNetwork net = SmallNets.create(SmallNets.murel("n_step", 3))) {
      net.to(ScalarType.Double);
      List<Integer> steps = new ArrayList<>();
      Tensor logits =
          net.forward(
              SmallNets.batch(true),
              new StepObserver() {
                @Override
                public void step(int step, Related related) {
                  steps.add(step);
                  long[] shape = {SmallNets.B, SmallNets.N, SmallNets.D};
                  assertThat(related.regions().shape()).isEqualTo(shape);
                  assertThat(related.partners().shape()).isEqualTo(shape);
                }
              });
      assertThat(logits.shape()).containsExactly(SmallNets.B, SmallNets.ANSWERS);
      assertThat(steps).containsExactly(0, 1, 2);
    }
  }

  @Test
  void aSharedCellIsSavedOnceAndOthersOncePerStep() {
    try (PointerScope scope = new PointerScope();
        VqaNetwork shared = SmallNets.create(SmallNets.murel());
        VqaNetwork own = SmallNets.create(SmallNets.murel("shared", false))) {
      assertThat(cells(shared)).isNotEmpty().allMatch(name -> name.startsWith("cell."));
      List<String> twice = new ArrayList<>();
      for (String step : List.of("cells.0.", "cells.1.")) {
        cells(shared).forEach(name -> twice.add(name.replaceFirst("cell\\.", step)));
      }
      assertThat(cells(own)).isEqualTo(twice);
    }
  }

  private static List<String> cells(VqaNetwork net) {
    return net.stateDict().keySet().stream().filter(name -> name.startsWith("cell")).toList();
  }

  /** Cells of their own compute the pairs of boxes in each step, a shared one in the first. */
  @Test
  void boxPairsComputedOnceGiveWhatTheyGiveComputedInEachStep() {
    assertSharedAsOwn(SmallNets.cell("max", true), false);
  }

  @Test
  void withDropoutOnBoxesEachStepOfASharedCellDrawsItsOwn() {
    assertSharedAsOwn(SmallNets.cell("max", true, "dropout_pre_lin", 0.5), true);
  }

  private static void assertSharedAsOwn(Map<String, Object> cell, boolean training) {
    try (PointerScope scope = new PointerScope();
        VqaNetwork shared = SmallNets.create(SmallNets.murel("cell", cell));
        VqaNetwork own = SmallNets.create(SmallNets.murel("cell", cell, "shared", false))) {
      Map<String, Tensor> state = new LinkedHashMap<>();
      for (String name : own.stateDict().keySet()) {
        state.put(name, shared.stateDict().get(name.replaceFirst("cells\\.\\d\\.", "cell.")));
      }
      own.loadStateDict(state, "shared");
      assertThat(logits(own, training)).isEqualTo(logits(shared, training));
    }
  }

  private static double[] logits(VqaNetwork net, boolean training) {
    net.to(ScalarType.Double);
    net.train(training);
    Batch batch = SmallNets.batch(true);
    torch.manual_seed(2);
    return Torch.doubles(net.forward(batch));
  }

  @Test
  void questionsAboutOneImageMayShareItsBoxes() {
    try (PointerScope scope = new PointerScope();
        VqaNetwork net = SmallNets.create(SmallNets.murel())) {
      net.to(ScalarType.Double);
      Batch batch = SmallNets.batch(false);
      Tensor visual = batch.visual().narrow(0, 0, 1).expand(SmallNets.B, SmallNets.N, SmallNets.V);
      Tensor boxes = batch.normCoord().narrow(0, 0, 1); // [1, N, 4]
      Tensor repeated = boxes.expand(SmallNets.B, SmallNets.N, 4);
      assertThat(Torch.doubles(net.forward(about(batch, visual, boxes))))
          .containsExactly(Torch.doubles(net.forward(about(batch, visual, repeated))));
    }
  }

  private static Batch about(Batch batch, Tensor visual, Tensor boxes) {
    return new Batch(visual, boxes, null, batch.question(), batch.lengths(), null);
  }

  @Test
  void anMlpClassifiesTheSceneWithoutTheQuestion() {
    Map<String, Object> mlp =
        Map.of("input_dim", SmallNets.D, "dimensions", List.of(8, SmallNets.ANSWERS));
    try (PointerScope scope = new PointerScope();
        VqaNetwork net = SmallNets.create(SmallNets.murel("classif", Map.of("mlp", mlp)))) {
      net.to(ScalarType.Double);
      assertThat(net.stateDict()).containsKey("classif_module.linears.1.weight");
      assertThat(net.forward(SmallNets.batch(true)).shape())
          .containsExactly(SmallNets.B, SmallNets.ANSWERS);
    }
  }

  @Test
  void withoutAProjectionRegionsAreTakenAsTheyAre() {
    Map<String, Object> options =
        SmallNets.murel(
            "region_proj_dim",
            0,
            "cell",
            Map.of("fusion", SmallNets.mutan(6, SmallNets.V, SmallNets.V)),
            "classif",
            Map.of("fusion", SmallNets.mutan(6, SmallNets.V, SmallNets.ANSWERS)));
    try (PointerScope scope = new PointerScope();
        VqaNetwork net = SmallNets.create(options)) {
      net.to(ScalarType.Double);
      assertThat(net.stateDict().keySet()).noneMatch(name -> name.startsWith("region_proj"));
      assertThat(net.forward(SmallNets.batch(false)).shape())
          .containsExactly(SmallNets.B, SmallNets.ANSWERS);
    }
  }
}
