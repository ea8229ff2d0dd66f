package io.murel.data;

import io.murel.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The questions of one split with their annotations, as read.
 *
 * @param questions in the order of the question file
 * @param annotations one a question, in the same order; empty for a split without answers
 */
public record QuestionSet(List<Question> questions, List<Annotation> annotations) {

  public QuestionSet {
    if (!annotations.isEmpty() && annotations.size() != questions.size()) {
      throw new IllegalArgumentException(
          annotations.size() + " annotations for " + questions.size() + " questions");
    }
    questions = List.copyOf(questions);
    annotations = List.copyOf(annotations);
  }

  /** {@link #read(Path, Path, ImportProgress)} that nobody watches. */
  public static QuestionSet read(Path questionFile, Path annotationFile) {
    return read(questionFile, annotationFile, ImportProgress.SILENT);
  }

  /**
   * Reads a split.
   *
   * @param questionFile questions in the VQA v2 layout
   * @param annotationFile its annotations, in any order; null for a split without answers
   * @throws BadInputException if a file is unusable or a question lacks its annotation
   */
  public static QuestionSet read(Path questionFile, Path annotationFile, ImportProgress progress) {
    List<Question> questions = VqaJson.questions(questionFile, progress);
    List<Annotation> annotations =
        annotationFile == null
            ? List.of()
            : joined(questions, VqaJson.annotations(annotationFile, progress), annotationFile);
    return new QuestionSet(questions, annotations);
  }

  /** Whether the answers are known. */
  public boolean hasAnswers() {
    return !annotations.isEmpty();
  }

  /** These questions and then others, either all with answers or none. */
  public QuestionSet followedBy(QuestionSet other) {
    List<Question> allQuestions = new ArrayList<>(questions);
    allQuestions.addAll(other.questions);
    List<Annotation> allAnnotations = new ArrayList<>(annotations);
    allAnnotations.addAll(other.annotations);
    return new QuestionSet(allQuestions, allAnnotations);
  }

  /** The questions whose annotation passes a test, with their annotations. */
  public QuestionSet where(Predicate<Annotation> test) {
    List<Question> keptQuestions = new ArrayList<>();
    List<Annotation> keptAnnotations = new ArrayList<>();
    for (int i = 0; i < annotations.size(); i++) {
      if (test.test(annotations.get(i))) {
        keptQuestions.add(questions.get(i));
        keptAnnotations.add(annotations.get(i));
      }
    }
    return new QuestionSet(keptQuestions, keptAnnotations);
  }

  /** Every question and annotation changed. */
  public QuestionSet map(UnaryOperator<Question> question, UnaryOperator<Annotation> annotation) {
    return new QuestionSet(
        questions.stream().map(question).toList(), annotations.stream().map(annotation).toList());
  }

  /** The annotation of each question. */
  private static List<Annotation> joined(
      List<Question> questions, List<Annotation> annotations, Path file) {
    if (inOrder(questions, annotations)) {
      return annotations;
    }
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

  private static boolean inOrder(List<Question> questions, List<Annotation> annotations) {
    if (questions.size() != annotations.size()) {
      return false;
    }
    for (int i = 0; i < questions.size(); i++) {
      if (questions.get(i).id() != annotations.get(i).questionId()) {
        return false;
      }
    }
    return true;
  }
}
