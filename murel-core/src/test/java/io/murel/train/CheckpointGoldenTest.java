package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
import io.murel.golden.GoldenNet;
import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import io.murel.io.pth.PthReader;
import io.murel.model.Batch;
import io.murel.model.VqaNetwork;
import io.murel.options.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of the original, resumed and written again. */
class CheckpointGoldenTest {

  private static final String EXPECTED = "ckpt/train_murel_adam_expected";

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> theOriginalsCheckpointsAreResumedAndWrittenAlike() {
    JsonNode expected = Golden.json(EXPECTED + ".json");
    return Stream.of("ckpt/train_murel_adam_zip", "ckpt/train_murel_adam_legacy")
        .map(from -> dynamicTest(from, () -> check(expected, Golden.path(from))));
  }

  private void check(JsonNode expected, Path original) throws IOException {
    Safetensors tensors = Golden.tensors(EXPECTED + ".safetensors");
    try (PointerScope scope = new PointerScope()) {
      Batch batch = GoldenNet.batch(tensors, "batch.", ScalarType.Float);
      int visualDim = (int) batch.visual().size(2);
      JsonNode sizes = Golden.json("train/index.json");
      try (VqaNetwork network =
              GoldenNet.network(
                  sizes, expected.get("network"), expected.get("wid_to_word"), visualDim);
          Optimizer optimizer =
              Optimizers.create(
                  OptimizerOptions.from(Options.of(Map.of("name", "Adam", "lr", 1.0))),
                  network.trainableParameters())) {
        EngineState state = new Checkpoints(original).load("last", network, optimizer);
        assertThat(state.epoch()).isEqualTo(expected.get("engine").get("epoch").asInt());
        expected
            .get("engine")
            .get("best_out")
            .properties()
            .forEach(
                b ->
                    assertThat(state.bestOut()).containsEntry(b.getKey(), b.getValue().asDouble()));
        JsonNode group = expected.get("optimizer_param_groups").get(0);
        assertThat(optimizer.learningRate()).isEqualTo(group.get("lr").asDouble());
        network.train(false);
        Golden.assertClose("logits", network.forward(batch), tensors.get("logits"), 2e-6);

        new Checkpoints(folder).save("last", network, optimizer, state);
        for (String part : List.of("model", "optimizer", "engine")) {
          String file = "ckpt_last_" + part + ".pth.tar";
          Map<?, ?> ours = PthReader.readDict(folder.resolve(file));
          Map<?, ?> theirs = PthReader.readDict(original.resolve(file));
          assertThat(List.<Object>copyOf(ours.keySet())).isEqualTo(List.copyOf(theirs.keySet()));
          assertAlike(part, ours.values().iterator().next(), theirs.values().iterator().next());
        }
      }
    }
  }

  /**
   * The same content; options that newer versions of PyTorch added to param_groups may be absent.
   */
  private static void assertAlike(String at, Object ours, Object theirs) {
    if (theirs instanceof Map<?, ?> map) {
      Map<?, ?> mine = (Map<?, ?>) ours;
      if (!at.contains("param_groups")) {
        assertThat(List.<Object>copyOf(mine.keySet())).as(at).isEqualTo(List.copyOf(map.keySet()));
      }
      mine.forEach((key, value) -> assertAlike(at + "." + key, value, map.get(key)));
    } else if (theirs instanceof List<?> list) {
      assertThat((List<?>) ours).as(at).hasSameSizeAs(list);
      for (int i = 0; i < list.size(); i++) {
        assertAlike(at + "." + i, ((List<?>) ours).get(i), list.get(i));
      }
    } else if (theirs instanceof NdArray array && ours instanceof NdArray mine) {
      assertThat(mine.shape()).as(at).isEqualTo(array.shape());
      assertThat(mine.bytes()).as(at).isEqualTo(array.bytes());
    } else {
      assertThat(number(ours)).as(at).isEqualTo(number(theirs));
    }
  }

  private static Object number(Object value) {
    if (value instanceof NdArray array) {
      return array.doubles()[0];
    }
    return value instanceof Number n ? n.doubleValue() : value;
  }
}
