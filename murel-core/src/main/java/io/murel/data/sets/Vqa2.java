package io.murel.data.sets;

import io.murel.data.DatasetOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * VQA v2 (Goyal et al., CVPR 2017): 444,000 + 214,000 + 448,000 questions about the images of COCO,
 * answered by ten people each. The answers of the test split are secret; test-dev is a part of it.
 */
public final class Vqa2 implements VqaSource {

  private static final String NAME = "VQA v2";
  private static final String TEST_DEV = "test-dev";

  private final RawFolder folder;

  public Vqa2(DatasetOptions options) {
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
      case "train" -> folder.answered("train2014", names("train2014"));
      case "val" -> folder.answered("val2014", names("val2014"));
      case "test" -> folder.unanswered("test2015", names("test2015"));
      case TEST_DEV -> folder.unanswered("test-dev2015", names("test-dev2015"));
      default -> throw VqaSource.noSplit(NAME, split, List.of("train", "val", "test", TEST_DEV));
    };
  }

  /** As the original calls them, or as they come out of the archives. */
  private static FileNames[] names(String stem) {
    FileNames names = FileNames.mscoco(stem);
    return new FileNames[] {names, FileNames.prefixed("v2_", names)};
  }

  @Override
  public Path regions(String split) {
    return folder.requireRegions();
  }

  @Override
  public Optional<RawSplit> testDev() {
    return Optional.of(raw(TEST_DEV));
  }

  @Override
  public Optional<Path> preparedFolder() {
    return Optional.of(folder.prepared());
  }
}
