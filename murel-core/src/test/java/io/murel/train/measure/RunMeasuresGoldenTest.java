package io.murel.train.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.data.VqaItem;
import io.murel.golden.Golden;
import io.murel.metrics.AnswerComparison;
import io.murel.train.Phase;
import io.murel.train.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run of the original logged and wrote, from the answers it gave. */
class RunMeasuresGoldenTest {

  private static final int EPOCHS = 12;
  private static GoldenRun run;

  @TempDir private Path dir;

  @BeforeAll
  static void read() {
    run = new GoldenRun();
  }

  @Test
  void theLogOfOpenEndedAccuraciesOnTrainIsTheOriginals() throws IOException {
    try (RunLog log = RunLog.open(dir, "train_oe")) {
      OpenEndedMetric metric = openEnded(Phase.TRAIN, log, 0);
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        run.replay(metric, Phase.TRAIN, epoch, run.trainItems);
      }
    }
    assertSameLog("logs_train_oe.json");
  }

  @Test
  void theLogOfOpenEndedAccuraciesOnValIsTheOriginals() throws IOException {
    try (RunLog log = RunLog.open(dir, "val_oe")) {
      OpenEndedMetric metric = openEnded(Phase.EVAL, log, 0);
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        run.replay(metric, Phase.EVAL, epoch, run.valItems);
      }
    }
    try (RunLog log = RunLog.open(dir, "val_oe")) { // the checkpoint of epoch 11, evaluated later
      run.lastCheckpoint(openEnded(Phase.EVAL, log, 1), 11, "val", run.valItems);
    }
    assertSameLog("logs_val_oe.json");
  }

  private static OpenEndedMetric openEnded(Phase phase, RunLog log, int shift) {
    return new OpenEndedMetric(
        phase, run.vocabulary.answers(), log, shift, List.of(AnswerComparison.OFFICIAL));
  }

  /** Same keys in the same order, same values. */
  private void assertSameLog(String file) throws IOException {
    String actual = new ObjectMapper().readTree(dir.resolve(file).toFile()).toString();
    assertThat(actual).isEqualTo(GoldenRun.json(file).toString());
  }

  @Test
  void theMeasuresOfTdiucAreThoseInTheOriginalsLog() {
    JsonNode logs = GoldenRun.json("logs.json");
    TdiucMetric metric = new TdiucMetric(run.vocabulary.answers());
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      checkTdiuc(run.replay(metric, Phase.EVAL, epoch, run.valItems), logs, epoch);
    }
  }

  private static void checkTdiuc(Map<String, Double> actual, JsonNode logs, int epoch) {
    Map<String, Double> expected = new LinkedHashMap<>();
    String prefix = "eval_epoch.";
    logs.properties()
        .forEach(
            entry -> {
              if (entry.getKey().startsWith(prefix + "tdiuc.")) {
                double value = entry.getValue().get(epoch).asDouble();
                expected.put(entry.getKey().substring(prefix.length()), value);
              }
            });
    Map<String, Double> named = new LinkedHashMap<>(actual);
    assertThat(named.remove("tdiuc.acc_mpt_a_norm_reset")).isNotNull();
    assertThat(named.remove("tdiuc.acc_mpt_h_norm_reset")).isNotNull();
    assertThat(named.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, value) ->
            assertThat(named.get(name))
                .as("%s in epoch %d", name, epoch)
                .isCloseTo(value, within(1e-12 * Math.max(1, value))));
  }

  @Test
  void theFilesForTheEvaluationServerAreThoseOfTheOriginal() throws IOException {
    Set<Long> testDev = new HashSet<>();
    Golden.json("data/vqa2/raw/annotations/OpenEnded_mscoco_test-dev2015_questions.json")
        .get("questions")
        .forEach(q -> testDev.add(q.get("question_id").asLong()));
    List<Path> written = new ArrayList<>();
    ResultsFolder folder = new ResultsFolder(dir, "vqa2", "test", 1);
    ResultsMetric metric =
        new ResultsMetric(
            Phase.EVAL,
            run.vocabulary.answers(),
            folder,
            run.testItems,
            testDev::contains,
            written::add);

    assertThat(run.lastCheckpoint(metric, 11, "test", run.testItems)).isEmpty();

    String files = "results/test/epoch,12/";
    String results = files + "OpenEnded_mscoco_test2015_model_results.json";
    assertThat(written).containsExactly(dir.resolve(results));
    assertSameFile(results);
    assertSameFile(files + "OpenEnded_mscoco_test-dev2015_model_results.json");
    assertSameFile(files + "aid_to_ans.json");
    try (var list = Files.list(dir.resolve(files))) {
      assertThat(list).hasSize(3);
    }
  }

  @Test
  void theResultsOfACheckpointEvaluatedLaterAreThoseOfTheOriginal() throws IOException {
    ResultsMetric metric =
        new ResultsMetric(
            Phase.EVAL,
            run.vocabulary.answers(),
            new ResultsFolder(dir, "vqa2", "val", 1),
            run.valItems,
            null,
            file -> assertThat(file).exists());
    run.lastCheckpoint(metric, 11, "val", run.valItems);
    assertSameFile("results/val/epoch,12/OpenEnded_mscoco_val2014_model_results.json");
  }

  @Test
  void keptResultsOfTrainAndValAreThoseOfTheOriginal() throws IOException {
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      run.replay(results(Phase.TRAIN, "train", run.trainItems), Phase.TRAIN, epoch, run.trainItems);
      run.replay(results(Phase.EVAL, "val", run.valItems), Phase.EVAL, epoch, run.valItems);
      String folder = "/epoch," + epoch + "/OpenEnded_mscoco_";
      assertSameFile("results/train" + folder + "train2014_model_results.json");
      assertSameFile("results/val" + folder + "val2014_model_results.json");
    }
  }

  private ResultsMetric results(Phase phase, String split, List<VqaItem> items) {
    ResultsFolder folder = new ResultsFolder(dir, "vqa2", split, 0);
    return new ResultsMetric(
        phase, run.vocabulary.answers(), folder, items, null, file -> assertThat(file).exists());
  }

  private void assertSameFile(String file) throws IOException {
    assertThat(new ObjectMapper().readTree(dir.resolve(file).toFile()))
        .isEqualTo(GoldenRun.json(file));
  }
}
