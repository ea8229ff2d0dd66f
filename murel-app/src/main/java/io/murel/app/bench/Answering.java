package io.murel.app.bench;

import io.murel.model.Batch;
import io.murel.model.VqaNetwork;
import io.murel.nn.Torch;
import io.murel.relation.kernel.KernelOptions.Kind;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch;

/** Answers one batch of questions: scores of all answers and the best of each. */
final class Answering implements Workload {

  private final PointerScope scope = new PointerScope();
  private final VqaNetwork network;
  private final Batch batch;

  Answering(BenchNetwork bench, Kind kernel, SyntheticQuestions questions, int batchSize) {
    network = bench.create(kernel);
    network.train(false);
    batch = questions.batch(batchSize).to(bench.device());
  }

  @Override
  public void run() {
    try (PointerScope step = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Torch.longs(torch.argmax(network.forward(batch), new LongOptional(1), false));
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
