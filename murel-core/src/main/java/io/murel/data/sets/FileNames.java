package io.murel.data.sets;

/**
 * What the two files of a split may be called, in the folder {@code raw/annotations}.
 *
 * @param questions the file of questions
 * @param annotations the file of annotations
 */
record FileNames(String questions, String annotations) {

  /** As the original renames them: {@code mscoco_train2014_annotations.json}. */
  static FileNames mscoco(String stem) {
    return new FileNames(
        "OpenEnded_mscoco_" + stem + "_questions.json", "mscoco_" + stem + "_annotations.json");
  }

  /** Names that begin with something, as archives have them. */
  static FileNames prefixed(String prefix, FileNames names) {
    return new FileNames(prefix + names.questions, prefix + names.annotations);
  }
}
