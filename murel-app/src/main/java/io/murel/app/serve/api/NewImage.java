package io.murel.app.serve.api;

import io.murel.app.serve.answer.Models;
import io.murel.app.serve.image.KeptImage;
import java.util.List;
import java.util.Objects;

/**
 * An image that has come into being: uploaded or drawn.
 *
 * @param name to ask about it by
 * @param width in pixels
 * @param height in pixels
 * @param regions as the first model sees them
 */
record NewImage(String name, int width, int height, List<Views.Region> regions) {

  static NewImage of(KeptImage image, Models models) {
    return new NewImage(
        image.name(), image.size().width(), image.size().height(), regions(image, models));
  }

  /** As the first model sees them that sees any. */
  static List<Views.Region> regions(KeptImage image, Models models) {
    return models.all().stream()
        .map(model -> image.regions().get(model.facts().name()))
        .filter(Objects::nonNull)
        .findFirst()
        .map(Views::regions)
        .orElseThrow();
  }
}
