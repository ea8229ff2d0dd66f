package io.murel.data;

import io.murel.options.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stage of training that visits some question types only.
 *
 * @param until the share of the run at which it ends, above 0 and below 1
 * @param types the question types
 */
public record Stage(double until, List<String> types) {

  public Stage {
    types = List.copyOf(types);
  }

  /**
   * Reads a list of texts such as "0.07 query" and "0.3 query spatial": the share of the run at
   * which the stage ends, then its question types.
   */
  static List<Stage> list(Options o, String key) {
    if (!o.has(key)) {
      return List.of();
    }
    List<Stage> stages = new ArrayList<>();
    double last = 0;
    for (String text : o.strings(key)) {
      List<String> words = Arrays.asList(text.trim().split("\\s+"));
      double until = share(words.get(0));
      if (!(until > last && until < 1) || words.size() < 2) {
        throw o.wrong(
            key,
            text,
            "the share of the run at which the stage ends (above "
                + last
                + ", below 1) and question types, for instance '0.07 query'");
      }
      stages.add(new Stage(until, words.subList(1, words.size())));
      last = until;
    }
    return stages;
  }

  private static double share(String word) {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
