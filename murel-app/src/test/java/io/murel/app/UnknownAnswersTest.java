package io.murel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Answers that the network has no class for, and splits without answers. */
class UnknownAnswersTest extends BadInput {

  @Test
  void answersThatNoTrainingQuestionHasAreMentionedOnce() throws IOException {
    data.questions("val", "red", "purple", "mauve", "purple");
    String message =
        "val: 3 of 4 questions have answers that the network cannot give, such as 'purple'. It"
            + " chooses among the 3 answers of the training questions.";
    assertThat(warnings()).isEqualTo("Warning: " + message + "\n");
    assertThat(Files.readString(run.resolve("logs.txt"))).containsOnlyOnce("Run: " + message);
  }

  @Test
  void answersTooRareForTheVocabularyAreMentionedWithTheOptionThatAddsThem() throws IOException {
    assertThat(warnings("--dataset.nans", "2"))
        .isEqualTo(
            "Warning: val: 1 of 4 questions has an answer that the network cannot give, such as"
                + " 'yes'. It chooses among the 2 most frequent training answers; a larger"
                + " dataset.nans adds rarer ones.\n");
  }

  @Test
  void answersThatTheNetworkCannotGiveAreNotLearnt() throws IOException {
    data.questions("val", "red", "purple", "blue", "mauve", "yes");
    assertThat(warnings("--dataset.train_split", "val", "--dataset.eval_split", "train")).isEmpty();
    JsonNode logs = new ObjectMapper().readTree(run.resolve("logs.json").toFile());
    assertThat(logs.get("train_epoch.questions").toString()).isEqualTo("[3]");
  }

  @Test
  void aSplitWhoseAnswersAreAllUnknownIsRefused() throws IOException {
    data.questions("val", "oui", "non");
    assertFails(
        "%s: found only answers that the training questions do not have, such as 'oui', expected"
                .formatted(data.file("questions_val.json"))
            + " some of the 3 training answers. Training and evaluation must be of the same data"
            + " set, and dataset.nans large enough.",
        "--dataset.train_split",
        "val");
  }

  @Test
  void aSplitWithoutAnswersIsNotTrainedOn() throws IOException {
    data.questions("test", "red");
    data.regions("test", TinyDataSet.FEATURES);
    Files.delete(data.file("annotations_test.json"));
    assertFails(
        "dataset.train_split: found 'test', which has no answers, expected a split with an"
            + " annotations file. Train on another one, for instance --dataset.train_split train.",
        "--dataset.train_split",
        "test");
  }
}
