package io.murel.app.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.golden.Golden;
import io.murel.metrics.AnswerComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files scored by the original. */
class ScoringGoldenTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SplitBy BOTH = new SplitBy(true, true);

  @TempDir private Path dir;

  @Test
  void theJsonIsTheAccuracyFileOfTheOfficialCode() throws IOException {
    String raw = "metrics/vqa_oe/raw/annotations/";
    String results = "metrics/vqa_oe/results/OpenEnded_mscoco_val2014_model_";
    Scoring scoring =
        Scoring.read(
            Golden.path(raw + "OpenEnded_mscoco_val2014_questions.json"),
            Golden.path(raw + "mscoco_val2014_annotations.json"),
            Golden.path(results + "results.json"),
            false);
    assertThat(scoring.measure()).isEqualTo(Measure.OPEN_ENDED);
    String json = scoring.openEnded(AnswerComparison.OFFICIAL, BOTH).json();
    assertThat(json).isEqualTo(Golden.json(results + "accuracy.json").toString());
  }

  @TestFactory
  List<DynamicTest> resultsOfEveryEpochScoreAsInTheOriginalsLogs() {
    List<DynamicTest> tests = new ArrayList<>();
    for (int epoch = 0; epoch <= 12; epoch++) {
      int number = epoch;
      if (epoch < 12) {
        tests.add(dynamicTest("train " + epoch, () -> check("train", "train2014", number)));
      }
      tests.add(dynamicTest("val " + epoch, () -> check("val", "val2014", number)));
    }
    return tests;
  }

  private static void check(String split, String part, int epoch) {
    String raw = "data/vqa2/raw/annotations/";
    String run = "ckpt/run_vqa2/";
    String file = "results/%s/epoch,%d/OpenEnded_mscoco_%s_model_results.json";
    Scoring scoring =
        Scoring.read(
            Golden.path(raw + "OpenEnded_mscoco_" + part + "_questions.json"),
            Golden.path(raw + "mscoco_" + part + "_annotations.json"),
            Golden.path(run + file.formatted(split, epoch, part)),
            split.equals("train")); // of which questions with rare answers are left out
    JsonNode logs = Golden.json(run + "logs_" + split + "_oe.json");
    String phase = split.equals("train") ? "train_epoch." : "eval_epoch.";
    assertThat(scoring.openEnded(AnswerComparison.OFFICIAL, BOTH).values())
        .containsEntry("overall", logs.get(phase + "overall").get(epoch).asDouble());
  }

  @TestFactory
  List<DynamicTest> theMeasuresOfTdiucAreThoseOfTheOriginal() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode c : Golden.json("metrics/tdiuc.json")) {
      tests.add(dynamicTest("case " + tests.size(), () -> checkTdiuc(c)));
    }
    return tests;
  }

  private void checkTdiuc(JsonNode c) throws IOException {
    ArrayNode annotations = JSON.createArrayNode();
    ArrayNode results = JSON.createArrayNode();
    String[] answers = new String[c.get("ans_to_aid").size()];
    c.get("ans_to_aid").properties().forEach(e -> answers[e.getValue().asInt()] = e.getKey());
    for (int i = 0; i < c.get("answers_gt").size(); i++) {
      ObjectNode annotation = annotations.addObject();
      annotation.put("question_id", i).set("question_type", c.get("question_types").get(i));
      annotation.putArray("answers").addObject().set("answer", c.get("answers_gt").get(i));
      String given = answers[c.get("answer_ids_pred").get(i).asInt()];
      results.addObject().put("question_id", i).put("answer", given);
    }
    Path annotationFile = write("annotations.json", annotations);
    Path resultFile = write("results.json", results);
    Path answerFile = write("aid_to_ans.json", JSON.valueToTree(answers));

    Scoring scoring = Scoring.read(null, annotationFile, resultFile, false);
    assertThat(scoring.measure()).isEqualTo(Measure.TDIUC);
    JsonNode actual = JSON.readTree(scoring.tdiuc(answerFile, BOTH).json());
    String prefix = "eval_epoch.tdiuc.";
    for (var entry : c.get("logged").properties()) {
      String[] name = entry.getKey().substring(prefix.length()).split("\\.", 2);
      JsonNode value = actual.get(name[0]);
      assertThat((name.length == 1 ? value : value.get(name[1])).asDouble())
          .as(entry.getKey())
          .isCloseTo(entry.getValue().asDouble(), within(1e-10));
    }
    for (var entry : c.get("with_list_reset").properties()) {
      assertThat(actual.get(entry.getKey()).asDouble())
          .as(entry.getKey())
          .isCloseTo(entry.getValue().asDouble(), within(1e-10));
    }
  }

  private Path write(String name, JsonNode content) throws IOException {
    Path file = dir.resolve(name);
    JSON.writeValue(file.toFile(), content);
    return file;
  }
}
