package io.murel.data.sets;

import io.murel.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder with the files of each split side by side, as {@code murel scenes} and {@code murel
 * import} write it: {@code questions_train.json}, {@code annotations_train.json}, {@code
 * regions_train.safetensors}, {@code images/train/}. The JSON files may be compressed ({@code
 * .json.gz}); the annotations may be missing where the split is called "test".
 */
public final class FolderDataset implements VqaSource {

  private final String name;
  private final Path dir;
  private final String remedy;

  /**
   * @param name of the data set
   * @param dir the folder
   * @param remedy how to make the data, as a sentence
   */
  public FolderDataset(String name, Path dir, String remedy) {
    this.name = name;
    this.dir = dir;
    this.remedy = remedy;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ProcSplit procSplit(String wanted) {
    return ProcSplit.ofTrainAlone(wanted, name);
  }

  @Override
  public RawSplit raw(String split) {
    Path questions = json("questions_" + split);
    Path annotations = json("annotations_" + split);
    require(questions, "the questions of split '" + split + "'");
    boolean unanswered = split.equals("test") && !Files.exists(annotations);
    if (!unanswered) {
      require(annotations, "the annotations of split '" + split + "'");
    }
    return new JsonSplit(questions, unanswered ? null : annotations, null, remedy);
  }

  @Override
  public Path regions(String split) {
    Path store = dir.resolve("regions_" + split + ".safetensors");
    require(store, "the image regions of split '" + split + "'");
    return store;
  }

  private Path json(String base) {
    Path compressed = dir.resolve(base + ".json.gz");
    return Files.exists(compressed) ? compressed : dir.resolve(base + ".json");
  }

  private void require(Path file, String what) {
    if (!Files.isRegularFile(file)) {
      throw BadInputException.at(file.toString())
          .found("no such file")
          .expected(what)
          .remedy(remedy);
    }
  }
}
