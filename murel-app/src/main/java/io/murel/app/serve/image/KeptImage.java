package io.murel.app.serve.image;

import io.murel.regions.Regions;
import java.util.List;
import java.util.Map;

/**
 * An image in memory: what is needed to show it and to ask about it again.
 *
 * @param name it is asked for by
 * @param size of the original
 * @param picture to show
 * @param regions by the name of the model that sees it so; models may share them
 * @param questions worth asking
 */
public record KeptImage(
    String name,
    PictureSize size,
    PictureBytes picture,
    Map<String, Regions> regions,
    List<SuggestedQuestion> questions) {

  public KeptImage {
    regions = Map.copyOf(regions);
    questions = List.copyOf(questions);
  }

  /** About what it takes in memory. */
  long bytes() {
    long numbers =
        regions.values().stream()
            .distinct()
            .mapToLong(each -> each.features().length + each.normBoxes().length)
            .sum();
    return picture.bytes().length + 4 * numbers + 4096;
  }
}
