package io.murel.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.murel.BadInputException;
import io.murel.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Answers given to questions, as result files hold them and the evaluation server of VQA wants
 * them: a list of {@code {"question_id": 1, "answer": "yes"}}.
 *
 * @param given in the order of the file
 * @param source the file, for messages
 */
public record VqaResults(List<Given> given, String source) {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final int NAMED_IDS = 5;

  /** One answer. */
  public record Given(long questionId, String answer) {}

  public VqaResults {
    given = List.copyOf(given);
  }

  /**
   * Reads a result file: the bare list, or an object with a list {@code results}; plain or
   * compressed with gzip.
   *
   * @throws BadInputException if it cannot be read, is cut off or lacks a field
   */
  public static VqaResults read(Path file) {
    return new VqaResults(VqaJson.results(file), file.toString());
  }

  /**
   * Refuses answers that are not one to each of some questions.
   *
   * @param questionIds the questions
   * @param all whether each question must have an answer; else some may be left out
   * @throws BadInputException naming the questions that are answered twice, that do not exist or
   *     have no answer
   */
  public void check(Set<Long> questionIds, boolean all) {
    Set<Long> seen = new HashSet<>();
    Set<Long> twice = new LinkedHashSet<>();
    Set<Long> unknown = new LinkedHashSet<>();
    for (Given one : given) {
      if (!seen.add(one.questionId())) {
        twice.add(one.questionId());
      }
      if (!questionIds.contains(one.questionId())) {
        unknown.add(one.questionId());
      }
    }
    List<Long> missing = questionIds.stream().filter(id -> !seen.contains(id)).toList();
    List<String> wrong = new ArrayList<>();
    addTo(wrong, List.copyOf(twice), "answered more than once");
    addTo(wrong, List.copyOf(unknown), "unknown");
    if (all) {
      addTo(wrong, missing, "without an answer");
    }
    if (!wrong.isEmpty()) {
      throw BadInputException.at(source)
          .found(String.join("; ", wrong))
          .expected(
              String.format(
                  Locale.ROOT,
                  "%s to each of the %,d questions",
                  all ? "one answer" : "at most one answer",
                  questionIds.size()))
          .remedy("The results must be complete and of the same split as the annotations.");
    }
  }

  private static void addTo(List<String> wrong, List<Long> ids, String what) {
    if (ids.isEmpty()) {
      return;
    }
    String named = String.join(", ", ids.stream().limit(NAMED_IDS).map(String::valueOf).toList());
    wrong.add(
        ids.size() == 1
            ? "question %s %s".formatted(named, what)
            : String.format(
                Locale.ROOT,
                "%,d questions %s (%s%s)",
                ids.size(),
                what,
                named,
                ids.size() > NAMED_IDS ? ", ..." : ""));
  }

  /** The answers to some of the questions. */
  public VqaResults where(LongPredicate questionIds) {
    return new VqaResults(
        given.stream().filter(one -> questionIds.test(one.questionId())).toList(), source);
  }

  /** Writes a result file, whole or not at all. */
  public void write(Path file) throws IOException {
    writeJson(
        file,
        json -> {
          json.writeStartArray();
          for (Given one : given) {
            json.writeStartObject();
            json.writeNumberField("question_id", one.questionId());
            json.writeStringField("answer", one.answer());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** Writes aid_to_ans.json: the answers a network chooses from, in the order of their classes. */
  public static void writeAnswers(Path file, AnswerVocabulary answers) throws IOException {
    writeJson(
        file,
        json -> {
          json.writeStartArray();
          for (String answer : answers.answers()) {
            json.writeString(answer);
          }
          json.writeEndArray();
        });
  }

  @FunctionalInterface
  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private static void writeJson(Path file, Content content) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            content.write(json);
          }
        });
  }
}
