package io.murel.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
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
    TdiucScorer scorer = scorer(c);
    assertThat(scorer.count()).isEqualTo(c.get("answers_gt").size());
    Map<String, Double> named = new LinkedHashMap<>(scorer.accuracy().named());
    JsonNode reset = c.get("with_list_reset");
    for (String mean : List.of("acc_mpt_a_norm_reset", "acc_mpt_h_norm_reset")) {
      assertClose(mean, named.remove(mean), reset.get(mean));
    }

    JsonNode logged = c.get("logged");
    assertThat(named).hasSize(logged.size());
    named.forEach(
        (name, value) -> assertClose(name, value, logged.get("eval_epoch.tdiuc." + name)));
  }

  private static void assertClose(String name, double actual, JsonNode expected) {
    double reference = expected.asDouble();
    assertThat(actual).as(name).isCloseTo(reference, within(1e-12 * Math.max(1, reference)));
  }

  private static TdiucScorer scorer(JsonNode c) {
    Map<Integer, String> answerOf = new HashMap<>();
    c.get("ans_to_aid").properties().forEach(e -> answerOf.put(e.getValue().asInt(), e.getKey()));
    TdiucScorer out = new TdiucScorer();
    for (int i = 0; i < c.get("answers_gt").size(); i++) {
      String right = c.get("answers_gt").get(i).asText();
      out.add(
          c.get("question_types").get(i).asText(),
          right,
          c.get("ans_to_aid").has(right),
          answerOf.get(c.get("answer_ids_pred").get(i).asInt()));
    }
    return out;
  }
}
