package io.murel.regions.convert;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the images of COCO are called, and by which number each is known. */
final class CocoNames {
  private CocoNames() {}

  private static final Pattern SPLIT =
      Pattern.compile("(?<![A-Za-z])(train2014|val2014|test2014|test2015)(?![0-9])");
  private static final Pattern NAME = Pattern.compile("COCO_[a-z]+\\d{4}_\\d{12}");
  private static final Pattern NUMBER =
      Pattern.compile("(?:^|[^0-9])(\\d{1,18})(?:\\.[A-Za-z]+)*$");

  /** The number at the end of a name, its file extension left aside. */
  static OptionalLong number(String name) {
    Matcher number = NUMBER.matcher(name);
    return number.find() ? OptionalLong.of(Long.parseLong(number.group(1))) : OptionalLong.empty();
  }

  /** Whether a name is a number and nothing else. */
  static boolean isNumber(String name) {
    return !name.isEmpty()
        && name.length() <= 18
        && name.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The name of a COCO image in a split such as "train2014". */
  static String of(String split, long number) {
    return "COCO_%s_%012d.jpg".formatted(split, number);
  }

  /**
   * What an image is called where nothing else is said: a number in an input whose name tells the
   * split gets its COCO name; a COCO name gets the extension it has in the data sets; all others
   * stay.
   */
  static String usual(String given, String inputName) {
    if (isNumber(given)) {
      List<String> splits =
          SPLIT.matcher(inputName).results().map(MatchResult::group).distinct().toList();
      return splits.size() == 1 ? of(splits.get(0), Long.parseLong(given)) : given;
    }
    String last = given.substring(given.lastIndexOf('/') + 1);
    return NAME.matcher(last).matches() ? last + ".jpg" : given;
  }
}
