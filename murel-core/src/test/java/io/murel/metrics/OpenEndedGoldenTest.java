package io.murel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.data.Annotation;
import io.murel.data.VqaJson;
import io.murel.golden.Golden;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OpenEndedGoldenTest {

  private final AnswerText text = new AnswerText();

  @TestFactory
  Stream<DynamicTest> answersAreNormalisedAsByTheOfficialCode() {
    return StreamSupport.stream(
            Golden.json("metrics/vqa_text_normalisation.json").spliterator(), false)
        .map(
            expected ->
                DynamicTest.dynamicTest(
                    "'" + expected.get("raw").asText() + "'", () -> checkText(expected)));
  }

  private void checkText(JsonNode expected) {
    String raw = expected.get("raw").asText();
    String stripped = text.stripped(raw);
    assertThat(stripped).isEqualTo(expected.get("stripped").asText());
    assertThat(text.punctuation(raw)).isEqualTo(expected.get("punct_of_raw").asText());
    assertThat(text.punctuation(stripped)).isEqualTo(expected.get("punct").asText());
    assertThat(text.normalised(raw)).isEqualTo(expected.get("result").asText());
  }

  @Test
  void scoresOfAllQuestionsAreTheOfficialOnes() {
    checkScores(score(answers()), Golden.json("metrics/vqa_oe/expected.json").get("full"));
  }

  @Test
  void scoresOfSomeQuestionsAreTheOfficialOnes() {
    JsonNode expected = Golden.json("metrics/vqa_oe/expected.json");
    Map<Long, String> all = answers();
    Map<Long, String> some = new LinkedHashMap<>();
    expected.get("subset_question_ids").forEach(id -> some.put(id.asLong(), all.get(id.asLong())));
    checkScores(score(some), expected.get("subset"));
  }

  @Test
  void valuesAreNamedAsTheOriginalLogsThem() {
    JsonNode logged =
        Golden.json("metrics/vqa_oe/expected.json").get("logged_values_epoch3").deepCopy();
    Map<String, Double> expected = new LinkedHashMap<>();
    logged
        .properties()
        .forEach(
            entry -> {
              String name = entry.getKey().replaceFirst("^eval_epoch\\.", "");
              if (!name.equals("epoch")) {
                expected.put(name, entry.getValue().get(0).asDouble());
              }
            });
    assertThat(score(answers()).named()).isEqualTo(expected);
  }

  private static void checkScores(OpenEndedAccuracy actual, JsonNode expected) {
    JsonNode accuracy = expected.get("accuracy");
    assertThat(actual.overall()).isEqualTo(accuracy.get("overall").asDouble());
    assertThat(actual.perQuestionType())
        .containsExactlyEntriesOf(numbers(accuracy.get("perQuestionType")));
    assertThat(actual.perAnswerType())
        .containsExactlyEntriesOf(numbers(accuracy.get("perAnswerType")));
    Map<Long, Double> perQuestion = new LinkedHashMap<>();
    expected
        .get("evalQA")
        .forEach(pair -> perQuestion.put(pair.get(0).asLong(), pair.get(1).asDouble()));
    assertThat(actual.perQuestion()).isEqualTo(perQuestion);
  }

  private static Map<String, Double> numbers(JsonNode node) {
    Map<String, Double> out = new LinkedHashMap<>();
    node.properties().forEach(entry -> out.put(entry.getKey(), entry.getValue().asDouble()));
    return out;
  }

  private static OpenEndedAccuracy score(Map<Long, String> answers) {
    List<Annotation> annotations =
        VqaJson.annotations(
            Golden.path("metrics/vqa_oe/raw/annotations/mscoco_val2014_annotations.json"));
    return OpenEndedAccuracy.of(annotations, answers);
  }

  private static Map<Long, String> answers() {
    Map<Long, String> out = new LinkedHashMap<>();
    Golden.json("metrics/vqa_oe/results/OpenEnded_mscoco_val2014_model_results.json")
        .forEach(r -> out.put(r.get("question_id").asLong(), r.get("answer").asText()));
    return out;
  }
}
