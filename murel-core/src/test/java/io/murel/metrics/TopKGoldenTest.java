package io.murel.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
import io.murel.io.Safetensors;
import io.murel.nn.Torch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class TopKGoldenTest {

  @TestFactory
  List<DynamicTest> accuraciesAreThoseOfTheOriginal() {
    JsonNode cases = Golden.json("metrics/topk.json");
    Safetensors tensors = Golden.tensors("metrics/topk.safetensors");
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      JsonNode expected = cases.get(i);
      String name = i + ".";
      tests.add(DynamicTest.dynamicTest("case " + i, () -> check(expected, tensors, name)));
      JsonNode ignoring = expected.get("ignore_index_-1");
      if (ignoring != null && !ignoring.isNull()) {
        tests.add(
            DynamicTest.dynamicTest(
                "case " + i + " with ignored targets",
                () -> checkIgnoring(ignoring, tensors, name)));
      }
    }
    return tests;
  }

  private static void check(JsonNode expected, Safetensors tensors, String name) {
    try (PointerScope scope = new PointerScope()) {
      Tensor logits = Torch.tensor(tensors.get(name + "logits"));
      Tensor classId = Torch.tensor(tensors.get(name + "class_id"));
      assertPercent(logits, classId, 1, expected.get("accuracy_top1").asDouble());
      assertPercent(logits, classId, 5, expected.get("accuracy_top5").asDouble());
    }
  }

  private static void checkIgnoring(JsonNode expected, Safetensors tensors, String name) {
    long[] target = new long[expected.get("target").size()];
    for (int i = 0; i < target.length; i++) {
      target[i] = expected.get("target").get(i).asLong();
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor logits = Torch.tensor(tensors.get(name + "logits"));
      Tensor classId = Torch.tensor(target, target.length);
      assertPercent(logits, classId, 1, expected.get("top1").asDouble());
      assertPercent(logits, classId, 5, expected.get("top5").asDouble());
    }
  }

  /** The reference computes the percentage in float32. */
  private static void assertPercent(Tensor logits, Tensor classId, int k, double expected) {
    assertThat(TopKAccuracy.of(logits, classId, k).percent()).isCloseTo(expected, within(1e-5));
  }
}
