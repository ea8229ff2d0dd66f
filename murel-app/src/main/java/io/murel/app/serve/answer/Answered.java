package io.murel.app.serve.answer;

import io.murel.vqa.Answer;
import io.murel.vqa.Explanation;
import java.util.List;

/**
 * The answers to one question.
 *
 * @param answers best first
 * @param explanation of them; null where none was asked for
 */
public record Answered(List<Answer> answers, Explanation explanation) {

  static Answered of(Explanation explanation) {
    return new Answered(explanation.answers(), explanation);
  }

  /** The first answers. */
  Answered top(int count) {
    return answers.size() <= count ? this : new Answered(answers.subList(0, count), explanation);
  }
}
