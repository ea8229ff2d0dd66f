package io.murel.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.app.options.OptionKeys;
import io.murel.app.options.Overrides;
import io.murel.app.options.RunOptions;
import io.murel.data.Annotation;
import io.murel.data.AnswerVocabulary;
import io.murel.data.Question;
import io.murel.data.VqaItem;
import io.murel.train.EpochMetric;
import io.murel.train.Phase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which measures a run makes of which data. */
class RunMetricsTest {

  private static final AnswerVocabulary ANSWERS = new AnswerVocabulary(List.of("no", "yes"));

  private static final List<VqaItem> DISPUTED = items(List.of("yes", "yes", "no"));
  private static final List<VqaItem> AGREED = items(List.of("yes", "yes", "yes"));
  private static final List<VqaItem> ONE = items(List.of("yes"));
  private static final List<VqaItem> UNANSWERED = items(null);

  @TempDir private Path dir;

  @Test
  void whereAnnotatorsDisagreeTheOpenEndedAccuracyIsMeasured() {
    assertThat(metrics(DISPUTED, DISPUTED, "vqa2"))
        .containsExactly("Tdiuc", "OpenEnded TRAIN", "OpenEnded EVAL");
    assertThat(metrics(DISPUTED, DISPUTED, "own"))
        .containsExactly("OpenEnded TRAIN", "OpenEnded EVAL");
  }

  @Test
  void whereTheyAlwaysAgreeOrThereIsOneAccuracyByTypeIsMeasured() {
    assertThat(metrics(AGREED, AGREED, "scenes")).containsExactly("TypeAccuracy");
    assertThat(metrics(ONE, ONE, "easy-vqa")).containsExactly("TypeAccuracy");
    assertThat(metrics(ONE, ONE, "tdiuc")).containsExactly("Tdiuc");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void onTestTheResultsAreKeptAndNothingIsMeasured() {
    String[] onTest = {
      "--dataset.train_split", "--dataset.eval_split", "test", "--exp.resume", "last"
    };
    assertThat(metrics(null, UNANSWERED, "vqa2", onTest))
        .containsExactly("Tdiuc", "Results EVAL"); // without answers TDIUC logs nothing
  }

  @Test
  void optionsDecideOtherwise() {
    assertThat(metrics(DISPUTED, DISPUTED, "vqa2", "--model.metric.name", "vqa_accuracy"))
        .isEmpty();
    assertThat(
            metrics(
                DISPUTED,
                DISPUTED,
                "vqa2",
                "--model.metric.open_ended",
                "False",
                "--model.metric.tdiuc",
                "False"))
        .containsExactly("TypeAccuracy");
    assertThat(metrics(AGREED, AGREED, "scenes", "--model.metric.open_ended", "True"))
        .containsExactly("OpenEnded TRAIN", "OpenEnded EVAL");
    assertThat(metrics(ONE, ONE, "scenes", "--model.metric.keep_results", "True"))
        .containsExactly("TypeAccuracy", "Results TRAIN", "Results EVAL");
  }

  @Test
  void whenDebuggingNoResultsAreWritten() {
    assertThat(
            metrics(
                ONE,
                ONE,
                "scenes",
                "--model.metric.keep_results",
                "True",
                "--engine.debug",
                "True"))
        .containsExactly("TypeAccuracy");
  }

  @Test
  void theOpenEndedAccuracyOfSingleAnnotatorsIsRefused() {
    assertThatThrownBy(() -> metrics(ONE, ONE, "scenes", "--model.metric.open_ended", "True"))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "model.metric.open_ended: found True, expected False: no question of split 'train' has"
                + " several annotators. The open-ended accuracy compares annotators; leave the"
                + " option out.");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void anUnknownMetricHasANearestOne() {
    assertThatThrownBy(() -> metrics(ONE, ONE, "scenes", "--model.metric.name", "vqa_acuracy"))
        .hasMessageContaining("Did you mean 'vqa_accuracy'?");
  }

  /** The metrics as words, with their phase where they have one. */
  private List<String> metrics(
      List<VqaItem> train, List<VqaItem> eval, String dataset, String... words) {
    List<String> all =
        new ArrayList<>(List.of("--exp.dir", dir.toString(), "--dataset.name", dataset));
    all.addAll(List.of(words));
    RunSettings settings =
        RunSettings.from(
            RunOptions.load(
                Path.of("../options/vqa2/murel.yaml"), Overrides.parse(all, OptionKeys.run())));
    AskedQuestions asked = new AskedQuestions(train, eval, null);
    try (RunMetrics metrics = new RunMetrics(settings, ANSWERS, asked)) {
      return metrics.open().stream().map(RunMetricsTest::name).toList();
    }
  }

  private static String name(EpochMetric metric) {
    String name = metric.getClass().getSimpleName().replaceFirst("Metric$", "");
    if (!name.equals("OpenEnded") && !name.equals("Results")) {
      return name;
    }
    return name + " " + (metric.measures(Phase.TRAIN) ? Phase.TRAIN : Phase.EVAL);
  }

  private static List<VqaItem> items(List<String> human) {
    Annotation annotation =
        human == null ? null : new Annotation(1, human.get(0), human, "is", "yes/no");
    Question question = new Question(1, 0, null, "is it?");
    return List.of(new VqaItem(question, annotation, null, new long[0], 0, new int[0], new int[0]));
  }
}
