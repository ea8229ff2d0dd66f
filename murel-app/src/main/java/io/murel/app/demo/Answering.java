package io.murel.app.demo;

import io.murel.app.report.ModelView;
import io.murel.app.report.ModelView.ScoredAnswer;
import io.murel.data.AnswerVocabulary;
import io.murel.data.BatchIterator;
import io.murel.data.BatchLoader;
import io.murel.data.LoadedBatch;
import io.murel.data.LoaderOptions;
import io.murel.data.VqaDataset;
import io.murel.data.VqaItem;
import io.murel.model.Trace;
import io.murel.model.TraceRecorder;
import io.murel.model.VqaNetwork;
import io.murel.nn.Torch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;

/** One trained network answers the questions of a split. */
final class Answering {

  private static final int BATCH = 256;
  private static final int TOP = 5;

  private final DemoNetwork name;
  private final VqaNetwork network;
  private final AnswerVocabulary answers;

  Answering(DemoNetwork name, VqaNetwork network, AnswerVocabulary answers) {
    this.name = name;
    this.network = network;
    this.answers = answers;
  }

  /** The best answer to each question, by question id. */
  Map<Long, String> best(VqaDataset dataset) {
    Map<Long, String> out = new LinkedHashMap<>();
    forEachBatch(
        dataset,
        loaded -> {
          long[] best = Torch.longs(network.forward(loaded.batch()).topk(1).get1()); // [B, 1]
          for (int i = 0; i < best.length; i++) {
            out.put(loaded.items().get(i).questionId(), answer(best[i]));
          }
        });
    return out;
  }

  /** The best answers to some questions with the reasoning behind them, by question id. */
  Map<Long, ModelView> explain(VqaDataset dataset, List<Long> questionIds) {
    Set<Long> wanted = new HashSet<>(questionIds);
    Map<Long, ModelView> out = new LinkedHashMap<>();
    forEachBatch(
        dataset.where(item -> wanted.contains(item.questionId())),
        loaded -> {
          TraceRecorder recorder = new TraceRecorder(loaded.batch());
          Tensor scores = network.forward(loaded.batch(), recorder).softmax(1); // [B, answers]
          int top = (int) Math.min(TOP, scores.size(1));
          T_TensorTensor_T best = scores.topk(top);
          float[] values = Torch.floats(best.get0()); // [B, top]
          long[] ids = Torch.longs(best.get1()); // [B, top]
          List<Trace> traces = recorder.traces();
          for (int i = 0; i < traces.size(); i++) {
            List<ScoredAnswer> ranked = new ArrayList<>();
            for (int k = i * top; k < (i + 1) * top; k++) {
              ranked.add(new ScoredAnswer(answer(ids[k]), values[k]));
            }
            VqaItem item = loaded.items().get(i);
            out.put(item.questionId(), new ModelView(name.label(), ranked, traces.get(i)));
          }
        });
    return out;
  }

  private String answer(long id) {
    return id < answers.size() ? answers.answer((int) id) : "";
  }

  private static void forEachBatch(VqaDataset dataset, Consumer<LoadedBatch> use) {
    LoaderOptions options = new LoaderOptions(BATCH, 1, false, false, false, 0);
    try (BatchIterator batches = new BatchLoader(dataset, options).epoch(0);
        NoGradGuard noGrad = new NoGradGuard()) {
      while (batches.hasNext()) {
        try (PointerScope scope = new PointerScope()) {
          use.accept(batches.next());
        }
      }
    }
  }
}
