package io.murel.app.serve.image;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a drawn scene says how to draw it again: {@code scene-42}, or {@code scene-42-6} with
 * six objects.
 *
 * @param seed at least 0 and exact in JavaScript
 * @param objects how many; 0 for a number drawn by lot
 */
public record SceneName(long seed, int objects) {

  public static final long MAX_SEED = (1L << 53) - 1;
  public static final int MIN_OBJECTS = 3;
  public static final int MAX_OBJECTS = 10;

  private static final Pattern FORM =
      Pattern.compile("scene-(0|[1-9][0-9]{0,15})(?:-([1-9][0-9]?))?");

  /** The scene of a name; empty where it is the name of something else. */
  public static Optional<SceneName> parse(String name) {
    Matcher matcher = FORM.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long seed = Long.parseLong(matcher.group(1));
    int objects = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    return seed > MAX_SEED || (objects != 0 && (objects < MIN_OBJECTS || objects > MAX_OBJECTS))
        ? Optional.empty()
        : Optional.of(new SceneName(seed, objects));
  }

  @Override
  public String toString() {
    return "scene-" + seed + (objects == 0 ? "" : "-" + objects);
  }
}
