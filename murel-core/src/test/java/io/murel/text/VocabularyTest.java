package io.murel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  private static final List<List<String>> QUESTIONS =
      List.of(List.of("is", "it", "red"), List.of("it", "is", "it", "a", "cat"));

  @Test
  void wordsMoreFrequentThanTheLimitAreKeptInOrderAndUnknownIsLast() {
    assertThat(Vocabulary.build(QUESTIONS, 0).words())
        .containsExactly("a", "cat", "is", "it", "red", "UNK");
    assertThat(Vocabulary.build(QUESTIONS, 1).words()).containsExactly("is", "it", "UNK");
    assertThat(Vocabulary.build(QUESTIONS, 2).words()).containsExactly("it", "UNK");
  }

  @Test
  void idsCountFromOneAndAnUnseenWordReadsAsUnknown() {
    Vocabulary vocabulary = Vocabulary.build(QUESTIONS, 1);
    assertThat(vocabulary.encode(List.of("it", "is", "blue"))).containsExactly(2, 1, 3);
    assertThat(vocabulary.withUnknowns(List.of("it", "blue"))).containsExactly("it", "UNK");
    assertThat(vocabulary.word(3)).isEqualTo("UNK");
    assertThat(vocabulary.size()).isEqualTo(3);
  }

  @Test
  void aQuestionThatSaysUnkGetsTheLaterId() {
    Vocabulary vocabulary = Vocabulary.build(List.of(List.of("UNK", "a")), 0);
    assertThat(vocabulary.words()).containsExactly("UNK", "a", "UNK");
    assertThat(vocabulary.wid("UNK")).isEqualTo(3);
  }

  @Test
  void wordsAreOrderedByCodePointNotByCharUnit() {
    assertThat(Vocabulary.build(List.of(List.of("\uD83D\uDE00", "\uFB01sh", "a", "ab")), 0).words())
        .containsExactly("a", "ab", "\uFB01sh", "\uD83D\uDE00", "UNK");
  }

  @Test
  void aJoinedVocabularyKeepsTheFirstIdsAndAppendsNewWords() {
    Vocabulary joined =
        Vocabulary.of(List.of("b", "UNK")).extendedBy(Vocabulary.of(List.of("a", "b", "UNK")));
    assertThat(joined.words()).containsExactly("b", "UNK", "a");
    assertThat(joined.wid("zebra")).isEqualTo(2);
  }

  @Test
  void aListWithoutUnknownIsNoVocabulary() {
    assertThatThrownBy(() -> Vocabulary.of(List.of("a")))
        .hasMessage("a vocabulary needs the word UNK");
  }
}
