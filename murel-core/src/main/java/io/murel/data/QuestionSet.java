package io.murel.data;

import io.murel.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The questions of one split with their annotations, as read.
 *
 * @param questions in the order of the question file
 * @param annotations one a question, in the same order; empty for a split without answers
 * @param source the question file, for messages
 */
public record QuestionSet(List<Question> questions, List<Annotation> annotations, String source) {

  public QuestionSet {
    if (!annotations.isEmpty() && annotations.size() != questions.size()) {
      throw new IllegalArgumentException(
          annotations.size() + " annotations for " + questions.size() + " questions");
    }
    questions = List.copyOf(questions);
    annotations = List.copyOf(annotations);
  }

  /**
   * Reads a split.
   *
   * @param questionFile questions in the VQA v2 layout
   * @param annotationFile its annotations, in any order; null for a split without answers
   * @throws BadInputException if a file is unusable or a question lacks its annotation
   */
  public static QuestionSet read(Path questionFile, Path annotationFile) {
    List<Question> questions = VqaJson.questions(questionFile);
    List<Annotation> annotations =
        annotationFile == null
            ? List.of()
            : joined(questions, VqaJson.annotations(annotationFile), annotationFile);
    return new QuestionSet(questions, annotations, questionFile.toString());
  }

  /** Whether the answers are known. */
  public boolean hasAnswers() {
    return !annotations.isEmpty();
  }

  /** The annotation of each question. */
  private static List<Annotation> joined(
      List<Question> questions, List<Annotation> annotations, Path file) {
    Map<Long, Annotation> byQuestion = new HashMap<>(2 * annotations.size());
    annotations.forEach(annotation -> byQuestion.put(annotation.questionId(), annotation));
    List<Annotation> out = new ArrayList<>(questions.size());
    for (Question question : questions) {
      Annotation annotation = byQuestion.get(question.id());
      if (annotation == null) {
        throw BadInputException.at(file.toString())
            .found("no annotation of question " + question.id())
            .expected("one for each of the " + questions.size() + " questions")
            .remedy("Questions and annotations must be of the same split; make both again.");
      }
      out.add(annotation);
    }
    return out;
  }
}
