package io.murel.vqa;

import io.murel.BadInputException;
import io.murel.train.CheckpointPart;
import io.murel.train.Checkpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which file of a model's directory holds its weights. */
public final class ModelFiles {
  private ModelFiles() {}

  /** The weights of an exported model. */
  public static final String WEIGHTS = "model.safetensors";

  /** The checkpoint preferred. */
  public static final String BEST = "best_eval_epoch.accuracy_top1";

  /**
   * The weights of an exported model; of a run those of a checkpoint.
   *
   * @param directory of a run or an exported model
   * @param checkpoint which one of a run; null: the {@link #BEST}, else the last
   * @throws BadInputException if there is no such directory or checkpoint
   */
  public static Path weights(Path directory, String checkpoint) {
    if (!Files.isDirectory(directory)) {
      throw BadInputException.at(directory.toString())
          .found(Files.exists(directory) ? "a file" : "no such folder")
          .expected("the directory of a run or of an exported model")
          .remedy("Check the path.");
    }
    Path exported = directory.resolve(WEIGHTS);
    if (checkpoint == null && Files.exists(exported)) {
      return exported;
    }
    Checkpoints checkpoints = new Checkpoints(directory);
    if (checkpoint == null && checkpoints.names().isEmpty()) {
      throw BadInputException.at(directory.toString())
          .found("no weights")
          .expected(WEIGHTS + ", or the checkpoint of a run that has finished an epoch")
          .remedy("Train a network with murel run, or check the path.");
    }
    return checkpoints.file(name(checkpoints, checkpoint), CheckpointPart.MODEL);
  }

  /** The checkpoint of a run that is meant: the one named, else the {@link #BEST}, else any. */
  public static String name(Checkpoints checkpoints, String checkpoint) {
    if (checkpoint != null) {
      return checkpoints.resolve(checkpoint);
    }
    List<String> names = checkpoints.names();
    String best = checkpoints.resolve(BEST);
    if (names.contains(best)) {
      return best;
    }
    return names.contains(Checkpoints.LAST) || names.isEmpty() ? Checkpoints.LAST : names.get(0);
  }
}
