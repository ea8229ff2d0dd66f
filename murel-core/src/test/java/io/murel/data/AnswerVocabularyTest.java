package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerVocabularyTest {

  @Test
  void equallyFrequentAnswersAreOrderedByDescendingCodePoint() {
    // U+1F600 is above U+FB01, though its first UTF-16 unit (D83D) is below.
    List<String> given = List.of("a", "\uFB01", "b", "\uD83D\uDE00", "ba", "b");
    assertThat(AnswerVocabulary.mostFrequent(given, 10).answers())
        .containsExactly("b", "\uD83D\uDE00", "\uFB01", "ba", "a");
  }

  @Test
  void onlyTheMostFrequentAnswersAreKept() {
    AnswerVocabulary answers = AnswerVocabulary.mostFrequent(List.of("x", "y", "y", "z", "z"), 2);
    assertThat(answers.answers()).containsExactly("z", "y");
    assertThat(answers.size()).isEqualTo(2);
    assertThat(answers.contains("x")).isFalse();
    assertThat(answers.idOrLast("z")).isZero();
    assertThat(answers.idOrLast("x")).isEqualTo(1);
    assertThat(answers.answer(1)).isEqualTo("y");
  }

  @Test
  void aStoredVocabularyHasEachAnswerOnce() {
    assertThatThrownBy(() -> new AnswerVocabulary(List.of("x", "x")))
        .hasMessage("the answer 'x' twice");
  }
}
