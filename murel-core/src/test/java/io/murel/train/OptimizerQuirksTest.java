package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.io.NdArray;
import io.murel.io.pth.Tuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PyTorch may save, and the original does: tensors for numbers, several groups, variants. */
class OptimizerQuirksTest {

  /** The state of two parameters after a step. */
  private static Map<String, Object> saved(Object... groups) {
    Map<Object, Object> state = new LinkedHashMap<>();
    state.put(0L, moments(2, 3));
    state.put(1L, moments(4));
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("state", state);
    out.put("param_groups", List.of(groups));
    return out;
  }

  private static Map<String, Object> moments(long... shape) {
    Map<String, Object> out = new LinkedHashMap<>();
    float[] values = new float[(int) NdArray.numel(shape)];
    out.put("step", NdArray.of(new float[] {5}));
    out.put("exp_avg", NdArray.of(values, shape));
    out.put("exp_avg_sq", NdArray.of(values, shape));
    return out;
  }

  private static Map<String, Object> group(Object lr, Object... params) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("lr", lr);
    out.put("params", List.of(params));
    return out;
  }

  private static void load(Map<String, Object> state) {
    try (Weights weights = new Weights();
        Optimizer adam = weights.optimizer(Weights.options("Adam"))) {
      adam.loadStateDict(state, "a.pth");
    }
  }

  @Test
  void aLearningRateMayBeATensor() {
    try (Weights weights = new Weights();
        Optimizer adam = weights.optimizer(Weights.options("Adam"))) {
      adam.loadStateDict(saved(group(NdArray.of(new float[] {0.25f}), 0L, 1L)), "a.pth");
      assertThat(adam.learningRate()).isEqualTo(0.25);
    }
  }

  @Test
  void severalGroupsOfOneRateAreOne() {
    try (Weights weights = new Weights();
        Optimizer adam = weights.optimizer(Weights.options("Adam"))) {
      adam.loadStateDict(saved(group(0.5, 0L), group(0.5, 1L)), "a.pth");
      assertThat(adam.learningRate()).isEqualTo(0.5);
    }
  }

  @Test
  void groupsOfDifferentRatesAreRefused() {
    assertRefused(
        saved(group(0.5, 0L), group(0.25, 1L)),
        "param_groups with different learning rates, 0.5 and 0.25");
  }

  @ParameterizedTest
  @ValueSource(strings = {"amsgrad", "maximize", "nesterov", "centered"})
  void variantsOfTheUpdateRuleAreRefused(String variant) {
    Map<String, Object> group = group(0.5, 0L, 1L);
    group.put(variant, false);
    load(saved(group));
    group.put(variant, true);
    assertRefused(saved(group), "the variant '" + variant + "'");
  }

  @Test
  void aStateWithoutAStepIsRefused() {
    Map<String, Object> state = saved(group(0.5, 0L, 1L));
    Map<?, ?> parameters = (Map<?, ?>) state.get("state");
    @SuppressWarnings("unchecked")
    Map<String, Object> first = (Map<String, Object>) parameters.get(0L);
    first.put("step", NdArray.of(new float[] {Float.NaN}));
    assertRefused(state, "step NaN");
    first.put("step", 0L);
    assertRefused(state, "step 0.0");
  }

  @Test
  void theConstantsAreWrittenWithPyTorchsTypes() {
    try (Weights weights = new Weights();
        Optimizer adamax = weights.optimizer(Weights.options("Adamax"));
        Optimizer sgd = weights.optimizer(Weights.options("SGD", "momentum", 0.9))) {
      Map<?, ?> group = (Map<?, ?>) ((List<?>) adamax.stateDict().get("param_groups")).get(0);
      assertThat(group.get("betas")).isInstanceOf(Tuple.class).isEqualTo(List.of(0.9, 0.999));
      weights.step(sgd, 0);
      Map<?, ?> first = (Map<?, ?>) ((Map<?, ?>) sgd.stateDict().get("state")).get(0L);
      assertThat(first.keySet().toString()).isEqualTo("[momentum_buffer]");
    }
  }

  @Test
  void progressMayBeSavedAsTensors() {
    Map<String, Object> best = Map.of("eval_epoch.loss", NdArray.of(new float[] {1.5f}));
    Map<String, Object> engine = Map.of("epoch", NdArray.of(new long[] {3}), "best_out", best);
    assertThat(EngineState.fromDict(engine, "engine.pth"))
        .isEqualTo(new EngineState(3, Map.of("eval_epoch.loss", 1.5), 0));
  }

  private static void assertRefused(Map<String, Object> state, String found) {
    assertThatThrownBy(() -> load(state))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "a.pth: found %s, expected the optimizer state of this network. Resume with the options"
                    .formatted(found)
                + " the run was started with, or from another checkpoint.");
  }
}
