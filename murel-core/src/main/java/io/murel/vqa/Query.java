package io.murel.vqa;

import java.util.Objects;

/**
 * A question about an image.
 *
 * @param image asked about
 * @param question in words
 */
public record Query(Image image, String question) {

  public Query {
    Objects.requireNonNull(image);
    Objects.requireNonNull(question);
  }
}
