package io.murel.train.measure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a run puts the answers it gave to a split, by the original's names: {@code
 * results/val/epoch,3/OpenEnded_mscoco_val2014_model_results.json}.
 *
 * @param runDirectory of the run
 * @param dataset name of the data set
 * @param split name of the split
 * @param shift added to the number of the epoch: 1 where a checkpoint is only evaluated, since the
 *     original by then has counted on (its logs.json says 11 where the folder says 12), else 0
 */
public record ResultsFolder(Path runDirectory, String dataset, String split, int shift) {

  /** The data sets about COCO's images; their files are named after COCO's parts. */
  private static final List<String> COCO = List.of("vqa2", "vqacp2", "tdiuc");

  private static final Map<String, String> PARTS =
      Map.of("train", "train2014", "val", "val2014", "test", "test2015");

  /** The answers to all questions. */
  public Path results(int epoch) {
    return file(epoch, PARTS.getOrDefault(split, split));
  }

  /** The answers to the part of VQA's test questions that may be scored more often. */
  public Path testDevResults(int epoch) {
    return file(epoch, "test-dev2015");
  }

  /** The answers the network chose from. */
  public Path answers(int epoch) {
    return folder(epoch).resolve("aid_to_ans.json");
  }

  private Path file(int epoch, String part) {
    String of = COCO.contains(dataset) ? "mscoco_" + part : dataset + "_" + split;
    return folder(epoch).resolve("OpenEnded_" + of + "_model_results.json");
  }

  private Path folder(int epoch) {
    return runDirectory.resolve("results").resolve(split).resolve("epoch," + (epoch + shift));
  }
}
