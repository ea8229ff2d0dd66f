package io.murel.app.serve.answer;

import io.murel.app.serve.http.ServeMetrics;
import io.murel.app.serve.http.ServeMetrics.Refusal;
import io.murel.vqa.Query;
import java.util.List;

/** Has batches computed, and keeps a bad question from spoiling the others. */
final class BatchComputer {

  /** How much a batch changes the estimate of the time a question takes. */
  private static final double SMOOTHING = 0.2;

  private final ServeMetrics metrics;
  private volatile double secondsPerQuestion = 0.01;

  BatchComputer(ServeMetrics metrics) {
    this.metrics = metrics;
  }

  /** How long so many questions will take, by what the last ones took. */
  long secondsFor(int questions) {
    return (long) Math.ceil(Math.min(60, questions * secondsPerQuestion));
  }

  /**
   * Completes the answers of a batch that goes together, not empty. Where it fails, its halves are
   * tried, until only the bad question is left: that is found before the network is computed.
   */
  void compute(List<Waiting> batch) {
    List<Answered> answers;
    try {
      answers = answers(batch);
    } catch (RuntimeException | Error e) {
      if (batch.size() == 1) {
        metrics.refused(Refusal.FAILED, 1);
        batch.get(0).answer.completeExceptionally(e);
      } else {
        int half = batch.size() / 2;
        compute(batch.subList(0, half));
        compute(batch.subList(half, batch.size()));
      }
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      Waiting each = batch.get(i);
      each.answer.complete(answers.get(i).top(each.ask.topK()));
    }
  }

  private List<Answered> answers(List<Waiting> batch) {
    Answerer model = batch.get(0).ask.model();
    List<Query> queries = batch.stream().map(each -> each.query).toList();
    int topK = batch.stream().mapToInt(each -> each.ask.topK()).max().orElseThrow();
    long begin = System.nanoTime();
    List<Answered> answers =
        batch.get(0).ask.trace()
            ? model.explain(queries, topK).stream().map(Answered::of).toList()
            : model.answer(queries, topK).stream().map(each -> new Answered(each, null)).toList();
    double seconds = (System.nanoTime() - begin) / 1e9;
    metrics.batch(model.facts().name(), batch.size(), seconds);
    secondsPerQuestion += SMOOTHING * (seconds / batch.size() - secondsPerQuestion);
    return answers;
  }
}
