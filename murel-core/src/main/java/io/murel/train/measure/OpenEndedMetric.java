package io.murel.train.measure;

import io.murel.data.AnswerVocabulary;
import io.murel.data.VqaItem;
import io.murel.metrics.AnswerComparison;
import io.murel.metrics.OpenEndedScorer;
import io.murel.train.Phase;
import io.murel.train.RunLog;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The open-ended accuracy of VQA in epochs of one kind, logged as {@code eval_epoch.overall},
 * {@code eval_epoch.perQuestionType.how_many} and so on. The original computes it in a process of
 * its own and therefore keeps it in a log of its own, logs_val_oe.json; so do we, without the
 * process.
 *
 * <p>Only questions that several annotators answered are scored: the measure leaves out each
 * annotator in turn.
 */
public final class OpenEndedMetric extends AnswerMetric {

  private static final Map<AnswerComparison, String> PREFIX =
      Map.of(AnswerComparison.OFFICIAL, "", AnswerComparison.PLAIN, "plain.");

  private final Phase phase;
  private final RunLog log;
  private final int shift;
  private final List<AnswerComparison> comparisons;
  private final Map<AnswerComparison, OpenEndedScorer> scorers =
      new EnumMap<>(AnswerComparison.class);
  private int epoch;

  /**
   * @param log a log for this alone; the caller closes it
   * @param shift added to the number of the epoch, as {@link ResultsFolder} says
   * @param comparisons how answers are compared; {@code PLAIN} is logged as
   *     eval_epoch.plain.overall and so on
   */
  public OpenEndedMetric(
      Phase phase,
      AnswerVocabulary answers,
      RunLog log,
      int shift,
      List<AnswerComparison> comparisons) {
    super(Set.of(phase), answers);
    this.phase = phase;
    this.log = log;
    this.shift = shift;
    this.comparisons = List.copyOf(comparisons);
  }

  @Override
  public boolean keepsOwnLog() {
    return true;
  }

  @Override
  protected void begin(int number) {
    epoch = number + shift;
    comparisons.forEach(c -> scorers.put(c, new OpenEndedScorer(c)));
  }

  @Override
  protected void add(VqaItem item, String right, String answer) {
    if (item.hasAnswer() && item.annotation().humanAnswers().size() > 1) {
      scorers.values().forEach(scorer -> scorer.add(item.annotation(), answer));
    }
  }

  @Override
  public Map<String, Double> end() {
    Map<String, Double> values = new LinkedHashMap<>();
    scorers.forEach(
        (comparison, scorer) -> {
          if (scorer.count() > 0) {
            scorer.accuracy().named().forEach((n, v) -> values.put(PREFIX.get(comparison) + n, v));
          }
        });
    if (!values.isEmpty()) {
      Map<String, Object> logged = new LinkedHashMap<>();
      logged.put(phase.prefix() + "_epoch.epoch", epoch);
      values.forEach((name, value) -> logged.put(phase.prefix() + "_epoch." + name, value));
      log.values(logged);
      log.flush();
    }
    return values;
  }
}
