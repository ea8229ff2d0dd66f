package io.murel.data.sets;

import io.murel.BadInputException;
import io.murel.options.Nearest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A data set as it lies on the disk. An implementation names files and images; everything else
 * (vocabularies, held-out questions, joined sets, keeping the result) is done for all alike.
 */
public interface VqaSource {

  /** Its name in messages, for instance "VQA v2". */
  String name();

  /**
   * The training questions behind an option {@code proc_split}.
   *
   * @param wanted "train" or "trainval"
   * @throws BadInputException if the set has no such thing
   */
  ProcSplit procSplit(String wanted);

  /**
   * The files of a split.
   *
   * @throws BadInputException if the set has no such split, or a file is missing
   */
  RawSplit raw(String split);

  /**
   * Where the regions of a split's images lie.
   *
   * @throws BadInputException if nothing says so, or there is nothing
   */
  Path regions(String split);

  /** The questions of the test split that test-dev is made of; empty where nothing is. */
  default Optional<RawSplit> testDev() {
    return Optional.empty();
  }

  /**
   * A folder in which prepared questions are kept for the next time; empty for a set that is read
   * in a moment.
   */
  default Optional<Path> preparedFolder() {
    return Optional.empty();
  }

  /** What to say where a split is asked for that the set does not have. */
  static BadInputException noSplit(String set, String split, List<String> splits) {
    return BadInputException.at("dataset.train_split and dataset.eval_split")
        .found("'" + split + "'")
        .expected("one of the splits of " + set + ": " + String.join(", ", splits))
        .remedy(Nearest.suggestion(split, splits));
  }
}
