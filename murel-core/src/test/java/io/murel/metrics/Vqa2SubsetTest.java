package io.murel.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.murel.data.Annotation;
import io.murel.data.QuestionSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Scores of guessing on a subset of VQA v2 ({@code -Dmurel.real=DIR}), known from other code. */
class Vqa2SubsetTest {

  @Test
  void guessingTheMostFrequentAnswerScoresAsKnown() {
    List<Annotation> train = read("train");
    String guess = guesses(train, a -> "all").get("all");
    assertThat(score("valid", a -> guess)).isEqualTo(20.85);
    assertThat(score("test", a -> guess)).isEqualTo(22.37);

    // Plain comparison of texts gives 32.91 and 33.58. The difference is one quirk: a given "none"
    // becomes "0", the annotators' does not, so that the guess for three question types is wrong.
    Map<String, String> guesses = guesses(train, Annotation::questionType);
    assertThat(score("valid", a -> guesses.get(a.questionType()))).isEqualTo(32.81);
    assertThat(score("test", a -> guesses.get(a.questionType()))).isEqualTo(33.41);
  }

  private static double score(String split, Function<Annotation, String> guess) {
    List<Annotation> annotations = read(split);
    return OpenEndedAccuracy.of(
            annotations,
            annotations.stream().collect(Collectors.toMap(Annotation::questionId, guess)))
        .overall();
  }

  /** The most frequent training answer of each group, the earliest of equals. */
  private static Map<String, String> guesses(
      List<Annotation> train, Function<Annotation, String> groupOf) {
    Map<String, Map<String, Integer>> counts = new HashMap<>();
    for (Annotation a : train) {
      counts
          .computeIfAbsent(
              groupOf.apply(a), g -> new LinkedHashMap<>()) // of equals the first counts
          .merge(a.answer(), 1, Integer::sum);
    }
    Map<String, String> out = new HashMap<>();
    counts.forEach(
        (group, answers) ->
            out.put(
                group,
                answers.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey()));
    return out;
  }

  private static List<Annotation> read(String split) {
    Path dir = Path.of(System.getProperty("murel.real", "../../shared/real"), "vqa2-subset");
    assumeTrue(Files.isDirectory(dir), "real data not found in " + dir + ": skipped");
    return QuestionSet.read(
            dir.resolve("questions_" + split + ".json.gz"),
            dir.resolve("annotations_" + split + ".json.gz"))
        .annotations();
  }
}
