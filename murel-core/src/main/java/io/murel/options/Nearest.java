package io.murel.options;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that was probably meant. */
public final class Nearest {
  private Nearest() {}

  /** "Did you mean 'x'?", or advice to choose where nothing is near. */
  public static String suggestion(String given, Collection<String> valid) {
    return to(given, valid)
        .map(name -> "Did you mean '" + name + "'?")
        .orElse("Choose one of these.");
  }

  /** The valid name within a third of the given one's length in edits (at least 2). */
  public static Optional<String> to(String given, Collection<String> valid) {
    int limit = Math.max(2, given.length() / 3);
    return valid.stream()
        .filter(name -> distance(given, name) <= limit)
        .min(Comparator.comparingInt(name -> distance(given, name)));
  }

  /** Levenshtein distance, ignoring case. */
  private static int distance(String a, String b) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
  }
}
