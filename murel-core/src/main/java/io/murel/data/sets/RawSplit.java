package io.murel.data.sets;

import io.murel.data.Annotation;
import io.murel.data.ImportProgress;
import io.murel.data.Question;
import io.murel.data.QuestionSet;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** The raw files of a split. */
public interface RawSplit {

  /** The files, the one of the questions first. They exist. */
  List<Path> files();

  /**
   * Reads them.
   *
   * @throws io.murel.BadInputException if a file is unusable
   */
  QuestionSet read(ImportProgress progress);

  /** The same files, every question and annotation changed after reading. */
  default RawSplit map(UnaryOperator<Question> question, UnaryOperator<Annotation> annotation) {
    RawSplit raw = this;
    return new RawSplit() {
      @Override
      public List<Path> files() {
        return raw.files();
      }

      @Override
      public QuestionSet read(ImportProgress progress) {
        return raw.read(progress).map(question, annotation);
      }
    };
  }
}
