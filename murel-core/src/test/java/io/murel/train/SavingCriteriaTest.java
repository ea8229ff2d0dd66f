package io.murel.train;

import static io.murel.train.ToyRun.ACCURACY;
import static io.murel.train.ToyRun.CHECKPOINT;
import static io.murel.train.ToyRun.epochs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.BadInputException;
import io.murel.data.LoadedBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept as the best. */
class SavingCriteriaTest {

  @TempDir Path folder;

  @Test
  void aCriterionThatIsNotMeasuredIsReportedAfterTheEpochIsSaved() throws IOException {
    EngineOptions options =
        new EngineOptions(
            2, 10, List.of(new SavingCriterion("eval_epoch.acuracy_top1", true)), false, 0);
    assertThatThrownBy(() -> new ToyRun(folder.resolve("a")).train(options, null))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "engine.saving_criteria: found 'eval_epoch.acuracy_top1', which this run does not"
                + " measure, expected one of train_epoch.loss, train_epoch.accuracy_top1,"
                + " train_epoch.accuracy_top5, eval_epoch.loss, eval_epoch.accuracy_top1,"
                + " eval_epoch.accuracy_top5. Did you mean 'eval_epoch.accuracy_top1'? The epoch is"
                + " saved: mend the option and continue with --exp.resume last.");
    ToyRun resumed = new ToyRun(folder.resolve("a")).train(epochs(2), "last");
    ToyRun whole = new ToyRun(folder.resolve("b")).train(epochs(2), null);
    for (String file : CHECKPOINT.subList(0, 2)) { // the engine knows another best
      assertThat(resumed.file(file)).as(file).isEqualTo(whole.file(file));
    }
  }

  @Test
  void aMeasureOfTheEvaluationMayGoWithoutItsPrefix() throws IOException {
    EngineOptions options =
        new EngineOptions(2, 10, List.of(new SavingCriterion("loss", false)), false, 0);
    ToyRun run = new ToyRun(folder.resolve("a")).train(options, null);
    ToyRun full = new ToyRun(folder.resolve("b"));
    full.train(
        new EngineOptions(2, 10, List.of(new SavingCriterion("eval_epoch.loss", false)), false, 0),
        null);
    assertThat(run.file("ckpt_best_loss_model.pth.tar"))
        .isEqualTo(full.file("ckpt_best_eval_epoch.loss_model.pth.tar"));
    EngineState state = new Checkpoints(run.directory).load("last", run.learner.network(), null);
    assertThat(state.bestOut()).containsOnlyKeys("loss");
  }

  @Test
  void withoutEvaluationOnlyMeasuresOfTheTrainingAreSavedByAsInTheOriginal() throws IOException {
    ToyRun run = new ToyRun(folder.resolve("a"));
    run.eval = null;
    SavingCriterion loss = new SavingCriterion("train_epoch.loss", false);
    run.train(new EngineOptions(1, 10, List.of(ACCURACY, loss), false, 0), null);
    assertThat(new Checkpoints(run.directory).names())
        .containsExactly("best_train_epoch.loss", "last");
  }

  @Test
  void metricsOfAnEpochAreLoggedAndMayDecideWhatIsBest() throws IOException {
    ToyRun run = new ToyRun(folder.resolve("a"));
    run.metrics.add(new CountRight());
    EngineOptions options =
        new EngineOptions(2, 10, List.of(new SavingCriterion("eval_epoch.right", true)), false, 0);
    run.train(options, null);
    JsonNode right = run.json().get("eval_epoch.right");
    JsonNode accuracy = run.json().get("eval_epoch.accuracy_top1");
    assertThat(right).hasSize(2);
    assertThat(right.get(1).asDouble()).isEqualTo(accuracy.get(1).asDouble() * 24 / 100);
    assertThat(run.json().has("train_epoch.right")).isFalse();
    assertThat(run.directory.resolve("ckpt_best_eval_epoch.right_engine.pth.tar")).exists();
  }

  private static final class CountRight implements EpochMetric {
    private int right;

    @Override
    public boolean measures(Phase phase) {
      return phase == Phase.EVAL;
    }

    @Override
    public void begin(Phase phase, int epoch) {
      right = 0;
    }

    @Override
    public void add(LoadedBatch batch, Tensor logits) {
      Tensor best = logits.argmax(new LongOptional(1), false);
      right += (int) best.eq(batch.batch().classId()).sum().item_long();
    }

    @Override
    public Map<String, Double> end() {
      return Map.of("right", (double) right);
    }
  }
}
