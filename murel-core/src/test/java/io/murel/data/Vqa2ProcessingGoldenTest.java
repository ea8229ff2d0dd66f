package io.murel.data;

import static io.murel.data.GoldenVqa2.longs;
import static io.murel.data.GoldenVqa2.read;
import static io.murel.data.GoldenVqa2.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** VQA v2 with proc_split train: everything the original computes of questions and answers. */
class Vqa2ProcessingGoldenTest {

  @TestFactory
  List<DynamicContainer> processingIsThatOfTheOriginal() throws IOException {
    List<DynamicContainer> out = new ArrayList<>();
    for (JsonNode expected : GoldenVqa2.expectedFiles()) {
      out.add(
          DynamicContainer.dynamicContainer(
              expected.get("subdir_processed").asText(), tests(expected)));
    }
    return out;
  }

  private static List<DynamicTest> tests(JsonNode expected) {
    QuestionSet train = read("train2014", true);
    VqaVocabulary vocabulary = GoldenVqa2.vocabulary(train, expected);
    return List.of(
        dynamicTest("words", () -> checkWords(vocabulary, expected)),
        dynamicTest("answers", () -> checkAnswers(vocabulary, expected)),
        dynamicTest(
            "train",
            () -> checkItems(vocabulary, vocabulary.trainingItems(train), "train", expected)),
        dynamicTest(
            "val",
            () -> checkItems(vocabulary, vocabulary.items(read("val2014", true)), "val", expected)),
        dynamicTest(
            "test",
            () ->
                checkItems(
                    vocabulary, vocabulary.items(read("test2015", false)), "test", expected)));
  }

  private static void checkWords(VqaVocabulary vocabulary, JsonNode expected) {
    for (JsonNode pair : expected.get("wid_to_word")) {
      assertThat(vocabulary.words().word(pair.get(0).asInt())).isEqualTo(pair.get(1).asText());
    }
    assertThat(vocabulary.words().size()).isEqualTo(expected.get("wid_to_word").size());
    for (JsonNode pair : expected.get("word_to_wid")) {
      assertThat(vocabulary.words().wid(pair.get(0).asText())).isEqualTo(pair.get(1).asInt());
    }
  }

  private static void checkAnswers(VqaVocabulary vocabulary, JsonNode expected) {
    assertThat(vocabulary.answers().answers()).isEqualTo(texts(expected.get("aid_to_ans")));
    for (JsonNode pair : expected.get("ans_to_aid")) {
      String answer = pair.get(0).asText();
      assertThat(vocabulary.answers().contains(answer)).isTrue();
      assertThat(vocabulary.answers().idOrLast(answer)).isEqualTo(pair.get(1).asInt());
    }
  }

  private static void checkItems(
      VqaVocabulary vocabulary, List<VqaItem> items, String split, JsonNode expected) {
    JsonNode set = expected.get(split + "set");
    assertThat(items.stream().mapToLong(VqaItem::questionId).toArray())
        .isEqualTo(longs(expected.get("splits").get(split).get("question_ids")));
    for (int i = 0; i < items.size(); i++) {
      checkQuestion(vocabulary, items.get(i), set.get("questions").get(i));
      if (set.has("annotations")) {
        checkAnnotation(vocabulary, items.get(i), set.get("annotations").get(i));
      } else {
        assertThat(items.get(i).hasAnswer()).isFalse();
      }
    }
  }

  private static void checkQuestion(VqaVocabulary vocabulary, VqaItem item, JsonNode expected) {
    assertThat(item.questionId()).isEqualTo(expected.get("question_id").asLong());
    assertThat(item.imageName()).isEqualTo(expected.get("image_name").asText());
    List<String> tokens = vocabulary.tokenizer().tokens(item.question().text());
    assertThat(tokens).isEqualTo(texts(expected.get("question_tokens")));
    assertThat(vocabulary.words().withUnknowns(tokens))
        .isEqualTo(texts(expected.get("question_tokens_UNK")));
    assertThat(item.wordIds()).isEqualTo(longs(expected.get("question_wids")));
  }

  private static void checkAnnotation(VqaVocabulary vocabulary, VqaItem item, JsonNode expected) {
    assertThat(item.answer()).isEqualTo(expected.get("answer").asText());
    assertThat(item.answerId()).isEqualTo(expected.get("answer_id").asInt());
    assertThat(item.questionType()).isEqualTo(expected.get("question_type").asText());
    assertThat(item.answerType()).isEqualTo(expected.get("answer_type").asText());
    if (!expected.has("answers_id")) {
      assertThat(item.answerIds()).isEmpty();
      return;
    }
    assertThat(IntStream.of(item.answerIds()).mapToObj(vocabulary.answers()::answer).toList())
        .isEqualTo(texts(expected.get("answers_word")));
    assertThat(IntStream.of(item.answerIds()).asLongStream().toArray())
        .isEqualTo(longs(expected.get("answers_id")));
    assertThat(IntStream.of(item.answerCounts()).asLongStream().toArray())
        .isEqualTo(longs(expected.get("answers_count")));
  }
}
