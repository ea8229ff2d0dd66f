package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.data.Samples.MemoryRegions;
import io.murel.options.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VqaDataTest {

  @TempDir Path dir;
  private final MemoryRegions regions = new MemoryRegions(3);

  @BeforeEach
  void dataSet() throws IOException {
    write("train", "red", "red", "blue", "blue", "green");
    write("val", "red", "green", "purple");
    regions.with("0.png", 1, 1).with("1.png", 2, 2).with("2.png", 3, 3);
    regions.with("3.png", 1, 1).with("4.png", 2, 2);
  }

  @Test
  void theTrainingSplitLosesQuestionsWithRareAnswersOtherSplitsDoNot() {
    try (VqaData data = open(Map.of("nans", 2))) {
      assertThat(data.vocabulary().answers().answers()).containsExactly("red", "blue");
      assertThat(data.split("train").items())
          .extracting(VqaItem::questionId)
          .containsExactly(0L, 1L, 2L, 3L);
      VqaDataset val = data.split("val");
      assertThat(val.items()).extracting(VqaItem::answerId).containsExactly(0, 1, 1);
      assertThat(val.items()).extracting(VqaItem::answer).containsExactly("red", "green", "purple");
      assertThat(val.items()).extracting(VqaItem::questionType).containsOnly("what");
      assertThat(val.items()).extracting(VqaItem::answerType).containsOnly("other");
    }
  }

  @Test
  void answersThatTrainingDoesNotHaveAreListed() {
    try (VqaData data = open(Map.of("nans", 2))) {
      assertThat(data.vocabulary().unknownAnswers(data.split("val").items()))
          .containsExactly("green", "purple");
    }
  }

  @Test
  void aSplitOfUnknownAnswersOnlyIsRefused() throws IOException {
    write("val", "oui", "non");
    try (VqaData data = open(Map.of())) {
      assertThatThrownBy(() -> data.split("val"))
          .hasMessage(
              dir.resolve("questions_val.json")
                  + ": found only answers that the training questions do not have, such as 'oui',"
                  + " expected some of the 3 training answers. Training and evaluation must be of"
                  + " the same data set, and dataset.nans large enough.");
    }
  }

  @Test
  void wordsOfDroppedQuestionsStayInTheVocabulary() {
    try (VqaData data = open(Map.of("nans", 2))) {
      assertThat(data.vocabulary().words().words()).contains("word4").endsWith("UNK");
    }
  }

  @Test
  void aSplitIsReadOnceAndItsStoreClosedWithTheData() {
    VqaData data = open(Map.of());
    assertThat(data.split("val")).isSameAs(data.split("val"));
    data.close();
    assertThat(regions.closed).isTrue();
  }

  @Test
  void testQuestionsMayHaveNoAnswers() throws IOException {
    write("test", "red");
    Files.delete(dir.resolve("annotations_test.json"));
    try (VqaData data = open(Map.of())) {
      assertThat(data.split("test").hasAnswers()).isFalse();
      assertThat(data.split("test").items().get(0).answerId()).isEqualTo(-1);
    }
  }

  @Test
  void imagesWithoutRegionsAreCountedAndNamed() {
    regions.images.clear();
    try (VqaData data = open(Map.of())) {
      assertThatThrownBy(() -> data.split("train"))
          .isInstanceOf(BadInputException.class)
          .hasMessage(
              dir.resolve("regions_train.safetensors")
                  + ": found no regions of 5 of the 5 images (0.png, 1.png, 2.png, ...), expected"
                  + " regions of every image the questions are about. Questions and regions must"
                  + " be of the same split; make both again.");
    }
    assertThat(regions.closed).isTrue();
  }

  @Test
  void missingFilesSayHowToMakeThem() {
    Path absent = dir.resolve("absent");
    assertThatThrownBy(() -> open(Map.of("dir", absent.toString())))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            absent.resolve("questions_train.json")
                + ": found no such file, expected the questions of split 'train'. Make the data"
                + " with: ./murel scenes --out "
                + absent
                + " or set dataset.dir to where it is.");
    assertThatThrownBy(() -> open(Map.of("dir", absent.toString(), "name", "easy-vqa")))
        .hasMessageContaining("./murel import easy-vqa ARCHIVE --out " + absent);
    try (VqaData data = open(Map.of())) {
      assertThatThrownBy(() -> data.split("vall"))
          .hasMessageContaining("expected the questions of split 'vall'");
    }
  }

  @Test
  void aMissingAnnotationFileOrStoreIsNamed() throws IOException {
    Files.delete(dir.resolve("annotations_val.json"));
    Files.delete(dir.resolve("regions_train.safetensors"));
    try (VqaData data = open(Map.of())) {
      assertThatThrownBy(() -> data.split("val"))
          .hasMessageStartingWith(
              dir.resolve("annotations_val.json")
                  + ": found no such file, expected the annotations of split 'val'.");
      assertThatThrownBy(() -> data.split("train"))
          .hasMessageStartingWith(
              dir.resolve("regions_train.safetensors")
                  + ": found no such file, expected the image regions of split 'train'.");
    }
  }

  @Test
  void anEmptySplitIsRefused() throws IOException {
    write("val");
    try (VqaData data = open(Map.of())) {
      assertThatThrownBy(() -> data.split("val"))
          .hasMessageStartingWith(
              dir.resolve("questions_val.json") + ": found no questions, expected at least one.");
    }
  }

  @Test
  void aQuestionWithoutAnnotationIsNamed() throws IOException {
    Files.writeString(dir.resolve("annotations_val.json"), "[]");
    try (VqaData data = open(Map.of())) {
      assertThatThrownBy(() -> data.split("val"))
          .hasMessageStartingWith(
              dir.resolve("annotations_val.json")
                  + ": found no annotation of question 0, expected one for each of the 3"
                  + " questions.");
    }
  }

  @Test
  void aQuestionWithoutImageNameIsNamed() throws IOException {
    Files.writeString(
        dir.resolve("questions_val.json"), "[{\"question_id\": 0, \"question\": \"what\"}]");
    try (VqaData data = open(Map.of())) {
      assertThatThrownBy(() -> data.split("val"))
          .hasMessageContaining("found question 0 without an image_name");
    }
  }

  @Test
  void optionsThatDoNotSuitAreRefused() {
    assertThatThrownBy(() -> open(Map.of("proc_split", "trainval")))
        .hasMessageStartingWith("dataset.proc_split: found trainval, expected train");
    assertThatThrownBy(() -> open(Map.of("vg", true)))
        .hasMessageStartingWith("dataset.vg: found True, expected False");
  }

  @Test
  void annotationsMayBeInAnotherOrder() throws IOException {
    Files.writeString(
        dir.resolve("annotations_val.json"),
        """
        [{"question_id": 2, "multiple_choice_answer": "green"},
         {"question_id": 0, "multiple_choice_answer": "red"},
         {"question_id": 9, "multiple_choice_answer": "red"},
         {"question_id": 1, "multiple_choice_answer": "blue"}]""");
    try (VqaData data = open(Map.of())) {
      assertThat(data.split("val").items())
          .extracting(VqaItem::answer)
          .containsExactly("red", "blue", "green");
    }
  }

  private VqaData open(Map<String, Object> options) {
    Map<String, Object> values = new HashMap<>(Map.of("name", "scenes", "dir", dir.toString()));
    values.putAll(options);
    return VqaData.open(DatasetOptions.from(Options.of(values, "dataset")), store -> regions);
  }

  /** One question for each answer, about the image of its number. */
  private void write(String split, String... answers) throws IOException {
    StringBuilder questions = new StringBuilder("{\"questions\": [");
    StringBuilder annotations = new StringBuilder("{\"annotations\": [");
    for (int i = 0; i < answers.length; i++) {
      String comma = i == 0 ? "" : ",";
      questions.append(
          "%s{\"question_id\": %d, \"image_name\": \"%d.png\", \"question\": \"what word%d?\"}"
              .formatted(comma, i, i, i));
      annotations.append(
          ("%s{\"question_id\": %d, \"multiple_choice_answer\": \"%s\", \"question_type\": \"what\","
                  + " \"answer_type\": \"other\", \"answers\": [{\"answer\": \"%s\"}]}")
              .formatted(comma, i, answers[i], answers[i]));
    }
    Files.writeString(dir.resolve("questions_" + split + ".json"), questions + "]}");
    Files.writeString(dir.resolve("annotations_" + split + ".json"), annotations + "]}");
    Files.writeString(dir.resolve("regions_" + split + ".safetensors"), "");
  }
}
