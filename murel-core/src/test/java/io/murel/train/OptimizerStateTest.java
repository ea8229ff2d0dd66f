package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.io.NdArray;
import io.murel.io.pth.PthReader;
import io.murel.io.pth.PthWriter;
import io.murel.nn.Module;
import io.murel.nn.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerStateTest {

  private static final String ADVICE =
      "expected the optimizer state of this network."
          + " Resume with the options the run was started with, or from another checkpoint.";

  @TempDir Path folder;

  private static OptimizerOptions options(String name) {
    return Weights.options(name, "weight_decay", 0.01, "momentum", name.equals("SGD") ? 0.9 : 0.0);
  }

  private Map<String, Object> written(Optimizer optimizer) throws IOException {
    Path file = folder.resolve("optimizer.pth");
    PthWriter.write(file, optimizer.stateDict());
    Map<String, Object> out = new LinkedHashMap<>();
    PthReader.readDict(file).forEach((key, value) -> out.put(String.valueOf(key), value));
    return out;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Adam", "AdamW", "Adamax", "RMSprop", "SGD"})
  void aRestoredOptimizerGoesOnAsIfItHadNeverStopped(String name) throws IOException {
    try (Weights first = new Weights();
        Optimizer optimizer = first.optimizer(options(name))) {
      optimizer.setLearningRate(0.05);
      for (int step = 0; step < 3; step++) {
        first.step(optimizer, step);
      }
      try (Weights second = new Weights();
          Optimizer restored = second.optimizer(options(name))) {
        second.step(restored, 7); // what it knew before is forgotten
        second.loadStateDict(first.stateDict(), "first");
        restored.loadStateDict(written(optimizer), "file");
        assertThat(restored.learningRate()).isEqualTo(0.05);
        for (int step = 3; step < 6; step++) {
          first.step(optimizer, step);
          second.step(restored, step);
          assertThat(second.values()).isEqualTo(first.values());
        }
      }
    }
  }

  @Test
  void aStateSavedBeforeTheFirstStepMakesTheOptimizerNew() throws IOException {
    try (Weights first = new Weights();
        Weights second = new Weights();
        Optimizer untouched = first.optimizer(options("Adam"));
        Optimizer used = second.optimizer(options("Adam"))) {
      second.step(used, 1);
      second.loadStateDict(first.stateDict(), "first");
      used.loadStateDict(written(untouched), "file");
      first.step(untouched, 2);
      second.step(used, 2);
      assertThat(second.values()).isEqualTo(first.values());
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void numbersOfParametersMayBeArbitraryAsInOldFilesOfPyTorch() throws IOException {
    try (Weights first = new Weights();
        Weights second = new Weights();
        Optimizer optimizer = first.optimizer(options("Adam"));
        Optimizer restored = second.optimizer(options("Adam"))) {
      first.step(optimizer, 0);
      Map<String, Object> dict = written(optimizer);
      Map<Object, Object> state = (Map<Object, Object>) dict.get("state");
      Map<Object, Object> old = new LinkedHashMap<>();
      old.put(140_230_000_000_002L, withStep(state.get(1L))); // not in the parameters' order
      old.put(140_230_000_000_001L, withStep(state.get(0L)));
      dict.put("state", old);
      Map<Object, Object> group =
          new HashMap<>((Map<Object, Object>) ((List<?>) dict.get("param_groups")).get(0));
      group.put("params", List.of(140_230_000_000_001L, 140_230_000_000_002L));
      dict.put("param_groups", List.of(group));
      second.loadStateDict(first.stateDict(), "first");
      restored.loadStateDict(dict, "old.pth");
      first.step(optimizer, 1);
      second.step(restored, 1);
      assertThat(second.values()).isEqualTo(first.values());
    }
  }

  /** The step as a plain number. */
  private static Map<Object, Object> withStep(Object state) {
    Map<Object, Object> out = new LinkedHashMap<>((Map<?, ?>) state);
    out.put("step", (long) ((NdArray) out.get("step")).floats()[0]);
    return out;
  }

  @Test
  void pyTorchsSgdSavesNoStepAndNoMomentumItDoesNotUse() {
    Map<String, Object> one = new HashMap<>();
    one.put("momentum_buffer", null);
    Map<String, Object> dict =
        Map.of(
            "state",
            Map.of(0L, one, 1L, one),
            "param_groups",
            List.of(Map.of("lr", 0.25, "params", List.of(0L, 1L))));
    try (Weights first = new Weights();
        Weights second = new Weights();
        Optimizer untouched = first.optimizer(Weights.options("SGD", "lr", 0.25));
        Optimizer restored = second.optimizer(Weights.options("SGD"))) {
      restored.loadStateDict(dict, "sgd.pth");
      assertThat(restored.learningRate()).isEqualTo(0.25);
      first.step(untouched, 1);
      second.step(restored, 1);
      assertThat(second.values()).isEqualTo(first.values());
    }
  }

  @Test
  void theStateOfAnotherOptimizerIsRefusedAndNothingChanges() throws IOException {
    try (Weights weights = new Weights();
        Weights other = new Weights();
        Weights twin = new Weights();
        Optimizer adamax = weights.optimizer(options("Adamax"));
        Optimizer same = twin.optimizer(options("Adamax"));
        Optimizer adam = other.optimizer(options("Adam"))) {
      weights.step(adamax, 0);
      twin.step(same, 0);
      other.step(adam, 1);
      assertThatThrownBy(() -> adamax.loadStateDict(written(adam), "adam.pth"))
          .isInstanceOf(BadInputException.class)
          .hasMessage("adam.pth: found no such tensor for 'exp_inf' of parameter 0, " + ADVICE);
      assertThat(adamax.learningRate()).isEqualTo(0.1);
      weights.step(adamax, 1);
      twin.step(same, 1);
      assertThat(weights.values()).isEqualTo(twin.values());
    }
  }

  private static final class Other extends Module {
    final Tensor matrix = parameter("matrix", Torch.tensor(new float[6], 3, 2));
    final Tensor bias = parameter("bias", Torch.tensor(new float[4], 4));
  }

  private static final class More extends Module {
    final Weights weights = add("weights", new Weights());
    final Tensor bias = parameter("bias", Torch.tensor(new float[4], 4));
  }

  @Test
  void theStateOfAnotherNetworkIsRefused() throws IOException {
    try (Weights weights = new Weights();
        Other other = new Other();
        More more = new More();
        Optimizer optimizer = weights.optimizer(options("Adam"));
        Optimizer ofOther = Optimizers.create(options("Adam"), other.trainableParameters());
        Optimizer ofMore = Optimizers.create(options("Adam"), more.trainableParameters())) {
      weights.step(optimizer, 0);
      assertThatThrownBy(() -> ofOther.loadStateDict(written(optimizer), "a.pth"))
          .hasMessage("a.pth: found shape [2, 3] for 'exp_avg' of parameter 0, " + ADVICE);
      assertThatThrownBy(() -> ofMore.loadStateDict(written(optimizer), "a.pth"))
          .isInstanceOf(BadInputException.class)
          .hasMessage(
              "a.pth: found the state of 2 parameters, expected that of 3."
                  + " Resume with the options the run was started with.");
    }
  }

  @Test
  void aDamagedStateIsRefusedByName() throws IOException {
    try (Weights weights = new Weights();
        Optimizer optimizer = weights.optimizer(options("Adam"))) {
      weights.step(optimizer, 0);
      Map<String, Object> whole = written(optimizer);
      assertRefused(optimizer, Map.of(), "no 'state'");
      assertRefused(optimizer, Map.of("state", Map.of()), "no 'param_groups'");
      assertRefused(
          optimizer,
          Map.of("state", Map.of(), "param_groups", List.of(Map.of("lr", "fast"))),
          "no number 'lr'");
      assertRefused(
          optimizer,
          Map.of("state", whole.get("state"), "param_groups", List.of(Map.of("lr", 1))),
          "no 'params'");
      Map<Object, Object> state = new LinkedHashMap<>((Map<?, ?>) whole.get("state"));
      Map<Object, Object> first = new LinkedHashMap<>((Map<?, ?>) state.get(0L));
      first.remove("step");
      state.put(0L, first);
      assertRefused(
          optimizer,
          Map.of("state", state, "param_groups", whole.get("param_groups")),
          "no number 'step'");
      List<Object> values = new ArrayList<>(state.values());
      assertRefused(
          optimizer,
          Map.of(
              "state",
              Map.of(0L, values.get(0), 5L, values.get(1)),
              "param_groups",
              whole.get("param_groups")),
          "no 'state.1'");
    }
  }

  private static void assertRefused(Optimizer optimizer, Map<String, Object> dict, String found) {
    assertThatThrownBy(() -> optimizer.loadStateDict(dict, "a.pth"))
        .isInstanceOf(BadInputException.class)
        .hasMessage("a.pth: found " + found + ", " + ADVICE);
  }
}
