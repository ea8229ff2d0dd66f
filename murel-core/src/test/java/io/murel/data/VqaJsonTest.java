package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VqaJsonTest {

  private static final String QUESTIONS =
      """
      [{"question_id": 7, "image_id": 3, "question": "Is it?", "image_name": "a.png", "x": [{}]},
       {"question": "why", "question_id": 8}]""";

  private static final String ANNOTATIONS =
      """
      [{"question_id": 7, "multiple_choice_answer": "yes", "question_type": "is it",
        "answer_type": "yes/no", "answers": [
          {"answer": "no", "answer_id": 1}, {"answer_confidence": "no", "answer": "yes"},
          {"answer": "no"}]},
       {"question_id": 8, "answers": [{"answer": "b"}, {"answer": "c"}, {"answer": "c"}]}]""";

  @TempDir Path dir;
  private Path file;

  @BeforeEach
  void file() {
    file = dir.resolve("file.json");
  }

  @Test
  void questionsAreReadFromABareList() throws IOException {
    Files.writeString(file, QUESTIONS);
    assertThat(VqaJson.questions(file))
        .containsExactly(new Question(7, 3, "a.png", "Is it?"), new Question(8, 0, null, "why"));
  }

  @Test
  void questionsAreReadFromAWrappedListWhateverElseIsThere() throws IOException {
    Files.writeString(
        file, "{\"info\": {\"questions\": 1}, \"questions\": " + QUESTIONS + ", \"license\": []}");
    assertThat(VqaJson.questions(file)).hasSize(2);
  }

  @Test
  void compressedFilesAreReadWhateverTheirName() throws IOException {
    Files.write(file, gzip(QUESTIONS));
    assertThat(VqaJson.questions(file)).hasSize(2);
  }

  @Test
  void theAnswerIsTheOneOfTheFileElseTheMostFrequent() throws IOException {
    Files.writeString(file, ANNOTATIONS);
    List<Annotation> annotations = VqaJson.annotations(file);
    assertThat(annotations)
        .containsExactly(
            new Annotation(7, "yes", List.of("no", "yes", "no"), "is it", "yes/no"),
            new Annotation(8, "c", List.of("b", "c", "c"), null, null));
    assertThat(annotations.get(0).answerCounts())
        .containsExactlyEntriesOf(new java.util.TreeMap<>(Map.of("no", 2, "yes", 1)));
  }

  @Test
  void aCutOffFileSaysSo() throws IOException {
    Files.writeString(file, QUESTIONS.substring(0, 60));
    assertThatThrownBy(() -> VqaJson.questions(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ": found broken JSON in line 1 (Unexpected end-of-input")
        .hasMessageEndingWith(
            "), expected a complete JSON file with a list of questions."
                + " The file is missing, cut off or of another format; download or make it"
                + " again.");
  }

  @Test
  void aCutOffCompressedFileSaysSo() throws IOException {
    byte[] whole = gzip(ANNOTATIONS);
    Files.write(file, Arrays.copyOf(whole, whole.length - 20));
    assertThatThrownBy(() -> VqaJson.annotations(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ": found Unexpected end of ZLIB input stream, expected");
  }

  @Test
  void aMissingFileSaysSo() {
    assertThatThrownBy(() -> VqaJson.questions(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ": found no such file, expected");
  }

  @Test
  void aFileOfOtherContentNamesTheListThatIsMissing() throws IOException {
    Files.writeString(file, "{\"annotations\": []}");
    assertThatThrownBy(() -> VqaJson.questions(file))
        .hasMessageStartingWith(file + ": found no list 'questions', expected");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"image_id": 1}        | question number 1 incomplete, expected a question_id
          {"question_id": 1}     | question number 1 incomplete, expected a text 'question'
          5                      | item number 1 incomplete, expected an object
          {"question_id": "x"}   | broken JSON in line 1 (Current token (VALUE_STRING) not numeric
          {"question": ["what"]} | broken JSON in line 1 (a list or object where a text should be)
          """)
  void aBrokenQuestionIsNamed(String question, String message) throws IOException {
    Files.writeString(file, "[" + question + "]");
    assertThatThrownBy(() -> VqaJson.questions(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ": found " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                  | expected a question_id
          {"question_id": 1}                  | expected a multiple_choice_answer or a list of answers
          {"question_id": 1, "answers": []}   | expected a multiple_choice_answer or a list of answers
          {"question_id": 1, "answers": [5]}  | expected answers that are objects with an 'answer'
          {"question_id": 1, "answers": [{}]} | expected answers that are objects with an 'answer'
          """)
  void aBrokenAnnotationIsNamed(String annotation, String message) throws IOException {
    Files.writeString(file, "[" + annotation + "]");
    assertThatThrownBy(() -> VqaJson.annotations(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ": found annotation number 1 incomplete, " + message);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
