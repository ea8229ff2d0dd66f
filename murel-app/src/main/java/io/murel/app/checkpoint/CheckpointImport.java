package io.murel.app.checkpoint;

import io.murel.BadInputException;
import io.murel.app.run.AnswerSize;
import io.murel.app.run.WeightSizes;
import io.murel.io.NdArray;
import io.murel.model.Networks;
import io.murel.model.VqaNetwork;
import io.murel.nn.StateDictDifference;
import io.murel.options.Options;
import io.murel.relation.kernel.KernelOptions;
import io.murel.train.CheckpointPart;
import io.murel.train.Checkpoints;
import io.murel.train.EngineState;
import io.murel.train.Optimizer;
import io.murel.train.OptimizerOptions;
import io.murel.train.Optimizers;
import io.murel.train.StateDictFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Reads one checkpoint into the network and the optimizer of the options, and writes it as ours.
 */
final class CheckpointImport {

  /** Names of each kind that a message lists. */
  private static final int LISTED = 6;

  private final ImportOptions options;

  CheckpointImport(ImportOptions options) {
    this.options = options;
  }

  /**
   * @param folder where to write; null: nowhere
   * @throws BadInputException if a file is damaged, or of another network or optimizer
   */
  ImportedCheckpoint run(String name, Map<CheckpointPart, Path> parts, Path folder) {
    StateDictFile weights = StateDictFile.read(parts.get(CheckpointPart.MODEL));
    WeightSizes sizes = new WeightSizes(options.network(), weights.tensors());
    try (VqaNetwork network = network(sizes)) {
      requireFit(weights, network);
      weights.copyTo(network);
      Options rule = options.run().root().childOrEmpty("optimizer");
      try (Optimizer optimizer =
          Optimizers.create(OptimizerOptions.from(rule), network.trainableParameters())) {
        Path saved = parts.get(CheckpointPart.OPTIMIZER);
        if (saved != null) {
          Checkpoints.loadOptimizer(saved, optimizer);
        }
        Path engine = parts.get(CheckpointPart.ENGINE);
        EngineState state = engine == null ? EngineState.NEW : Checkpoints.readEngine(engine);
        if (folder != null) {
          new Checkpoints(folder).save(name, network, optimizer, state);
        }
        return new ImportedCheckpoint(
            name,
            state,
            saved != null,
            weights.tensors().size(),
            network.parameterCount(),
            sizes.words());
      }
    }
  }

  private VqaNetwork network(WeightSizes sizes) {
    Options network = options.network();
    Options classif = network.child("classif");
    boolean sized = classif.has("mlp") || classif.child("fusion").has("output_dim");
    Options fitted = AnswerSize.fit(network, sized ? 1 : sizes.answers());
    try (PointerScope scope = new PointerScope()) {
      return Networks.blank(fitted, sizes.words(), sizes.visualDim(), KernelOptions.DEFAULT);
    }
  }

  private void requireFit(StateDictFile weights, VqaNetwork network) {
    Map<String, long[]> found = new LinkedHashMap<>();
    for (Map.Entry<String, NdArray> tensor : weights.tensors().entrySet()) {
      found.put(tensor.getKey(), tensor.getValue().shape());
    }
    Map<String, long[]> expected = new LinkedHashMap<>();
    for (Map.Entry<String, Tensor> tensor : network.stateDict().entrySet()) {
      expected.put(tensor.getKey(), tensor.getValue().shape());
    }
    StateDictDifference difference = StateDictDifference.of(found, expected);
    if (!difference.isEmpty()) {
      throw BadInputException.at(weights.file().toString())
          .found("weights of another network (" + difference.summary() + ")")
          .expected("the " + expected.size() + " tensors of model.network in " + options.source())
          .remedy(
              "Use the options they were trained with, or override those that differ:\n  "
                  + String.join("\n  ", difference.lines(LISTED)));
    }
  }
}
