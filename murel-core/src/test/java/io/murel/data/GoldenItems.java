package io.murel.data;

import static io.murel.data.GoldenSet.longs;
import static io.murel.data.GoldenSet.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Compares vocabularies and items with what the original saved. */
public final class GoldenItems {
  private GoldenItems() {}

  /** Words, answers and their ids. */
  public static void checkVocabulary(VqaVocabulary vocabulary, JsonNode expected) {
    assertThat(vocabulary.words().size()).isEqualTo(expected.get("wid_to_word").size());
    for (JsonNode pair : expected.get("wid_to_word")) {
      assertThat(vocabulary.words().word(pair.get(0).asInt())).isEqualTo(pair.get(1).asText());
    }
    for (JsonNode pair : expected.get("word_to_wid")) {
      assertThat(vocabulary.words().wid(pair.get(0).asText())).isEqualTo(pair.get(1).asInt());
    }
    assertThat(vocabulary.answers().answers()).isEqualTo(texts(expected.get("aid_to_ans")));
    for (JsonNode pair : expected.get("ans_to_aid")) {
      String answer = pair.get(0).asText();
      assertThat(vocabulary.answers().contains(answer)).isTrue();
      assertThat(vocabulary.answers().idOrLast(answer)).isEqualTo(pair.get(1).asInt());
    }
  }

  /**
   * The items against those of a saved set.
   *
   * @param set {@code questions} and {@code annotations}, in any order
   */
  public static void checkItems(VqaVocabulary vocabulary, List<VqaItem> items, JsonNode set) {
    Map<Long, Integer> at = new HashMap<>();
    for (JsonNode question : set.get("questions")) {
      at.put(question.get("question_id").asLong(), at.size());
    }
    for (VqaItem item : items) {
      int index = at.get(item.questionId());
      checkQuestion(vocabulary, item, set.get("questions").get(index));
      if (set.has("annotations")) {
        checkAnnotation(vocabulary, item, set.get("annotations").get(index));
      }
      assertThat(item.hasAnswer()).isEqualTo(set.has("annotations"));
    }
  }

  private static void checkQuestion(VqaVocabulary vocabulary, VqaItem item, JsonNode expected) {
    assertThat(item.question().imageId()).isEqualTo(expected.get("image_id").asLong());
    assertThat(item.question().imageName()).isEqualTo(expected.get("image_name").asText());
    List<String> tokens = vocabulary.tokenizer().tokens(item.question().text());
    assertThat(tokens).isEqualTo(texts(expected.get("question_tokens")));
    assertThat(vocabulary.words().withUnknowns(tokens))
        .isEqualTo(texts(expected.get("question_tokens_UNK")));
    assertThat(item.wordIds()).isEqualTo(longs(expected.get("question_wids")));
  }

  private static void checkAnnotation(VqaVocabulary vocabulary, VqaItem item, JsonNode expected) {
    assertThat(item.answer()).isEqualTo(expected.get("answer").asText());
    assertThat(item.answerId()).isEqualTo(expected.get("answer_id").asInt());
    assertThat(item.questionType()).isEqualTo(expected.path("question_type").asText(null));
    assertThat(item.answerType()).isEqualTo(expected.path("answer_type").asText(null));
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
