package io.murel.train.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.data.Annotation;
import io.murel.data.AnswerVocabulary;
import io.murel.data.LoadedBatch;
import io.murel.data.Question;
import io.murel.data.VqaItem;
import io.murel.metrics.AnswerComparison;
import io.murel.model.Batch;
import io.murel.nn.Torch;
import io.murel.train.EpochMetric;
import io.murel.train.Phase;
import io.murel.train.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerMetricsTest {

  private static final AnswerVocabulary ANSWERS = new AnswerVocabulary(List.of("no", "yes"));

  @TempDir private Path dir;

  @Test
  void inTrainingTheRightAnswerIsTheOneDrawnToLearn() {
    TdiucMetric metric = new TdiucMetric(ANSWERS);
    List<VqaItem> items = List.of(item(1, "is", "yes"), item(2, "is", "yes"));

    assertThat(epoch(metric, Phase.EVAL, items, new long[] {0, 0}, 0, 0))
        .containsEntry("tdiuc.accuracy", 0.0);
    assertThat(epoch(metric, Phase.TRAIN, items, new long[] {0, 1}, 0, 0))
        .containsEntry("tdiuc.accuracy", 50.0);
  }

  @Test
  void questionsWithoutATypeOrAnAnswerAreLeftOutOfTdiuc() {
    TdiucMetric metric = new TdiucMetric(ANSWERS);
    List<VqaItem> items = List.of(item(1, null, "yes"), unanswered(2));
    assertThat(epoch(metric, Phase.EVAL, items, null, 0, 0)).isEmpty();
  }

  @Test
  void anOutputThatStandsForNoAnswerIsWrong() {
    TypeAccuracyMetric metric = new TypeAccuracyMetric(ANSWERS);
    List<VqaItem> items = List.of(item(1, "is", "yes"), item(2, "is", "yes"));
    assertThat(metric.measures(Phase.TRAIN)).isFalse();
    assertThat(epoch(metric, Phase.EVAL, items, null, 2, 1))
        .containsExactly(Map.entry("perQuestionType.is", 50.0));
  }

  @Test
  void onlyQuestionsOfSeveralAnnotatorsHaveAnOpenEndedAccuracy() throws IOException {
    List<VqaItem> items =
        List.of(
            disputed(1, "how many", "yes", "yes", "yes", "none"),
            item(2, "vgenome", "yes"),
            unanswered(3));
    try (RunLog log = RunLog.open(dir, "val_oe")) {
      OpenEndedMetric metric =
          new OpenEndedMetric(Phase.EVAL, ANSWERS, log, 1, List.of(AnswerComparison.OFFICIAL));
      assertThat(metric.keepsOwnLog()).isTrue();
      assertThat(epoch(metric, Phase.EVAL, items, null, 1, 1, 1))
          .containsExactly(
              Map.entry("overall", 75.0),
              Map.entry("perQuestionType.how_many", 75.0),
              Map.entry("perAnswerType.other", 75.0));
      assertThat(epoch(metric, Phase.EVAL, items.subList(1, 3), null, 1, 1)).isEmpty();
    }
    assertThat(dir.resolve("logs_val_oe.json"))
        .hasContent(
            "{\"eval_epoch.epoch\":[5],\"eval_epoch.overall\":[75.0],"
                + "\"eval_epoch.perQuestionType.how_many\":[75.0],"
                + "\"eval_epoch.perAnswerType.other\":[75.0]}");
  }

  @Test
  void plainComparisonIsLoggedBesideTheOfficialOne() {
    AnswerVocabulary none = new AnswerVocabulary(List.of("none"));
    List<VqaItem> items = List.of(disputed(1, "what", "none", "none", "none", "none"));
    try (RunLog log = RunLog.open(dir, "val_oe")) {
      OpenEndedMetric metric =
          new OpenEndedMetric(
              Phase.EVAL, none, log, 0, List.of(AnswerComparison.OFFICIAL, AnswerComparison.PLAIN));
      assertThat(epoch(metric, Phase.EVAL, items, null, 0))
          .containsEntry("overall", 0.0)
          .containsEntry("plain.overall", 100.0)
          .containsEntry("plain.perQuestionType.what", 100.0);
      assertThat(log.last("eval_epoch.plain.overall")).hasValue(100.0);
    }
  }

  @Test
  void resultsAreNamedAfterTheDataSetAndTheSplit() {
    ResultsFolder scenes = new ResultsFolder(dir, "scenes", "val", 0);
    assertThat(scenes.results(3))
        .isEqualTo(dir.resolve("results/val/epoch,3/OpenEnded_scenes_val_model_results.json"));
    ResultsFolder cp = new ResultsFolder(dir, "vqacp2", "val", 1);
    assertThat(cp.results(3))
        .isEqualTo(dir.resolve("results/val/epoch,4/OpenEnded_mscoco_val2014_model_results.json"));
    ResultsFolder other = new ResultsFolder(dir, "vqa2", "valid", 0);
    assertThat(other.results(0).getFileName())
        .hasToString("OpenEnded_mscoco_valid_model_results.json");
  }

  @Test
  void resultsWithoutAnAnswerToEachQuestionAreNotWritten() {
    ResultsFolder folder = new ResultsFolder(dir, "vqa2", "val", 0);
    List<VqaItem> items = List.of(item(1, "is", "yes"), item(2, "is", "yes"));
    ResultsMetric metric = new ResultsMetric(Phase.EVAL, ANSWERS, folder, items, null, f -> {});

    assertThatThrownBy(() -> epoch(metric, Phase.EVAL, items.subList(0, 1), null, 0))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found question 2 without an answer, expected one answer to each");
    assertThat(folder.results(4)).doesNotExist();
  }

  @Test
  void inTrainingAStepMayBeSkippedAndItsResultsAreMissing() throws IOException {
    ResultsFolder folder = new ResultsFolder(dir, "vqa2", "train", 0);
    List<VqaItem> items = List.of(item(1, "is", "yes"), item(2, "is", "yes"));
    ResultsMetric metric = new ResultsMetric(Phase.TRAIN, ANSWERS, folder, items, null, f -> {});
    epoch(metric, Phase.TRAIN, items.subList(1, 2), new long[] {1}, 0);
    assertThat(Files.readString(folder.results(4)))
        .isEqualTo("[{\"question_id\":2,\"answer\":\"no\"}]");
  }

  @Test
  void aQuestionThatIsThereTwiceIsRefusedBeforeTheRun() {
    ResultsFolder folder = new ResultsFolder(dir, "vqa2", "val", 0);
    List<VqaItem> items = Collections.nCopies(2, item(7, "is", "yes"));
    assertThatThrownBy(() -> new ResultsMetric(Phase.EVAL, ANSWERS, folder, items, null, f -> {}))
        .hasMessage(
            "the questions of split 'val': found question 7 twice, expected each question_id once,"
                + " for the results. Take it out of the questions file.");
  }

  /** Epoch 4: each question is answered with a class of three. */
  private static Map<String, Double> epoch(
      EpochMetric metric, Phase phase, List<VqaItem> items, long[] learnt, int... chosen) {
    float[] logits = new float[3 * chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      logits[3 * i + chosen[i]] = 1;
    }
    metric.begin(phase, 4);
    try (PointerScope scope = new PointerScope()) {
      Batch batch =
          new Batch(
              null,
              null,
              null,
              null,
              null,
              learnt == null ? null : Torch.tensor(learnt, learnt.length));
      metric.add(new LoadedBatch(items, batch), Torch.tensor(logits, chosen.length, 3));
    }
    return metric.end();
  }

  private static VqaItem item(long id, String type, String answer) {
    return item(id, new Annotation(id, answer, List.of(answer), type, "other"));
  }

  private static VqaItem disputed(long id, String type, String... human) {
    return item(id, new Annotation(id, human[0], List.of(human), type, "other"));
  }

  private static VqaItem unanswered(long id) {
    return item(id, (Annotation) null);
  }

  private static VqaItem item(long id, Annotation annotation) {
    Question question = new Question(id, 0, null, "any?");
    return new VqaItem(question, annotation, null, new long[0], 0, new int[0], new int[0]);
  }
}
