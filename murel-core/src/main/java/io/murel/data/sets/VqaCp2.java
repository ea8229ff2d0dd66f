package io.murel.data.sets;

import io.murel.data.DatasetOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * VQA-CP v2 (Agrawal et al., CVPR 2018): the questions of VQA v2 split anew, so that the answers to
 * a question type are distributed differently in training and test. Its test questions are the
 * split "val", as in the original.
 */
public final class VqaCp2 implements VqaSource {

  private static final String NAME = "VQA-CP v2";

  private final RawFolder folder;

  public VqaCp2(DatasetOptions options) {
    this.folder = RawFolder.of(NAME, options);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ProcSplit procSplit(String wanted) {
    return ProcSplit.ofTrainAndVal(wanted);
  }

  @Override
  public RawSplit raw(String split) {
    return switch (split) {
      case "train" -> folder.answered("train2014", published("train"), original("train2014"));
      case "val" -> folder.answered("val2014", published("test"), original("val2014"));
      default -> throw VqaSource.noSplit(NAME, split, List.of("train", "val"));
    };
  }

  /** Bare lists; each question says of which COCO images it asks. */
  private static FileNames published(String split) {
    return new FileNames(
        "vqacp_v2_" + split + "_questions.json", "vqacp_v2_" + split + "_annotations.json");
  }

  /** The same lists in the layout of VQA v2. */
  private static FileNames original(String stem) {
    return FileNames.mscoco(stem);
  }

  @Override
  public Path regions(String split) {
    return folder.requireRegions();
  }

  @Override
  public Optional<Path> preparedFolder() {
    return Optional.of(folder.prepared());
  }
}
