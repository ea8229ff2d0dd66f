package io.murel.train.measure;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.data.LoadedBatch;
import io.murel.data.QuestionSet;
import io.murel.data.VqaItem;
import io.murel.data.VqaVocabulary;
import io.murel.golden.Golden;
import io.murel.io.Safetensors;
import io.murel.model.Batch;
import io.murel.nn.Torch;
import io.murel.text.Tokenizer;
import io.murel.train.EpochMetric;
import io.murel.train.Phase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** The run on VQA v2 that the reference numbers come from: its questions, what it answered. */
final class GoldenRun {

  private static final String RUN = "ckpt/run_vqa2/";
  private static final int BATCH = 40;

  private final QuestionSet train = questions("train2014", true);
  final VqaVocabulary vocabulary = VqaVocabulary.of(train, Tokenizer.named("mcb"), 30, 0);
  final List<VqaItem> trainItems = vocabulary.trainingItems(train);
  final List<VqaItem> valItems = vocabulary.items(questions("val2014", true));
  final List<VqaItem> testItems = vocabulary.items(questions("test2015", false));

  private static QuestionSet questions(String part, boolean answered) {
    Path raw = Golden.path("data/vqa2/raw/annotations");
    return QuestionSet.read(
        raw.resolve("OpenEnded_mscoco_" + part + "_questions.json"),
        answered ? raw.resolve("mscoco_" + part + "_annotations.json") : null);
  }

  static JsonNode json(String file) {
    return Golden.json(RUN + file);
  }

  /** One epoch in which the original's answers are given again, in the same order. */
  Map<String, Double> replay(EpochMetric metric, Phase phase, int epoch, List<VqaItem> items) {
    String file =
        phase == Phase.TRAIN
            ? "results/train/epoch,%d/OpenEnded_mscoco_train2014_model_results.json"
            : "results/val/epoch,%d/OpenEnded_mscoco_val2014_model_results.json";
    Map<Long, VqaItem> byId = byId(items);
    List<VqaItem> asked = new ArrayList<>();
    List<float[]> logits = new ArrayList<>();
    for (JsonNode given : json(file.formatted(epoch))) {
      float[] row = new float[vocabulary.answers().size()];
      row[vocabulary.answers().idOrLast(given.get("answer").asText())] = 1;
      asked.add(byId.get(given.get("question_id").asLong()));
      logits.add(row);
    }
    return epoch(metric, phase, epoch, asked, logits);
  }

  /** One epoch with the scores that the original's last checkpoint gives. */
  Map<String, Double> lastCheckpoint(
      EpochMetric metric, int epoch, String split, List<VqaItem> items) {
    Safetensors file = Golden.tensors(RUN + split + "_logits.safetensors");
    Map<Long, VqaItem> byId = byId(items);
    double[] ids = file.get("question_id").doubles();
    double[] values = file.get("logits").doubles();
    int answers = values.length / ids.length;
    List<VqaItem> asked = new ArrayList<>();
    List<float[]> logits = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      asked.add(byId.get((long) ids[i]));
      float[] row = new float[answers];
      for (int j = 0; j < answers; j++) {
        row[j] = (float) values[i * answers + j];
      }
      logits.add(row);
    }
    return epoch(metric, Phase.EVAL, epoch, asked, logits);
  }

  private static Map<String, Double> epoch(
      EpochMetric metric, Phase phase, int epoch, List<VqaItem> items, List<float[]> logits) {
    metric.begin(phase, epoch);
    for (int from = 0; from < items.size(); from += BATCH) {
      int to = Math.min(from + BATCH, items.size());
      try (PointerScope scope = new PointerScope()) {
        LoadedBatch batch =
            new LoadedBatch(items.subList(from, to), new Batch(null, null, null, null, null, null));
        metric.add(batch, tensor(logits.subList(from, to)));
      }
    }
    return metric.end();
  }

  private static Tensor tensor(List<float[]> rows) {
    int columns = rows.get(0).length;
    float[] flat = new float[rows.size() * columns];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, flat, i * columns, columns);
    }
    return Torch.tensor(flat, rows.size(), columns);
  }

  private static Map<Long, VqaItem> byId(List<VqaItem> items) {
    Map<Long, VqaItem> out = new HashMap<>();
    items.forEach(item -> out.put(item.questionId(), item));
    return out;
  }
}
