package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.data.VqaResults.Given;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VqaResultsTest {

  private static final List<Given> GIVEN = List.of(new Given(7, "yes"), new Given(3, "ﬁsh 😀"));

  @TempDir private Path dir;

  @Test
  void whatWasWrittenIsReadAgain() throws IOException {
    Path file = dir.resolve("deep/results.json");
    new VqaResults(GIVEN, "any").write(file);

    assertThat(file)
        .hasContent(
            "[{\"question_id\":7,\"answer\":\"yes\"},"
                + "{\"question_id\":3,\"answer\":\"\\uFB01sh \\uD83D\\uDE00\"}]");
    assertThat(VqaResults.read(file)).isEqualTo(new VqaResults(GIVEN, file.toString()));
    assertThat(dir.resolve("deep")).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void anObjectWithAListOfResultsCompressedIsReadToo() throws IOException {
    Path file = dir.resolve("results.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          "{\"info\": {}, \"results\": [{\"answer\": 2, \"question_id\": 7, \"score\": [1]}]}"
              .getBytes(StandardCharsets.UTF_8));
    }
    assertThat(VqaResults.read(file).given()).containsExactly(new Given(7, "2"));
  }

  @Test
  void theAnswersANetworkChoosesFromAreAList() throws IOException {
    Path file = dir.resolve("aid_to_ans.json");
    VqaResults.writeAnswers(file, new AnswerVocabulary(List.of("no", "a \"b\"")));
    assertThat(file).hasContent("[\"no\",\"a \\\"b\\\"\"]");
  }

  @Test
  void oneAnswerToEachQuestionIsAsItShouldBe() {
    results(1, 2, 3).check(ids(3, 2, 1), true);
    results(2).check(ids(3, 2, 1), false);
    assertThat(results(1, 2, 3).where(id -> id != 2)).isEqualTo(results(1, 3));
  }

  @Test
  void missingDoubleAndUnknownQuestionsAreNamed() {
    assertWrong(
        results(1, 1, 9),
        true,
        "results.json: found question 1 answered more than once; question 9 unknown; 2 questions"
            + " without an answer (2, 3), expected one answer to each of the 3 questions. The"
            + " results must be complete and of the same split as the annotations.");
    assertWrong(
        results(1, 1),
        false,
        "results.json: found question 1 answered more than once, expected at most one answer to"
            + " each of the 3 questions. The results must be complete and of the same split as the"
            + " annotations.");
  }

  @Test
  void ofManyWrongQuestionsAFewAreNamed() {
    assertWrong(
        results(LongStream.range(10, 17).toArray()),
        false,
        "results.json: found 7 questions unknown (10, 11, 12, 13, 14, ...), expected at most one"
            + " answer to each of the 3 questions. The results must be complete and of the same"
            + " split as the annotations.");
  }

  private static void assertWrong(VqaResults results, boolean all, String message) {
    assertThatThrownBy(() -> results.check(ids(1, 2, 3), all))
        .isInstanceOf(BadInputException.class)
        .hasMessage(message);
  }

  @Test
  void anAnswerWithoutItsQuestionIsIncomplete() throws IOException {
    Path file = Files.writeString(dir.resolve("results.json"), "[{\"answer\": \"yes\"}]");
    assertThatThrownBy(() -> VqaResults.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            file
                + ": found result number 1 incomplete, expected a question_id. The file must be in"
                + " the official layout; download or make it again.");
    Files.writeString(file, "[{\"question_id\": 1}]");
    assertThatThrownBy(() -> VqaResults.read(file))
        .hasMessageContaining("result number 1 incomplete, expected a text 'answer'");
    Files.writeString(file, "{\"answers\": []}");
    assertThatThrownBy(() -> VqaResults.read(file)).hasMessageContaining("found no list 'results'");
    Files.writeString(file, "[{\"question_id\": 1, \"answer\"");
    assertThatThrownBy(() -> VqaResults.read(file)).hasMessageContaining("found broken JSON");
  }

  private static VqaResults results(long... ids) {
    return new VqaResults(
        LongStream.of(ids).mapToObj(id -> new Given(id, "yes")).toList(), "results.json");
  }

  private static Set<Long> ids(long... ids) {
    return LongStream.of(ids).boxed().collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
