package io.murel.regions.convert;

import io.murel.BadInputException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the images of other projects are called in the store. Without a format and a list, {@link
 * CocoNames#usual}.
 */
public final class ImageNaming {

  private static final Pattern FORMAT = Pattern.compile("([^%]*)%(?:(0?)([0-9]{0,2})d|s)([^%]*)");

  /** Several images of the list end in the same number. */
  private static final String AMBIGUOUS = "";

  private final String format; // null: as usual
  private final Set<String> wanted; // null: all
  private final Map<Long, String> wantedNumbers = new HashMap<>();

  /**
   * @param format with one {@code %s} for the given name, or one {@code %d} or {@code %012d} for
   *     the number in it; null for the usual names
   * @param wanted the images to take, by the names they are to have; null for all
   * @throws BadInputException if the format is none, or no image is wanted
   */
  public ImageNaming(String format, Collection<String> wanted) {
    if (format != null && !FORMAT.matcher(format).matches()) {
      throw BadInputException.at("--name-format")
          .found("'" + format + "'")
          .expected("one %s for the name, or one %d or %012d for the number in it")
          .remedy("For instance 'COCO_train2014_%012d.jpg'.");
    }
    if (wanted != null && wanted.isEmpty()) {
      throw BadInputException.at("--images")
          .found("no image names")
          .expected("at least one")
          .remedy("Leave the option out to take all images.");
    }
    this.format = format;
    this.wanted = wanted == null ? null : new LinkedHashSet<>(wanted);
    if (wanted != null) {
      for (String name : this.wanted) {
        CocoNames.number(name).ifPresent(n -> wantedNumbers.merge(n, name, (a, b) -> AMBIGUOUS));
      }
    }
  }

  /**
   * The name of an image in the store; empty if it is not wanted.
   *
   * @param given its name in the input
   * @param inputName name of the input's file
   * @throws BadInputException if the format wants a number and the name has none
   */
  Optional<String> name(String given, String inputName) {
    String name = format == null ? CocoNames.usual(given, inputName) : formatted(given);
    if (wanted == null || wanted.contains(name)) {
      return Optional.of(name);
    }
    if (format != null) {
      return Optional.empty();
    }
    for (String other : List.of(given, given + ".jpg")) {
      if (wanted.contains(other)) {
        return Optional.of(other);
      }
    }
    if (CocoNames.isNumber(given) && name.equals(given)) { // the list tells what it is called
      return Optional.ofNullable(wantedNumbers.get(Long.parseLong(given)))
          .filter(listed -> !listed.equals(AMBIGUOUS));
    }
    return Optional.empty();
  }

  private String formatted(String given) {
    Matcher parts = FORMAT.matcher(format);
    if (!parts.matches()) {
      throw new IllegalStateException(format); // checked when it was set
    }
    if (parts.group(2) == null) {
      return parts.group(1) + given + parts.group(4);
    }
    long number =
        CocoNames.number(given)
            .orElseThrow(
                () ->
                    BadInputException.at("--name-format")
                        .found("image '" + given + "' without a number at the end of its name")
                        .expected("a number for '" + format + "'")
                        .remedy("Use %s to keep the names."));
    String digits = Long.toString(number);
    int width = parts.group(3).isEmpty() ? 0 : Integer.parseInt(parts.group(3));
    String fill = parts.group(2).isEmpty() ? " " : "0";
    return parts.group(1)
        + fill.repeat(Math.max(0, width - digits.length()))
        + digits
        + parts.group(4);
  }

  /** The images that are wanted; empty: all. */
  List<String> wanted() {
    return wanted == null ? List.of() : List.copyOf(wanted);
  }

  /** What tells this naming from another. */
  String identity() {
    String names = format == null ? "usual names" : format;
    return wanted == null
        ? names
        : "%s, %d images (%08x)".formatted(names, wanted.size(), List.copyOf(wanted).hashCode());
  }
}
