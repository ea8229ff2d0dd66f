package io.murel.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MajorityGuessTest {

  @Test
  void guessesTheMostCommonAnswerOfEachType() {
    MajorityGuess guess = new MajorityGuess();
    guess.learn("exist", "no");
    guess.learn("exist", "yes");
    guess.learn("exist", "no");
    guess.learn("query", "red");
    assertThat(guess.answer("exist")).isEqualTo("no");
    assertThat(guess.answer("query")).isEqualTo("red");
  }

  @Test
  void ofEquallyCommonAnswersTheFirstInTheAlphabetIsTaken() {
    MajorityGuess guess = new MajorityGuess();
    guess.learn("query", "white");
    guess.learn("query", "blue");
    assertThat(guess.answer("query")).isEqualTo("blue");
  }

  @Test
  void aTypeNeverSeenHasNoGuess() {
    assertThat(new MajorityGuess().answer("exist")).isEmpty();
  }
}
