package io.murel.app.report;

import java.util.Objects;

/**
 * How one test question was answered.
 *
 * @param questionId its number in the data set
 * @param type its question type, for instance "spatial"
 * @param image the name of its image
 * @param chance whether the guess that knows only the type is right, see {@link MajorityGuess}
 * @param questionOnly whether the guess from the question without the image is right
 * @param attention whether the attention baseline is right
 * @param murel whether MuRel is right
 */
public record Outcome(
    long questionId,
    String type,
    String image,
    boolean chance,
    boolean questionOnly,
    boolean attention,
    boolean murel) {

  public Outcome {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(image, "image");
  }

  public Agreement agreement() {
    return Agreement.of(murel, attention);
  }
}
