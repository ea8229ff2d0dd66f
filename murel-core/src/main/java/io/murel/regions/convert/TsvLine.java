package io.murel.regions.convert;

import io.murel.BadInputException;
import io.murel.regions.Regions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One line of a TSV: the fields of an image, still encoded.
 *
 * @param bytes the line without its end
 * @param starts where each field begins, and one more behind the last
 */
record TsvLine(byte[] bytes, int[] starts) {

  private static final int MAX_FIELDS = 64;
  private static final int LONGEST_NAME = 1000;

  /** Finds the fields of a line. */
  static TsvLine of(byte[] line) {
    int end = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
    int[] starts = new int[MAX_FIELDS + 1];
    int fields = 1;
    for (int i = 0; i < end && fields < MAX_FIELDS; i++) {
      if (line[i] == '\t') {
        starts[fields++] = i + 1;
      }
    }
    starts[fields] = end + 1;
    return new TsvLine(line, Arrays.copyOf(starts, fields + 1));
  }

  int fields() {
    return starts.length - 1;
  }

  /** A field as it is. */
  ByteBuffer field(int index) {
    return ByteBuffer.wrap(bytes, starts[index], starts[index + 1] - 1 - starts[index]);
  }

  /** A short field as text, cut where it is none. */
  String text(int index) {
    ByteBuffer field = field(index);
    int length = Math.min(field.remaining(), LONGEST_NAME);
    return new String(bytes, field.position(), length, StandardCharsets.UTF_8).strip();
  }

  /** All fields as text, cut where they are long. */
  List<String> texts() {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < fields(); i++) {
      out.add(text(i));
    }
    return out;
  }

  /**
   * The regions.
   *
   * @param where file and line, for messages
   * @throws BadInputException if the line is cut off or a field makes no sense
   */
  Regions decode(TsvColumns columns, String where, String image) {
    if (fields() != columns.fields()) {
      throw BadInputException.at(where)
          .found("%d fields for image '%s'".formatted(fields(), image))
          .expected(String.valueOf(columns.fields()))
          .remedy("The file is cut off or damaged here; copy or download it again.");
    }
    long count = (long) number(columns.count(), "num_boxes", where, image);
    double width = number(columns.width(), "image_w", where, image);
    double height = number(columns.height(), "image_h", where, image);
    float[] boxes =
        Base64Floats.decode(field(columns.boxes()), where, "boxes of image '" + image + "'");
    float[] features =
        Base64Floats.decode(field(columns.features()), where, "features of image '" + image + "'");
    return PixelRegions.of(where, image, count, features, boxes, width, height);
  }

  private double number(int index, String name, String where, String image) {
    try {
      return Double.parseDouble(text(index));
    } catch (NumberFormatException e) {
      throw BadInputException.at(where)
          .found("%s '%s' of image '%s'".formatted(name, text(index), image))
          .expected("a number")
          .remedy("The file is damaged here; copy or download it again.", e);
    }
  }
}
