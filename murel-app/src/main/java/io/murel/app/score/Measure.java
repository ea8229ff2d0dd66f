package io.murel.app.score;

import io.murel.BadInputException;
import io.murel.data.Annotation;
import java.nio.file.Path;
import java.util.List;

/** How a data set's results are measured. */
public enum Measure {
  /** Many annotators a question: VQA, VQA v2, VQA-CP. */
  OPEN_ENDED,

  /** One right answer a question, accuracies by type: TDIUC. */
  TDIUC;

  /**
   * The measure that suits.
   *
   * @param file of the annotations, for messages
   * @throws BadInputException if some questions have one annotator and others several
   */
  static Measure guess(List<Annotation> annotations, Path file) {
    long several = annotations.stream().filter(a -> a.humanAnswers().size() > 1).count();
    if (several == annotations.size()) {
      return OPEN_ENDED;
    }
    if (several == 0) {
      return TDIUC;
    }
    throw BadInputException.at(file.toString())
        .found(
            "questions with several annotators (%d) and questions with one (%d)"
                .formatted(several, annotations.size() - several))
        .expected("one kind, to tell how to measure")
        .remedy("Say which: --measure open-ended or --measure tdiuc.");
  }
}
