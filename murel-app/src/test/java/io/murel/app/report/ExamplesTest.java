package io.murel.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExamplesTest {

  private static Outcome outcome(long id, String type, String image, Agreement agreement) {
    boolean murel = agreement == Agreement.BOTH_RIGHT || agreement == Agreement.ONLY_MUREL;
    boolean attention = agreement == Agreement.BOTH_RIGHT || agreement == Agreement.ONLY_ATTENTION;
    return new Outcome(id, type, image, false, false, attention, murel);
  }

  /** Every type with ten questions of each agreement, each about an image of its own. */
  private static List<Outcome> many() {
    List<Outcome> outcomes = new ArrayList<>();
    for (String type : TypeTable.ORDER) {
      for (int k = 0; k < 40; k++) {
        long id = outcomes.size();
        outcomes.add(outcome(id, type, "image-" + id, Agreement.values()[k % 4]));
      }
    }
    return outcomes;
  }

  @Test
  void theSameSeedChoosesTheSameWhateverTheOrder() {
    List<Outcome> shuffled = new ArrayList<>(many());
    Collections.shuffle(shuffled, new Random(5));
    assertThat(Examples.choose(shuffled, 3, 11)).isEqualTo(Examples.choose(many(), 3, 11));
  }

  @Test
  void anotherSeedChoosesOthers() {
    assertThat(Examples.choose(many(), 3, 12)).isNotEqualTo(Examples.choose(many(), 3, 11));
  }

  @Test
  void everyTypeIsShownAndTheAgreementsTakeTurns() {
    List<Outcome> chosen = Examples.choose(many(), 3, 1);
    assertThat(chosen).hasSize(24);
    assertThat(chosen)
        .extracting(Outcome::type)
        .isSortedAccordingTo(java.util.Comparator.comparing(TypeTable.ORDER::indexOf));
    for (int k = 0; k < chosen.size(); k++) {
      assertThat(chosen.get(k).agreement()).isEqualTo(Agreement.values()[k % 4]);
    }
  }

  @Test
  void whereATypeHasNoSuchQuestionTheNextInTurnIsTaken() {
    List<Outcome> outcomes =
        List.of(
            outcome(1, "exist", "a", Agreement.BOTH_WRONG),
            outcome(2, "exist", "b", Agreement.ONLY_ATTENTION));
    assertThat(Examples.choose(outcomes, 3, 1))
        .extracting(Outcome::questionId)
        .containsExactly(1L, 2L);
  }

  @Test
  void anImageIsShownTwiceOnlyIfThereIsNoOther() {
    List<Outcome> outcomes = new ArrayList<>();
    for (int k = 0; k < 20; k++) {
      outcomes.add(outcome(k, "count", k < 19 ? "same" : "other", Agreement.BOTH_RIGHT));
    }
    assertThat(Examples.choose(outcomes, 3, 1))
        .extracting(Outcome::image)
        .containsExactlyInAnyOrder("same", "other", "same");
  }

  @Test
  void theRuleIsStatedInWords() {
    assertThat(Examples.rule(3))
        .isEqualTo(
            "Drawn by lot, not picked: up to 3 questions of each type, taking in turn one that both"
                + " networks answer rightly, one that only MuRel does, one that both get wrong and"
                + " one that only attention gets right (the next in turn where a type has none)."
                + " Mistakes are therefore shown more often than they happen.");
  }
}
