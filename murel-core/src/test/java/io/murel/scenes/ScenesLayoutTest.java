package io.murel.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenesLayoutTest {

  @TempDir static Path folder;

  private static GeneratedSet set;

  @BeforeAll
  static void generate() {
    ScenesOptions options =
        new ScenesOptions(folder.resolve("set"), 3, 30, 3, 3, 200, 150, 3, 9, 10);
    ScenesWriter.write(options, SceneSink.NONE, ScenesProgress.NONE);
    set = new GeneratedSet(folder.resolve("set"));
  }

  @Test
  void questionsAndAnnotationsAreInTheOfficialLayout() throws Exception {
    for (Split split : Split.values()) {
      JsonNode questions = set.json("questions", split);
      assertThat(questions.fieldNames())
          .toIterable()
          .containsExactly(
              "info", "license", "data_type", "data_subtype", "task_type", "questions");
      assertThat(questions.get("task_type").asText()).isEqualTo("Open-Ended");
      assertThat(questions.get("data_subtype").asText()).isEqualTo(split.word());
      JsonNode annotations = set.json("annotations", split);
      assertThat(annotations.fieldNames())
          .toIterable()
          .containsExactly("info", "license", "data_type", "data_subtype", "annotations");
      assertThat(annotations.get("annotations")).hasSameSizeAs(questions.get("questions"));
    }
  }

  @Test
  void everyQuestionHasItsAnnotationAndItsImage() throws Exception {
    Set<Integer> ids = new TreeSet<>();
    Set<String> answerTypes = new TreeSet<>();
    for (Split split : Split.values()) {
      for (GeneratedSet.Item item : set.items(split)) {
        JsonNode question = item.question();
        JsonNode annotation = item.annotation();
        assertThat(question.fieldNames())
            .toIterable()
            .containsExactly("image_id", "question", "question_id", "image_name");
        assertThat(annotation.fieldNames())
            .toIterable()
            .containsExactly(
                "question_type",
                "multiple_choice_answer",
                "answers",
                "image_id",
                "answer_type",
                "question_id");
        int id = question.get("question_id").intValue();
        assertThat(ids.add(id)).isTrue();
        assertThat(annotation.get("question_id").intValue()).isEqualTo(id);
        assertThat(item.meaning().get("question_id").intValue()).isEqualTo(id);
        int image = question.get("image_id").intValue();
        assertThat(annotation.get("image_id").intValue()).isEqualTo(image);
        assertThat(id / 100).isEqualTo(image);
        String name = question.get("image_name").asText();
        assertThat(name).isEqualTo("scene_%s_%09d".formatted(split.word(), image));
        assertThat(set.folder().resolve("images/" + split.word() + "/" + name + ".png")).exists();
        checkAnswers(annotation);
        answerTypes.add(annotation.get("answer_type").asText());
      }
    }
    assertThat(answerTypes).containsExactly("number", "other", "yes/no");
  }

  private static void checkAnswers(JsonNode annotation) {
    JsonNode answers = annotation.get("answers");
    assertThat(answers).hasSize(10);
    for (int i = 0; i < 10; i++) {
      assertThat(answers.get(i).get("answer")).isEqualTo(annotation.get("multiple_choice_answer"));
      assertThat(answers.get(i).get("answer_confidence").asText()).isEqualTo("yes");
      assertThat(answers.get(i).get("answer_id").intValue()).isEqualTo(i + 1);
    }
  }

  @Test
  void allTypesAreAskedAboutAsOften() throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    for (GeneratedSet.Item item : set.items(Split.TRAIN)) {
      counts.merge(item.type(), 1, Integer::sum);
    }
    assertThat(counts.keySet())
        .containsExactly(
            "compare", "count", "exist", "nearest", "query", "same", "spatial", "two-hop");
    int least = counts.values().stream().min(Integer::compare).orElseThrow();
    int most = counts.values().stream().max(Integer::compare).orElseThrow();
    assertThat(most - least).isLessThanOrEqualTo(4);
  }

  @Test
  void objectsLieInsideAndCanBeSeen() throws Exception {
    Set<Integer> sizes = new TreeSet<>();
    for (JsonNode scene : set.json("scenes", Split.TRAIN).get("scenes")) {
      sizes.add(scene.get("objects").size());
      for (JsonNode object : scene.get("objects")) {
        JsonNode box = object.get("box");
        assertThat(box.get(0).asDouble()).isGreaterThanOrEqualTo(0);
        assertThat(box.get(1).asDouble()).isGreaterThanOrEqualTo(0);
        assertThat(box.get(2).asDouble()).isLessThanOrEqualTo(200);
        assertThat(box.get(3).asDouble()).isLessThanOrEqualTo(150);
        assertThat(object.get("visible").asDouble()).isBetween(0.68, 1.0);
        assertThat(object.get("kind").fieldNames())
            .toIterable()
            .containsExactly("size", "surface", "color", "shape");
      }
    }
    assertThat(sizes).contains(3, 9);
  }
}
