package io.murel.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
import io.murel.metrics.TdiucAccuracy.Answered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class TdiucGoldenTest {

  @TestFactory
  List<DynamicTest> measuresAreThoseOfTheOriginal() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode c : Golden.json("metrics/tdiuc.json")) {
      tests.add(DynamicTest.dynamicTest("case " + tests.size(), () -> check(c)));
    }
    return tests;
  }

  private static void check(JsonNode c) {
    TdiucAccuracy actual = TdiucAccuracy.of(answered(c));
    Map<String, Double> named = new LinkedHashMap<>();
    named.put("accuracy", actual.accuracy());
    named.put("acc_mpt_a", actual.arithmetic());
    named.put("acc_mpt_h", actual.harmonic());
    named.put("acc_mpt_a_norm", actual.arithmeticNormalisedAsLogged());
    named.put("acc_mpt_h_norm", actual.harmonicNormalisedAsLogged());
    actual.perType().forEach((type, v) -> named.put("perQuestionType." + type, v));
    actual.perTypeNormalised().forEach((type, v) -> named.put("perQuestionType_norm." + type, v));

    JsonNode logged = c.get("logged");
    assertThat(named).hasSize(logged.size());
    named.forEach(
        (name, value) -> assertClose(name, value, logged.get("eval_epoch.tdiuc." + name)));
    JsonNode reset = c.get("with_list_reset");
    assertClose("norm a", actual.arithmeticNormalised(), reset.get("acc_mpt_a_norm_reset"));
    assertClose("norm h", actual.harmonicNormalised(), reset.get("acc_mpt_h_norm_reset"));
  }

  private static void assertClose(String name, double actual, JsonNode expected) {
    double reference = expected.asDouble();
    assertThat(actual).as(name).isCloseTo(reference, within(1e-12 * Math.max(1, reference)));
  }

  private static List<Answered> answered(JsonNode c) {
    Map<Integer, String> answerOf = new HashMap<>();
    c.get("ans_to_aid").properties().forEach(e -> answerOf.put(e.getValue().asInt(), e.getKey()));
    List<Answered> out = new ArrayList<>();
    for (int i = 0; i < c.get("answers_gt").size(); i++) {
      String right = c.get("answers_gt").get(i).asText();
      out.add(
          new Answered(
              c.get("question_types").get(i).asText(),
              right,
              c.get("ans_to_aid").has(right),
              answerOf.get(c.get("answer_ids_pred").get(i).asInt())));
    }
    return out;
  }
}
