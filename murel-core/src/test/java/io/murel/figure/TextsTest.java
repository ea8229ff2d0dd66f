package io.murel.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {

  /** Every UTF-16 unit is one wide. */
  private static final Texts.Measure LENGTH = String::length;

  @Test
  void linesBreakBetweenWords() {
    assertThat(Texts.wrap("what is left of it", 8, 9, LENGTH))
        .containsExactly("what is", "left of", "it");
  }

  @Test
  void aWordLongerThanALineIsCut() {
    assertThat(Texts.wrap("unbelievable", 5, 9, LENGTH)).containsExactly("unbel", "ievab", "le");
  }

  @Test
  void theLastLineEndsWithAnEllipsisWhereMoreWouldFollow() {
    assertThat(Texts.wrap("what is left of it", 8, 2, LENGTH))
        .containsExactly("what is", "left of\u2026");
  }

  @Test
  void ideographsBreakAnywhere() {
    assertThat(Texts.wrap("\u732b\u732b\u732b\u732b\u732b", 2, 9, LENGTH))
        .containsExactly("\u732b\u732b", "\u732b\u732b", "\u732b");
  }

  @Test
  void aCharacterOfTwoUnitsIsNotCutInTwo() {
    assertThat(Texts.cut("a\ud83d\ude00\ud83d\ude00", 4, LENGTH)).isEqualTo("a\ud83d\ude00\u2026");
  }

  @Test
  void nothingFitsIntoNoWidth() {
    assertThat(Texts.cut("abc", 0, LENGTH)).isEqualTo("\u2026");
    assertThat(Texts.wrap("ab", 0, 9, LENGTH)).containsExactly("a", "b");
  }

  @Test
  void blanksAndLineEndsAreBlanks() {
    assertThat(Texts.clean(" a\tb\r\nc ")).isEqualTo("a b  c");
    assertThat(Texts.wrap(" \n ", 5, 9, LENGTH)).isEmpty();
  }
}
