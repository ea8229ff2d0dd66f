package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.data.LoadedBatch;
import io.murel.nn.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measuring what does not learn by steps. */
class MeasureTest {

  /** Always class 2 first, then class 0. */
  private static final float[] GUESS = {2, 1, 3, 0, 0, 0};

  @TempDir private Path dir;

  @Test
  void aGuessIsMeasuredOnBothSplitsAndLeavesNoCheckpoint() throws IOException {
    List<EpochReport> reports = measure(new Toy.Source("val", 3));

    assertThat(reports).extracting(EpochReport::phase).containsExactly(Phase.TRAIN, Phase.EVAL);
    assertThat(reports).extracting(EpochReport::questions).containsExactly(96, 24);
    JsonNode logs = new ObjectMapper().readTree(dir.resolve("logs.json").toFile());
    assertThat(logs.get("train_epoch.epoch").toString()).isEqualTo("[0]");
    assertThat(logs.get("train_epoch.accuracy_top1").get(0).asDouble()).isBetween(20.0, 50.0);
    assertThat(logs.get("eval_epoch.loss")).hasSize(1);
    assertThat(logs.get("eval_batch.loss")).hasSize(3);
    assertThat(logs.has("train_epoch.lr")).isFalse();
    assertThat(dir).isDirectoryNotContaining("glob:**ckpt*");
  }

  @Test
  void withoutASplitToEvaluateOnOnlyTrainingIsMeasured() {
    assertThat(measure(null)).extracting(EpochReport::phase).containsExactly(Phase.TRAIN);
  }

  @Test
  void aMetricWithALogOfItsOwnIsReportedAndLeftOutOfLogsJson() throws IOException {
    List<EpochReport> reports = measure(new Toy.Source("val", 3));

    assertThat(reports.get(1).values()).containsEntry("batches", 3.0);
    JsonNode logs = new ObjectMapper().readTree(dir.resolve("logs.json").toFile());
    assertThat(logs.has("eval_epoch.batches")).isFalse();
    assertThat(Files.readString(dir.resolve("logs.txt"))).contains("eval_epoch.batches: 3.0000");
  }

  private List<EpochReport> measure(BatchSource eval) {
    Torch.load();
    List<EpochReport> reports = new ArrayList<>();
    TrainListener listener =
        new TrainListener() {
          @Override
          public void onEpochEnd(EpochReport report) {
            reports.add(report);
          }
        };
    AnswerScorer guess =
        loaded -> Torch.tensor(GUESS, 1, GUESS.length).expand(loaded.size(), GUESS.length);
    try (RunLog log = RunLog.open(dir, null)) {
      new Trainer(
              new EngineOptions(1, 10, List.of(), false, 0),
              OptionalLong.empty(),
              log,
              new Checkpoints(dir),
              List.of(new CountBatches()),
              List.of(listener))
          .measure(guess, new Toy.Source("train", 12), eval);
    }
    return reports;
  }

  private static final class CountBatches implements EpochMetric {
    private int batches;

    @Override
    public boolean keepsOwnLog() {
      return true;
    }

    @Override
    public void begin(Phase phase, int epoch) {
      batches = 0;
    }

    @Override
    public void add(LoadedBatch batch, Tensor logits) {
      batches++;
    }

    @Override
    public Map<String, Double> end() {
      return Map.of("batches", (double) batches);
    }
  }
}
