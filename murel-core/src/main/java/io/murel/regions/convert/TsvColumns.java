package io.murel.regions.convert;

import io.murel.BadInputException;
import java.util.Arrays;
import java.util.List;

/**
 * Which field of a TSV line is what.
 *
 * @param fields of a line
 */
record TsvColumns(int id, int width, int height, int count, int boxes, int features, int fields) {

  private static final List<String> BOTTOM_UP_ATTENTION =
      List.of("image_id", "image_w", "image_h", "num_boxes", "boxes", "features");

  private static final List<String> LXMERT =
      List.of(
          "img_id",
          "img_h",
          "img_w",
          "objects_id",
          "objects_conf",
          "attrs_id",
          "attrs_conf",
          "num_boxes",
          "boxes",
          "features");

  /**
   * The columns of a file, by its first line: named by it if it is a header, else those of
   * bottom-up-attention (6 fields) or LXMERT (10).
   */
  static TsvColumns of(String where, List<String> firstLine) {
    if (isHeader(firstLine)) {
      return named(where, firstLine);
    }
    return switch (firstLine.size()) {
      case 6 -> named(where, BOTTOM_UP_ATTENTION);
      case 10 -> named(where, LXMERT);
      default ->
          throw BadInputException.at(where)
              .found("%d fields in the first line".formatted(firstLine.size()))
              .expected("6 (%s)".formatted(String.join(", ", BOTTOM_UP_ATTENTION)))
              .remedy("Check that this is a TSV of region features; a first line may name them.");
    };
  }

  /** Whether a line names fields. */
  static boolean isHeader(List<String> line) {
    return line.contains("features") && line.contains("boxes");
  }

  private static TsvColumns named(String where, List<String> names) {
    return new TsvColumns(
        index(where, names, "image_id", "img_id"),
        index(where, names, "image_w", "img_w"),
        index(where, names, "image_h", "img_h"),
        index(where, names, "num_boxes"),
        index(where, names, "boxes"),
        index(where, names, "features"),
        names.size());
  }

  private static int index(String where, List<String> names, String... alternatives) {
    return Arrays.stream(alternatives)
        .mapToInt(names::indexOf)
        .filter(i -> i >= 0)
        .findFirst()
        .orElseThrow(
            () ->
                BadInputException.at(where)
                    .found("a first line without " + alternatives[0] + ": " + names)
                    .expected(String.join(", ", BOTTOM_UP_ATTENTION))
                    .remedy("Name the fields so."));
  }
}
