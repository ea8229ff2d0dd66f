package io.murel.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingTest {

  private static final TypeRow ALL = new TypeRow("all", 1000, 350, 390, 600, 150, 60);

  private static Reading reading(List<TypeRow> types, TypeRow relational, double... seconds) {
    List<Summary.NetworkFacts> networks =
        seconds.length == 0
            ? List.of()
            : List.of(
                new Summary.NetworkFacts("MuRel", "m.yaml", 10, seconds[0], 20, 1),
                new Summary.NetworkFacts("attention", "a.yaml", 10, seconds[1], 20, 1));
    Summary.Split split = new Summary.Split(1200, 15_000);
    Summary summary =
        new Summary(
            false,
            "./murel demo",
            1,
            new Summary.DataFacts(split, split, split, 28, 235),
            networks,
            new MachineFacts(2, "Linux amd64", "17"),
            400,
            Instant.EPOCH);
    return new Reading(new TypeTable(types, Optional.ofNullable(relational), ALL), summary);
  }

  /** Text with the spaces that do not break shown as plain ones. */
  private static String plain(String text) {
    return text.replace('\u00a0', ' ');
  }

  private static List<String> sentences(TypeRow... types) {
    List<String> said = reading(List.of(types), null).sentences();
    return said.subList(1, said.size()).stream().map(ReadingTest::plain).toList();
  }

  @Test
  void theHeadlineTellsAGainOnRelations() {
    TypeRow relational = new TypeRow("relational", 500, 0, 0, 200, 120, 40);
    assertThat(plain(reading(List.of(), relational).headline()))
        .isEqualTo(
            "Looking at pairs pays: 64.0 % of the questions about relations right, 48.0 % with"
                + " attention alone.");
  }

  @Test
  void theHeadlineOwnsUpToALossAndToNoDifference() {
    TypeRow lost = new TypeRow("relational", 500, 0, 0, 200, 40, 120);
    assertThat(reading(List.of(), lost).headline())
        .startsWith("Looking at pairs did not pay here: ");
    TypeRow even = new TypeRow("relational", 500, 0, 0, 200, 50, 48);
    assertThat(reading(List.of(), even).headline()).startsWith("No clear difference here: ");
  }

  @Test
  void withoutRelationalQuestionsTheHeadlineIsAboutAll() {
    assertThat(plain(reading(List.of(), null).headline()))
        .isEqualTo(
            "Looking at pairs pays: 75.0 % of all questions right, 66.0 % with attention alone.");
  }

  @Test
  void theLeadSaysForHowLongTheNetworksLearnt() {
    assertThat(plain(reading(List.of(), null, 170, 168).lead()))
        .isEqualTo(
            "Two small networks learnt to answer questions about drawn scenes, both for 2 min 50 s."
                + " MuRel relates the regions of a picture pair by pair; the attention baseline only"
                + " weighs them. Asked 1,000 questions about 1,200 pictures neither had seen, MuRel"
                + " was right on 75.0 % and attention on 66.0 %.");
    assertThat(plain(reading(List.of(), null, 180, 59).lead()))
        .contains("drawn scenes, MuRel for 3 min and attention for 59 s. MuRel relates");
  }

  @Test
  void theGuessFromTheQuestionIsAlwaysNamed() {
    assertThat(plain(reading(List.of(), null).sentences().get(0)))
        .isEqualTo(
            "A guess from the question alone is right on 39.0 %, the most common answer of each"
                + " type on 35.0 %: what lies above comes from looking at the picture.");
  }

  @Test
  void gainsAreListedTheLargestFirst() {
    assertThat(
            sentences(
                new TypeRow("count", 500, 0, 0, 200, 100, 20),
                new TypeRow("spatial", 500, 0, 0, 200, 200, 20),
                new TypeRow("two-hop", 500, 0, 0, 200, 90, 20)))
        .containsExactly(
            "MuRel gains on spatial (+36.0 points), count (+16.0 points) and two-hop (+14.0"
                + " points).");
  }

  @Test
  void lossesSolvedTypesAndTypesWithoutADifferenceAreNamed() {
    assertThat(
            sentences(
                new TypeRow("exist", 500, 250, 300, 490, 3, 2),
                new TypeRow("compare", 500, 250, 260, 300, 20, 80),
                new TypeRow("nearest", 500, 120, 130, 150, 90, 92),
                new TypeRow("same", 500, 200, 260, 220, 60, 65)))
        .containsExactly(
            "Attention alone is better on compare (-12.0 points).",
            "Both networks are near the ceiling on exist (98.6 and 98.4 %): nothing is left to gain"
                + " there.",
            "No clear difference on nearest (48.0 and 48.4 %) and same (56.0 and 57.0 %): pairs did"
                + " not help there.",
            "MuRel is hardly better than a guess from the question alone on same (56.0 and 52.0 %):"
                + " it has not learnt to see what these questions need.");
  }
}
