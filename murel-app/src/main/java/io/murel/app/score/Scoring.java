package io.murel.app.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.BadInputException;
import io.murel.metrics.AnswerComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Scores a result file against annotations.
 *
 * <pre>{@code
 * Scoring scoring = Scoring.read(null, annotations, results, false);
 * Scores scores = scoring.openEnded(AnswerComparison.OFFICIAL, new SplitBy(true, true));
 * System.out.println(scores.text());
 * }</pre>
 */
public final class Scoring {

  private final Answered answered;
  private final Path annotations;

  private Scoring(Answered answered, Path annotations) {
    this.answered = answered;
    this.annotations = annotations;
  }

  /**
   * Reads the files, all in the official layout, plain or compressed with gzip.
   *
   * @param questions null: the annotations say which questions there are
   * @param subset whether questions may be left unanswered
   * @throws BadInputException if a file is unusable, or the results do not have one answer to each
   *     question
   */
  public static Scoring read(Path questions, Path annotations, Path results, boolean subset) {
    return new Scoring(Answered.read(questions, annotations, results, subset), annotations);
  }

  /**
   * The measure that suits the annotations.
   *
   * @throws BadInputException if that is not clear
   */
  public Measure measure() {
    return Measure.guess(answered.annotations(), annotations);
  }

  /** The open-ended accuracy of VQA. */
  public Scores openEnded(AnswerComparison comparison, SplitBy splitBy) {
    return OpenEndedScores.of(answered, comparison, splitBy);
  }

  /**
   * The measures of TDIUC.
   *
   * @param answers aid_to_ans.json, the answers that could be given: the right answers that could
   *     not count as one in the normalised measures; null: all could be given
   */
  public Scores tdiuc(Path answers, SplitBy splitBy) {
    return TdiucScores.of(answered, answers == null ? null : texts(answers), splitBy);
  }

  private static Set<String> texts(Path file) {
    JsonNode list = null;
    IOException cause = null;
    try {
      list = new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      cause = e;
    }
    Set<String> out = new HashSet<>();
    if (list != null && list.isArray()) {
      list.forEach(answer -> out.add(answer.isTextual() ? answer.asText() : null));
    }
    if (out.isEmpty() || out.contains(null)) {
      throw BadInputException.at(file.toString())
          .found(cause == null ? "no list of texts" : "that it cannot be read")
          .expected("the answers a network chose from, as [\"yes\", \"no\"]")
          .remedy("A run writes it beside its results on test: aid_to_ans.json.", cause);
    }
    return out;
  }
}
