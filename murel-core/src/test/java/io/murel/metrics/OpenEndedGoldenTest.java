package io.murel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.data.Annotation;
import io.murel.data.VqaJson;
import io.murel.golden.Golden;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    checkScores(answers(), Golden.json("metrics/vqa_oe/expected.json").get("full"));
  }

  @Test
  void scoresOfSomeQuestionsAreTheOfficialOnes() {
    JsonNode expected = Golden.json("metrics/vqa_oe/expected.json");
    Map<Long, String> all = answers();
    Map<Long, String> some = new LinkedHashMap<>();
    expected.get("subset_question_ids").forEach(id -> some.put(id.asLong(), all.get(id.asLong())));
    checkScores(some, expected.get("subset"));
  }

  @Test
  void theAccuracyFileOfTheOfficialCodeHoldsTheSameValues() {
    OpenEndedAccuracy actual = score(answers(), new LinkedHashMap<>()).accuracy();
    checkAccuracy(
        actual, Golden.json("metrics/vqa_oe/results/OpenEnded_mscoco_val2014_model_accuracy.json"));
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
    assertThat(score(answers(), new LinkedHashMap<>()).accuracy().named())
        .containsExactlyEntriesOf(expected);
  }

  private static void checkScores(Map<Long, String> answers, JsonNode expected) {
    Map<Long, Double> perQuestion = new LinkedHashMap<>();
    checkAccuracy(score(answers, perQuestion).accuracy(), expected.get("accuracy"));
    Map<Long, Double> official = new LinkedHashMap<>();
    expected
        .get("evalQA")
        .forEach(pair -> official.put(pair.get(0).asLong(), pair.get(1).asDouble()));
    assertThat(perQuestion).isEqualTo(official);
  }

  private static void checkAccuracy(OpenEndedAccuracy actual, JsonNode expected) {
    assertThat(actual.overall().percent()).isEqualTo(expected.get("overall").asDouble());
    assertThat(percents(actual.perQuestionType()))
        .containsExactlyEntriesOf(numbers(expected.get("perQuestionType")));
    assertThat(percents(actual.perAnswerType()))
        .containsExactlyEntriesOf(numbers(expected.get("perAnswerType")));
  }

  private static Map<String, Double> percents(Map<String, Mean> means) {
    Map<String, Double> out = new LinkedHashMap<>();
    means.forEach((type, mean) -> out.put(type, mean.percent()));
    return out;
  }

  private static Map<String, Double> numbers(JsonNode node) {
    Map<String, Double> out = new LinkedHashMap<>();
    node.properties().forEach(entry -> out.put(entry.getKey(), entry.getValue().asDouble()));
    return out;
  }

  /** Scores answers in their order, and puts the percentage of each question aside. */
  private static OpenEndedScorer score(Map<Long, String> answers, Map<Long, Double> perQuestion) {
    Map<Long, Annotation> annotations = new HashMap<>();
    VqaJson.annotations(
            Golden.path("metrics/vqa_oe/raw/annotations/mscoco_val2014_annotations.json"))
        .forEach(a -> annotations.put(a.questionId(), a));
    OpenEndedScorer out = new OpenEndedScorer(AnswerComparison.OFFICIAL);
    answers.forEach(
        (id, answer) ->
            perQuestion.put(id, Rounding.twoDigits(100 * out.add(annotations.get(id), answer))));
    return out;
  }

  private static Map<Long, String> answers() {
    Map<Long, String> out = new LinkedHashMap<>();
    Golden.json("metrics/vqa_oe/results/OpenEnded_mscoco_val2014_model_results.json")
        .forEach(r -> out.put(r.get("question_id").asLong(), r.get("answer").asText()));
    return out;
  }
}
