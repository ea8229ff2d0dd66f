package io.murel.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {

  @TempDir private Path dir;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path annotations;

  /** Question 1: ten times yes; 2: two times "2", eight other answers; 3: four times "none". */
  @BeforeEach
  void annotations() throws IOException {
    List<String> disputed = new ArrayList<>(List.of("2", "2"));
    for (int i = 0; i < 8; i++) {
      disputed.add("number " + (char) ('p' + i));
    }
    annotations =
        file(
            "annotations.json",
            "{\"info\": {}, \"annotations\": [%s, %s, %s]}"
                .formatted(
                    annotation(1, "is the", "yes/no", List.of("yes", "yes", "yes", "yes")),
                    annotation(2, "how many", "number", disputed),
                    annotation(3, "is the", "other", List.of("none", "none", "none", "none"))));
  }

  @Test
  void theTableHasAllAnswerTypesAndQuestionTypesWithCounts() throws IOException {
    assertThat(score(results(1, "Yes.", 2, "two", 3, "none"))).isZero();
    assertThat(out())
        .isEqualTo(
            """
            Open-ended accuracy of 3 of 3 questions, texts compared as officially

                                   accuracy  questions
            all                       53.33          3
            all, letter by letter     33.33          3

            answer type            accuracy  questions
            number                    60.00          1
            other                      0.00          1
            yes/no                   100.00          1

            question type          accuracy  questions
            is the                    50.00          2
            how many                  60.00          1
            """);
    assertThat(err()).isEmpty();
  }

  @Test
  void plainComparisonGoesLetterByLetter() throws IOException {
    Path results = results(1, "Yes.", 2, "two", 3, "none");
    assertThat(score(results, "--text", "plain", "--split-by", "none")).isZero();
    assertThat(out())
        .isEqualTo(
            """
            Open-ended accuracy of 3 of 3 questions, texts compared letter by letter

                 accuracy  questions
            all     33.33          3
            """);
  }

  @Test
  void jsonIsOneObjectUnderTheOfficialNames() throws IOException {
    assertThat(score(results(1, "yes", 2, "2", 3, "none"), "--json")).isZero();
    assertThat(out())
        .isEqualTo(
            "{\"overall\":53.33,\"perQuestionType\":{\"is the\":50.0,\"how many\":60.0},"
                + "\"perAnswerType\":{\"yes/no\":100.0,\"number\":60.0,\"other\":0.0}}\n");
  }

  @Test
  void bareListsAndCompressedFilesAreReadToo() throws IOException {
    Path questions = dir.resolve("questions.json.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(questions))) {
      gzip.write(
          "[{\"question_id\": 1, \"question\": \"Is it?\", \"image_id\": 4}]"
              .getBytes(StandardCharsets.UTF_8));
    }
    Path results = file("wrapped.json", "{\"results\": " + text(1, "yes") + "}");
    assertThat(score(results, "--questions", questions.toString(), "--json")).isZero();
    assertThat(out()).startsWith("{\"overall\":100.0,");
  }

  @Test
  void missingDoubleAndUnknownQuestionsAreNamed() throws IOException {
    Path results = results(1, "yes", 1, "no", 8, "yes");
    assertThat(score(results)).isEqualTo(1);
    assertThat(err())
        .isEqualTo(
            "Error: %s: found question 1 answered more than once; question 8 unknown; 2 questions"
                    .formatted(results)
                + " without an answer (2, 3), expected one answer to each of the 3 questions. The"
                + " results must be complete and of the same split as the annotations.\n");
    assertThat(out()).isEmpty();
  }

  @Test
  void aSubsetScoresTheAnsweredQuestionsOnly() throws IOException {
    Path results = results(1, "yes");
    assertThat(score(results)).isEqualTo(1);
    assertThat(score(results, "--subset", "--split-by", "none")).isZero();
    assertThat(out())
        .startsWith("Open-ended accuracy of 1 of 3 questions")
        .contains("all                      100.00          1");
    assertThat(score(results(8, "yes"), "--subset")).isEqualTo(1);
    assertThat(err()).contains("question 8 unknown, expected at most one answer");
    assertThat(score(file("empty.json", "[]"), "--subset")).isEqualTo(1);
    assertThat(err()).contains("empty.json: found no answers, expected at least one.");
  }

  @Test
  void withOneAnnotatorAQuestionTheMeasuresOfTdiucAreTaken() throws IOException {
    annotations =
        file(
            "annotations.json",
            "[%s, %s, %s]"
                .formatted(
                    annotation(1, "color", null, List.of("red")),
                    annotation(2, "color", null, List.of("blue")),
                    annotation(3, "counting", null, List.of("2"))));
    Path results = results(1, "red", 2, "red", 3, "2");
    assertThat(score(results)).isZero();
    assertThat(out())
        .isEqualTo(
            """
            Measures of TDIUC of 3 of 3 questions; normalised: each right answer weighs the same

                                        accuracy  normalised  questions
            all                            66.67                      3
            arithmetic mean over types     75.00       75.00
            harmonic mean over types       66.67       66.67
            arithmetic, as published       75.00       75.00
            harmonic, as published         66.67       66.67

            question type               accuracy  normalised  questions
            color                          50.00       50.00          2
            counting                      100.00      100.00          1
            """);
    assertThat(score(results, "--text", "plain")).isEqualTo(2);
    assertThat(err()).contains("--text does not suit this measure. TDIUC compares");
  }

  @Test
  void annotationsOfBothKindsWantTheMeasureNamed() throws IOException {
    annotations =
        file(
            "annotations.json",
            "[%s, %s]"
                .formatted(
                    annotation(1, "color", null, List.of("red")),
                    annotation(2, "color", null, List.of("red", "blue"))));
    Path results = results(1, "red", 2, "red");
    assertThat(score(results)).isEqualTo(1);
    assertThat(err())
        .isEqualTo(
            "Error: %s: found questions with several annotators (1) and questions with one (1),"
                    .formatted(annotations)
                + " expected one kind, to tell how to measure. Say which: --measure open-ended or --measure tdiuc.\n");
    assertThat(score(results, "--measure", "tdiuc", "--json")).isZero();
    assertThat(out()).startsWith("{\"accuracy\":100.0,");
  }

  @Test
  void aFileThatListsNoAnswersIsRefused() throws IOException {
    Path wrong = file("answers.json", "{\"yes\": 1}");
    Path results = results(1, "yes", 2, "2", 3, "none");
    assertThat(score(results, "--measure", "tdiuc", "--answers", wrong.toString())).isEqualTo(1);
    assertThat(err())
        .isEqualTo(
            "Error: %s: found no list of texts, expected the answers a network chose from, as"
                    .formatted(wrong)
                + " [\"yes\", \"no\"]. A run writes it beside its results on test:"
                + " aid_to_ans.json.\n");
  }

  @Test
  void misspeltWordsHaveANearestOne() throws IOException {
    Path results = results(1, "yes", 2, "2", 3, "none");
    assertThat(score(results, "--measure", "open_ended")).isEqualTo(2);
    assertThat(err()).contains("--measure knows open-ended, tdiuc, not 'open_ended'. Did you mean");
    assertThat(score(results, "--split-by", "answertype,none")).isEqualTo(2);
    assertThat(err()).contains("Did you mean 'answer-type'?");
    assertThat(score(results, "--text", "oficial")).isEqualTo(2);
    assertThat(err()).contains("Did you mean 'official'?");
  }

  private static String annotation(
      long id, String questionType, String answerType, List<String> human) {
    List<String> answers =
        human.stream().map(answer -> "{\"answer\": \"%s\"}".formatted(answer)).toList();
    return "{\"question_id\": %d, \"question_type\": \"%s\", %s\"answers\": [%s]}"
        .formatted(
            id,
            questionType,
            answerType == null ? "" : "\"answer_type\": \"%s\", ".formatted(answerType),
            String.join(", ", answers));
  }

  /** Results from question ids and answers in turn. */
  private Path results(Object... given) throws IOException {
    return file("results.json", text(given));
  }

  private static String text(Object... given) {
    List<String> list = new ArrayList<>();
    for (int i = 0; i < given.length; i += 2) {
      list.add("{\"question_id\": %s, \"answer\": \"%s\"}".formatted(given[i], given[i + 1]));
    }
    return "[" + String.join(", ", list) + "]";
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content);
  }

  private int score(Path results, String... more) {
    out.reset();
    err.reset();
    List<String> args =
        new ArrayList<>(
            List.of(
                "score", "--annotations", annotations.toString(), "--results", results.toString()));
    args.addAll(List.of(more));
    Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), 0);
    return new Cli(terminal, new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(args.toArray(String[]::new));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
