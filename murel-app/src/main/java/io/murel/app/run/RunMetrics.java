package io.murel.app.run;

import io.murel.BadInputException;
import io.murel.data.AnswerVocabulary;
import io.murel.data.VqaItem;
import io.murel.metrics.AnswerComparison;
import io.murel.train.EpochMetric;
import io.murel.train.Phase;
import io.murel.train.RunLog;
import io.murel.train.measure.OpenEndedMetric;
import io.murel.train.measure.ResultsFolder;
import io.murel.train.measure.ResultsMetric;
import io.murel.train.measure.TdiucMetric;
import io.murel.train.measure.TypeAccuracyMetric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run measures beside loss and top-k accuracies: the one place that decides it, from the
 * data set and {@code model.metric}. Close it: it holds the logs of the open-ended accuracies.
 */
final class RunMetrics implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunMetrics.class);

  /** On these the original logs the measures of TDIUC; they include accuracies by type. */
  private static final List<String> WITH_TDIUC = List.of("vqa2", "vqacp2", "tdiuc");

  private static final String TEST = "test";

  private final RunSettings settings;
  private final AnswerVocabulary answers;
  private final LongPredicate testDev;
  private final List<EpochMetric> metrics = new ArrayList<>();
  private final List<RunLog> logs = new ArrayList<>();
  private final Map<String, Path> results = new LinkedHashMap<>();

  private RunMetrics(RunSettings settings, AnswerVocabulary answers, LongPredicate testDev) {
    this.settings = settings;
    this.answers = answers;
    this.testDev = testDev;
  }

  /**
   * Decides, and opens the logs.
   *
   * @param train the questions to learn from; null: none
   * @param eval the questions to evaluate on; null: none
   * @param testDev whether a question of the test split belongs to test-dev; null: there is no such
   *     part
   * @throws BadInputException if a measure does not suit the data, or a log cannot be written
   */
  static RunMetrics open(
      RunSettings settings,
      AnswerVocabulary answers,
      List<VqaItem> train,
      List<VqaItem> eval,
      LongPredicate testDev) {
    RunMetrics out = new RunMetrics(settings, answers, testDev);
    try {
      out.addAccuracies(train, eval);
      out.addResults(Phase.TRAIN, settings.dataset().trainSplit(), train);
      out.addResults(Phase.EVAL, settings.dataset().evalSplit(), eval);
      return out;
    } catch (RuntimeException e) {
      out.close();
      throw e;
    }
  }

  List<EpochMetric> metrics() {
    return metrics;
  }

  /** The last result file of each split that has any. */
  Map<String, Path> results() {
    return results;
  }

  private void addAccuracies(List<VqaItem> train, List<VqaItem> eval) {
    MetricOptions wanted = settings.metric();
    if (!wanted.all()) {
      return;
    }
    boolean openEnded = addOpenEnded(Phase.TRAIN, settings.dataset().trainSplit(), train);
    openEnded |= addOpenEnded(Phase.EVAL, settings.dataset().evalSplit(), eval);
    boolean tdiuc =
        wanted.tdiuc() == null ? WITH_TDIUC.contains(settings.dataset().name()) : wanted.tdiuc();
    if (tdiuc) {
      metrics.add(new TdiucMetric(answers));
    }
    if (!tdiuc && !openEnded) {
      metrics.add(new TypeAccuracyMetric(answers));
    }
  }

  private boolean addOpenEnded(Phase phase, String split, List<VqaItem> questions) {
    if (questions == null || !measuresOpenEnded(split, questions)) {
      return false;
    }
    RunLog log = RunLog.open(settings.directory(), split + "_oe");
    logs.add(log);
    List<AnswerComparison> comparisons =
        settings.metric().plainText()
            ? List.of(AnswerComparison.OFFICIAL, AnswerComparison.PLAIN)
            : List.of(AnswerComparison.OFFICIAL);
    metrics.add(new OpenEndedMetric(phase, answers, log, shift(), comparisons));
    return true;
  }

  private boolean measuresOpenEnded(String split, List<VqaItem> questions) {
    if (settings.metric().openEnded() == null) {
      return questions.stream().anyMatch(RunMetrics::isDisputed);
    }
    boolean answered = questions.stream().anyMatch(VqaItem::hasAnswer);
    if (!settings.metric().openEnded() || !answered) { // test splits come without answers
      return false;
    }
    if (questions.stream().noneMatch(q -> q.hasAnswer() && annotators(q) > 1)) {
      throw BadInputException.at("model.metric.open_ended")
          .found("True")
          .expected("False: no question of split '" + split + "' has several annotators")
          .remedy("The open-ended accuracy compares annotators; leave the option out.");
    }
    return true;
  }

  /** Whether the annotators disagree; where they never do, the top-1 accuracy says it all. */
  private static boolean isDisputed(VqaItem question) {
    return question.hasAnswer()
        && annotators(question) > 1
        && new HashSet<>(question.annotation().humanAnswers()).size() > 1;
  }

  private static int annotators(VqaItem question) {
    return question.annotation().humanAnswers().size();
  }

  private void addResults(Phase phase, String split, List<VqaItem> questions) {
    boolean test = phase == Phase.EVAL && TEST.equals(split);
    boolean wanted = questions != null && (settings.metric().keepResults() || test);
    if (wanted && settings.engine().debug()) {
      LOG.warn("engine.debug: only a few batches are visited, no results are written");
    } else if (wanted) {
      ResultsFolder folder =
          new ResultsFolder(settings.directory(), settings.dataset().name(), split, shift());
      metrics.add(
          new ResultsMetric(
              phase, answers, folder, questions, testDev, file -> results.put(split, file)));
    }
  }

  private int shift() {
    return settings.evaluatesOnly() ? 1 : 0;
  }

  @Override
  public void close() {
    logs.forEach(RunLog::close);
  }
}
