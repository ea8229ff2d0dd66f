package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.data.AnswerVocabulary;
import io.murel.data.BatchLoader;
import io.murel.data.LoadedBatch;
import io.murel.data.LoaderOptions;
import io.murel.data.VqaDataset;
import io.murel.data.VqaItem;
import io.murel.golden.Golden;
import io.murel.io.Safetensors;
import io.murel.metrics.AnswerComparison;
import io.murel.metrics.OpenEndedScorer;
import io.murel.model.VqaNetwork;
import io.murel.nn.Torch;
import io.murel.train.measure.AnswerMetric;
import io.murel.train.measure.TdiucMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real run of the original on VQA v2, from its last checkpoint: the same logits for every
 * question, and the numbers that its logs have, digit by digit.
 */
class LastCheckpointGoldenTest {

  private static final String EVAL = "eval_epoch.";

  private final GoldenRun run = new GoldenRun();
  private final Logits logits = new Logits();

  @ParameterizedTest
  @ValueSource(strings = {"ckpt_zip", "ckpt_legacy"})
  void theValidationSplitHasTheLogitsAndTheNumbersOfTheOriginal(String folder) {
    AnswerVocabulary answers = run.vocabulary().answers();
    OpenEnded openEnded = new OpenEnded(answers);
    EpochReport report =
        evaluate(folder, run.split("val2014", true), openEnded, new TdiucMetric(answers));
    assertLogits("val_logits.safetensors");
    assertLogged(report.values(), "logs.json");
    assertLogged(report.values(), "logs_eval_val.json");
    assertLogged(openEnded.scorer.accuracy().named(), "logs_val_oe.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ckpt_zip", "ckpt_legacy"})
  void theTestSplitHasTheLogitsOfTheOriginal(String folder) {
    EpochReport report = evaluate(folder, run.split("test2015", false));
    assertThat(report.values()).isEmpty();
    assertLogits("test_logits.safetensors");
  }

  private EpochReport evaluate(String folder, VqaDataset split, EpochMetric... metrics) {
    LoaderOptions loading = LoaderOptions.evaluation(run.dataset);
    List<EpochMetric> all = new ArrayList<>(List.of(metrics));
    all.add(logits);
    try (PointerScope scope = new PointerScope();
        VqaNetwork network = run.network()) {
      EngineState state =
          new Checkpoints(Golden.path(GoldenRun.FOLDER + folder)).load("last", network, null);
      assertThat(state).isEqualTo(expectedState());
      return new Evaluator(all, List.of())
          .evaluate(network, BatchSource.of(new BatchLoader(split, loading)));
    }
  }

  private static EngineState expectedState() {
    JsonNode engine = Golden.json(GoldenRun.FOLDER + "ckpt_last_expected.json").get("engine");
    Map<String, Double> best = new LinkedHashMap<>();
    engine.get("best_out").properties().forEach(b -> best.put(b.getKey(), b.getValue().asDouble()));
    return new EngineState(engine.get("epoch").asInt(), best, 0);
  }

  private void assertLogits(String file) {
    Safetensors expected = Golden.tensors(GoldenRun.FOLDER + file);
    assertThat(logits.questions)
        .isEqualTo(Arrays.stream(expected.get("question_id").longs()).boxed().toList());
    double[] all = logits.rows.stream().flatMapToDouble(Arrays::stream).toArray();
    assertThat(Golden.relativeError(all, expected.get("logits").doubles()))
        .isLessThanOrEqualTo(2e-6);
  }

  /** Every value that the original logged in its last epoch. */
  private static void assertLogged(Map<String, Double> measured, String file) {
    Map<String, Double> logged = new LinkedHashMap<>();
    Golden.json(GoldenRun.FOLDER + file)
        .properties()
        .forEach(
            field -> {
              if (field.getKey().startsWith(EVAL) && !field.getKey().equals(EVAL + "epoch")) {
                JsonNode values = field.getValue();
                logged.put(
                    field.getKey().substring(EVAL.length()),
                    values.get(values.size() - 1).asDouble());
              }
            });
    assertThat(measured.keySet()).containsAll(logged.keySet());
    logged.forEach(
        (name, value) -> {
          double tolerance = name.equals("loss") ? 1e-6 : 1e-9;
          assertThat(measured.get(name)).as(file + " " + name).isCloseTo(value, within(tolerance));
        });
  }

  /** Keeps what the network says to every question. */
  private static final class Logits implements EpochMetric {
    final List<Long> questions = new ArrayList<>();
    final List<double[]> rows = new ArrayList<>();

    @Override
    public void begin(Phase phase, int epoch) {}

    @Override
    public void add(LoadedBatch batch, Tensor logits) {
      for (int i = 0; i < batch.size(); i++) {
        questions.add(batch.items().get(i).questionId());
        rows.add(Torch.doubles(logits.select(0, i)));
      }
    }

    @Override
    public Map<String, Double> end() {
      return Map.of();
    }
  }

  /** Scores the answers and logs nothing. */
  private static final class OpenEnded extends AnswerMetric {
    final OpenEndedScorer scorer = new OpenEndedScorer(AnswerComparison.OFFICIAL);

    OpenEnded(AnswerVocabulary answers) {
      super(Set.of(Phase.EVAL), answers);
    }

    @Override
    protected void begin(int epoch) {}

    @Override
    protected void add(VqaItem item, String right, String answer) {
      scorer.add(item.annotation(), answer);
    }

    @Override
    public Map<String, Double> end() {
      return Map.of();
    }
  }
}
