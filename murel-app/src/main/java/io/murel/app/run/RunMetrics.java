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
  private final AskedQuestions asked;
  private final boolean openEndedTrain;
  private final boolean openEndedEval;
  private final List<EpochMetric> metrics = new ArrayList<>();
  private final Map<String, RunLog> logs = new LinkedHashMap<>(); // by split
  private final Map<String, Path> results = new LinkedHashMap<>();

  /**
   * Decides.
   *
   * @throws BadInputException if a measure does not suit the data
   */
  RunMetrics(RunSettings settings, AnswerVocabulary answers, AskedQuestions asked) {
    this.settings = settings;
    this.answers = answers;
    this.asked = asked;
    this.openEndedTrain = measuresOpenEnded(settings.dataset().trainSplit(), asked.train());
    this.openEndedEval = measuresOpenEnded(settings.dataset().evalSplit(), asked.eval());
    addAccuracies();
    addResults(Phase.TRAIN, settings.dataset().trainSplit(), asked.train());
    addResults(Phase.EVAL, settings.dataset().evalSplit(), asked.eval());
  }

  /**
   * Opens the logs of the open-ended accuracies.
   *
   * @return everything to measure
   * @throws BadInputException if a log cannot be written, or one that is there cannot be read
   */
  List<EpochMetric> open() {
    if (openEndedTrain) {
      addOpenEnded(Phase.TRAIN, settings.dataset().trainSplit());
    }
    if (openEndedEval) {
      addOpenEnded(Phase.EVAL, settings.dataset().evalSplit());
    }
    return metrics;
  }

  /** The last result file of each split that has any. */
  Map<String, Path> results() {
    return results;
  }

  private void addAccuracies() {
    MetricOptions wanted = settings.metric();
    boolean tdiuc =
        wanted.tdiuc() == null ? WITH_TDIUC.contains(settings.dataset().name()) : wanted.tdiuc();
    if (wanted.all() && tdiuc) {
      metrics.add(new TdiucMetric(answers));
    } else if (wanted.all() && !openEndedTrain && !openEndedEval) {
      metrics.add(new TypeAccuracyMetric(answers));
    }
  }

  private void addOpenEnded(Phase phase, String split) {
    RunLog log = logs.computeIfAbsent(split, s -> RunLog.open(settings.directory(), s + "_oe"));
    List<AnswerComparison> comparisons =
        settings.metric().plainText()
            ? List.of(AnswerComparison.OFFICIAL, AnswerComparison.PLAIN)
            : List.of(AnswerComparison.OFFICIAL);
    metrics.add(new OpenEndedMetric(phase, answers, log, shift(), comparisons));
  }

  private boolean measuresOpenEnded(String split, List<VqaItem> questions) {
    if (questions == null || !settings.metric().all()) {
      return false;
    }
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
              phase,
              answers,
              folder,
              questions,
              asked.testDev(),
              file -> results.put(split, file)));
    }
  }

  private int shift() {
    return settings.evaluatesOnly() ? 1 : 0;
  }

  @Override
  public void close() {
    logs.values().forEach(RunLog::close);
  }
}
