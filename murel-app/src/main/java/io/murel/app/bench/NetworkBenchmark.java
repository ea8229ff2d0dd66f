package io.murel.app.bench;

import io.murel.model.VqaNetwork;
import io.murel.options.Options;
import io.murel.relation.kernel.KernelOptions.Kind;
import io.murel.train.OptimizerOptions;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;

/**
 * A whole network, training or answering: the original's sequence of operations against a kernel.
 *
 * @param optimizer trains; null: the network answers
 * @param kernel what is measured
 */
record NetworkBenchmark(
    BenchNetwork network,
    OptimizerOptions optimizer,
    Kind kernel,
    SyntheticQuestions questions,
    int batch,
    int baselineBatch)
    implements Benchmark {

  @Override
  public String what() {
    return optimizer == null ? "answering a batch of questions" : "a training step";
  }

  @Override
  public String baselineLabel() {
    return "the original's sequence of operations, batch " + baselineBatch;
  }

  @Override
  public String oursLabel() {
    return "kernel " + kernel.name().toLowerCase(Locale.ROOT) + ", batch " + batch;
  }

  @Override
  public Workload baseline() {
    return workload(Kind.NAIVE, baselineBatch);
  }

  @Override
  public Workload ours() {
    return workload(kernel, batch);
  }

  private Workload workload(Kind kind, int size) {
    return optimizer == null
        ? new Answering(network, kind, questions, size)
        : new TrainingStep(network, kind, optimizer, questions, size);
  }

  @Override
  public Floor floor() {
    Options options = network.options();
    if (!OperationCount.counts(options) || !network.device().isCpu()) {
      return Floor.UNKNOWN;
    }
    long parameters = 0;
    if (optimizer != null) {
      try (PointerScope scope = new PointerScope();
          VqaNetwork made = network.create(Kind.TILED)) {
        parameters = made.parameterCount();
      }
    }
    long[] lengths = questions.lengths(batch);
    return OperationCount.of(
        options,
        batch,
        questions.regions(),
        Arrays.stream(lengths).sum(),
        Arrays.stream(lengths).max().orElseThrow(),
        parameters);
  }
}
