package io.murel.app.run;

import io.murel.BadInputException;
import io.murel.app.options.Overrides;
import io.murel.app.options.RunOptions;
import io.murel.data.VqaVocabulary;
import io.murel.model.Networks;
import io.murel.model.VqaNetwork;
import io.murel.options.Options;
import io.murel.train.Checkpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;

/** The network of a finished run, ready to answer. */
public final class TrainedNetwork {
  private TrainedNetwork() {}

  /**
   * Restores the best network of a run, else its last.
   *
   * @param runDirectory of a training run
   * @param vocabulary of the data it was trained on
   * @param visualDim features per region
   * @return in evaluation mode; the caller closes it
   * @throws BadInputException if the directory is not that of a run or the checkpoint does not fit
   */
  public static VqaNetwork load(Path runDirectory, VqaVocabulary vocabulary, int visualDim) {
    RunOptions options = RunOptions.load(runDirectory.resolve("options.yaml"), Overrides.none());
    Options network = options.root().child("model").child("network");
    Options fitted = AnswerSize.fit(network, vocabulary.answers().size());
    try (PointerScope scope = new PointerScope()) {
      VqaNetwork restored = Networks.create(fitted, vocabulary.words().words(), visualDim);
      Checkpoints.loadNetwork(checkpoint(runDirectory), restored);
      restored.train(false);
      return restored;
    }
  }

  private static Path checkpoint(Path runDirectory) {
    String name = new Checkpoints(runDirectory).resolve("best_eval_epoch.accuracy_top1");
    Path best = runDirectory.resolve("ckpt_" + name + "_model.pth.tar");
    Path last = runDirectory.resolve("ckpt_last_model.pth.tar");
    if (!Files.exists(best) && !Files.exists(last)) {
      throw BadInputException.at(runDirectory.toString())
          .found("no checkpoint")
          .expected("the directory of a run that has finished an epoch")
          .remedy("Train one with murel run.");
    }
    return Files.exists(best) ? best : last;
  }
}
