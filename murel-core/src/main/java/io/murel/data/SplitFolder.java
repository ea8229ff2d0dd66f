package io.murel.data;

import io.murel.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder with the files of each split side by side, as {@code murel scenes} and {@code murel
 * import} write it: {@code questions_train.json}, {@code annotations_train.json}, {@code
 * regions_train.safetensors}, {@code images/train/}. The JSON files may be compressed ({@code
 * .json.gz}).
 *
 * @param name of the data set, for advice
 * @param dir the folder
 */
record SplitFolder(String name, Path dir) {

  /**
   * Questions and annotations of a split. The annotations may be missing where the split is called
   * "test".
   */
  QuestionSet questions(String split) {
    Path questions = json("questions_" + split);
    Path annotations = json("annotations_" + split);
    require(questions, "the questions of split '" + split + "'");
    boolean unanswered = split.equals("test") && !Files.exists(annotations);
    if (!unanswered) {
      require(annotations, "the annotations of split '" + split + "'");
    }
    QuestionSet set = QuestionSet.read(questions, unanswered ? null : annotations);
    if (set.questions().isEmpty()) {
      throw BadInputException.at(questions.toString())
          .found("no questions")
          .expected("at least one")
          .remedy(remedy());
    }
    return set;
  }

  /** Refuses questions that do not name their images: regions are found by that name. */
  void requireImageNames(QuestionSet set) {
    for (Question question : set.questions()) {
      if (question.imageName() == null) {
        throw BadInputException.at(set.source())
            .found("question " + question.id() + " without an image_name")
            .expected("the file name of its image")
            .remedy(remedy());
      }
    }
  }

  /** The region store of a split; its existence has been checked. */
  Path regions(String split) {
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
          .remedy(remedy());
    }
  }

  private String remedy() {
    String elsewhere = " or set dataset.dir to where it is.";
    return switch (name) {
      case "scenes" -> "Make the data with: ./murel scenes --out " + dir + elsewhere;
      case "easy-vqa" ->
          "Make the data with: ./murel import easy-vqa ARCHIVE --out " + dir + elsewhere;
      default -> "Check dataset.dir and the names of the splits.";
    };
  }
}
