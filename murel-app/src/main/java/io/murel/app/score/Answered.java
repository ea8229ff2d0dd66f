package io.murel.app.score;

import io.murel.BadInputException;
import io.murel.data.Annotation;
import io.murel.data.QuestionSet;
import io.murel.data.VqaJson;
import io.murel.data.VqaResults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Given answers beside the right ones.
 *
 * @param annotations of the questions that were answered, in the order of the results
 * @param given the answer to each of them
 * @param questions how many questions there are, answered or not
 */
record Answered(List<Annotation> annotations, List<String> given, int questions) {

  /**
   * Reads and joins the files.
   *
   * @param questions null: the annotations say which questions there are
   * @param subset whether questions may be left unanswered
   * @throws BadInputException if a file is unusable or the results are not one answer a question
   */
  static Answered read(Path questions, Path annotations, Path results, boolean subset) {
    List<Annotation> all =
        questions == null
            ? VqaJson.annotations(annotations)
            : QuestionSet.read(questions, annotations).annotations();
    Map<Long, Annotation> byQuestion = new LinkedHashMap<>();
    for (Annotation annotation : all) {
      if (byQuestion.put(annotation.questionId(), annotation) != null) {
        throw BadInputException.at((questions == null ? annotations : questions).toString())
            .found("question " + annotation.questionId() + " more than once")
            .expected("each question once")
            .remedy("Take the copies out.");
      }
    }
    VqaResults given = VqaResults.read(results);
    given.check(byQuestion.keySet(), !subset);
    if (given.given().isEmpty()) {
      throw BadInputException.at(results.toString())
          .found("no answers")
          .expected("at least one")
          .remedy("Check that this is the result file.");
    }
    List<Annotation> answered = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (VqaResults.Given one : given.given()) {
      answered.add(byQuestion.get(one.questionId()));
      answers.add(one.answer());
    }
    return new Answered(answered, answers, byQuestion.size());
  }
}
