package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.data.BatchLoader;
import io.murel.data.LoadedBatch;
import io.murel.data.LoaderOptions;
import io.murel.data.VqaDataset;
import io.murel.data.VqaItem;
import io.murel.golden.Golden;
import io.murel.io.Safetensors;
import io.murel.metrics.OpenEndedAccuracy;
import io.murel.metrics.TdiucAccuracy;
import io.murel.model.VqaNetwork;
import io.murel.nn.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real run of the original on VQA v2, from its last checkpoint: the same logits for every
 * question, and the numbers that its logs have, digit by digit.
 */
class RunVqa2GoldenTest {

  private static final String EVAL = "eval_epoch.";

  @ParameterizedTest
  @ValueSource(strings = {"ckpt_zip", "ckpt_legacy"})
  void theValidationSplitHasTheLogitsAndTheNumbersOfTheOriginal(String folder) {
    GoldenRun run = new GoldenRun();
    Answers answers = new Answers(run);
    EpochReport report = evaluate(run, folder, run.split("val2014", true), answers);
    assertLogits(answers, "val_logits.safetensors");

    Map<String, Double> measured = new LinkedHashMap<>(report.values());
    measured.putAll(answers.tdiuc());
    assertLogged(measured, "logs.json");
    assertLogged(measured, "logs_eval_val.json");
    assertLogged(answers.openEnded().named(), "logs_val_oe.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ckpt_zip", "ckpt_legacy"})
  void theTestSplitHasTheLogitsOfTheOriginal(String folder) {
    GoldenRun run = new GoldenRun();
    Answers answers = new Answers(run);
    EpochReport report = evaluate(run, folder, run.split("test2015", false), answers);
    assertThat(report.values()).isEmpty();
    assertLogits(answers, "test_logits.safetensors");
  }

  private static EpochReport evaluate(
      GoldenRun run, String folder, VqaDataset split, Answers answers) {
    LoaderOptions loading = LoaderOptions.evaluation(run.dataset);
    try (PointerScope scope = new PointerScope();
        VqaNetwork network = run.network()) {
      EngineState state =
          new Checkpoints(Golden.path(GoldenRun.FOLDER + folder)).load("last", network, null);
      assertThat(state).isEqualTo(expectedState());
      return new Evaluator(List.of(answers), List.of())
          .evaluate(network, BatchSource.of(new BatchLoader(split, loading)));
    }
  }

  private static EngineState expectedState() {
    JsonNode engine = Golden.json(GoldenRun.FOLDER + "ckpt_last_expected.json").get("engine");
    Map<String, Double> best = new LinkedHashMap<>();
    engine.get("best_out").properties().forEach(b -> best.put(b.getKey(), b.getValue().asDouble()));
    return new EngineState(engine.get("epoch").asInt(), best, 0);
  }

  private static void assertLogits(Answers answers, String file) {
    Safetensors expected = Golden.tensors(GoldenRun.FOLDER + file);
    long[] questions = answers.items.stream().mapToLong(VqaItem::questionId).toArray();
    assertThat(questions).isEqualTo(expected.get("question_id").longs());
    double[] logits = answers.logits.stream().flatMapToDouble(Arrays::stream).toArray();
    assertThat(Golden.relativeError(logits, expected.get("logits").doubles()))
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
    assertThat(measured.keySet()).isEqualTo(logged.keySet());
    logged.forEach(
        (name, value) -> {
          double tolerance = name.equals("loss") ? 1e-6 : 1e-9;
          assertThat(measured.get(name)).as(file + " " + name).isCloseTo(value, within(tolerance));
        });
  }

  /** Keeps what the network says to every question. */
  private static final class Answers implements EpochMetric {
    final List<VqaItem> items = new ArrayList<>();
    final List<double[]> logits = new ArrayList<>();
    private final GoldenRun run;

    Answers(GoldenRun run) {
      this.run = run;
    }

    @Override
    public void begin(Phase phase, int epoch) {}

    @Override
    public void add(LoadedBatch batch, Tensor batchLogits) {
      items.addAll(batch.items());
      for (int i = 0; i < batch.size(); i++) {
        logits.add(Torch.doubles(batchLogits.select(0, i)));
      }
    }

    @Override
    public Map<String, Double> end() {
      return Map.of();
    }

    private String answer(int question) {
      double[] scores = logits.get(question);
      int best = 0;
      for (int i = 1; i < scores.length; i++) {
        best = scores[i] > scores[best] ? i : best;
      }
      return run.vocabulary().answers().answer(best);
    }

    OpenEndedAccuracy openEnded() {
      Map<Long, String> given = new LinkedHashMap<>();
      for (int i = 0; i < items.size(); i++) {
        given.put(items.get(i).questionId(), answer(i));
      }
      return OpenEndedAccuracy.of(items.stream().map(VqaItem::annotation).toList(), given);
    }

    Map<String, Double> tdiuc() {
      List<TdiucAccuracy.Answered> answered = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        VqaItem item = items.get(i);
        boolean known = run.vocabulary().answers().contains(item.answer());
        answered.add(
            new TdiucAccuracy.Answered(item.questionType(), item.answer(), known, answer(i)));
      }
      TdiucAccuracy accuracy = TdiucAccuracy.of(answered);
      Map<String, Double> out = new LinkedHashMap<>();
      out.put("tdiuc.accuracy", accuracy.accuracy());
      accuracy.perType().forEach((type, v) -> out.put("tdiuc.perQuestionType." + type, v));
      accuracy
          .perTypeNormalised()
          .forEach((type, v) -> out.put("tdiuc.perQuestionType_norm." + type, v));
      out.put("tdiuc.acc_mpt_a", accuracy.arithmetic());
      out.put("tdiuc.acc_mpt_h", accuracy.harmonic());
      out.put("tdiuc.acc_mpt_a_norm", accuracy.arithmeticNormalisedAsLogged());
      out.put("tdiuc.acc_mpt_h_norm", accuracy.harmonicNormalisedAsLogged());
      return out;
    }
  }
}
