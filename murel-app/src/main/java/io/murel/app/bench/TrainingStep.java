package io.murel.app.bench;

import io.murel.model.Batch;
import io.murel.model.VqaNetwork;
import io.murel.relation.kernel.KernelOptions.Kind;
import io.murel.train.Criterion;
import io.murel.train.Learner;
import io.murel.train.Optimizer;
import io.murel.train.OptimizerOptions;
import io.murel.train.Optimizers;
import io.murel.train.Progress;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/** One whole training step with its dropout: loss, gradients, clipping, update. */
final class TrainingStep implements Workload {

  private static final int SEED = 1337;

  private final PointerScope scope = new PointerScope();
  private final BenchNetwork bench;
  private final VqaNetwork network;
  private final Learner learner;
  private final Batch batch;

  /**
   * @param kernel naive: the original's sequence of operations, with libtorch's own Adam
   */
  TrainingStep(
      BenchNetwork bench,
      Kind kernel,
      OptimizerOptions optimizer,
      SyntheticQuestions questions,
      int batchSize) {
    this.bench = bench;
    torch.manual_seed(SEED);
    network = bench.create(kernel);
    network.train(true);
    learner =
        new Learner(
            network,
            Criterion.crossEntropy(),
            optimizer(kernel, optimizer),
            progress -> optimizer.lr(),
            optimizer.gradClip());
    batch = questions.batch(batchSize).to(bench.device());
  }

  private Optimizer optimizer(Kind kernel, OptimizerOptions options) {
    return kernel == Kind.NAIVE
        ? new TorchAdam(network.trainableParameters(), options.lr())
        : Optimizers.create(options, network.trainableParameters());
  }

  @Override
  public void run() {
    try (PointerScope step = new PointerScope()) {
      Learner.Step done = learner.step(batch, new Progress(0, 0));
      bench.finish();
      if (!done.applied()) {
        throw new IllegalStateException("a step without finite numbers: " + done.scores());
      }
    }
  }

  @Override
  public int questions() {
    return (int) batch.size();
  }

  @Override
  public void close() {
    learner.optimizer().close();
    network.close();
    scope.close();
  }
}
