package io.murel.app.bench;

import io.murel.model.Batch;
import io.murel.model.VqaNetwork;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch;

/** Answers one batch of questions: logits and the best answer of each. */
final class Answering implements Workload {

  private final PointerScope scope = new PointerScope();
  private final VqaNetwork network;
  private final Batch batch;

  Answering(BenchNetwork.Maker maker, SyntheticQuestions questions, int batchSize) {
    network = maker.create();
    network.train(false);
    batch = questions.batch(batchSize);
  }

  @Override
  public void run() {
    try (PointerScope step = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      long[] best = new long[questions()];
      torch.argmax(network.forward(batch), new org.bytedeco.pytorch.LongOptional(1), false)
          .data_ptr_long()
          .get(best);
    }
  }

  @Override
  public int questions() {
    return (int) batch.size();
  }

  @Override
  public void close() {
    network.close();
    scope.close();
  }
}
