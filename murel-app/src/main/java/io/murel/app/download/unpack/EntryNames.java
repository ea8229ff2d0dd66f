package io.murel.app.download.unpack;

import io.murel.app.console.Printable;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names in one archive: each stays below the folder it is unpacked to on every system, and no
 * two fall together, also where case does not count.
 */
public final class EntryNames {

  private static final int LONGEST = 1000;
  private static final int DEEPEST = 30;
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?", Pattern.CASE_INSENSITIVE);

  private final Map<String, String> files = new HashMap<>();
  private final Map<String, String> folders = new HashMap<>();

  /**
   * A file's name in plain form: {@code a/b.json} for {@code ./a//b.json}.
   *
   * @throws Refused if it could leave the folder, or falls together with another one
   */
  String file(String raw) {
    List<String> steps = steps(raw);
    if (steps.isEmpty()) {
      throw new Refused("a file named '" + Printable.text(raw) + "'");
    }
    String name = String.join("/", steps);
    addFolders(steps.subList(0, steps.size() - 1));
    String key = key(name);
    String other = files.putIfAbsent(key, name);
    if (other != null) {
      throw new Refused(
          other.equals(name)
              ? "two files named '" + Printable.text(name) + "'"
              : "'%s' and '%s', which fall together where case does not count"
                  .formatted(Printable.text(other), Printable.text(name)));
    }
    if (folders.containsKey(key)) {
      throw new Refused("'" + Printable.text(name) + "' as a file and as a folder");
    }
    return name;
  }

  /** Checks a folder's name. */
  void folder(String raw) {
    addFolders(steps(raw));
  }

  /** Whether a name could be a file's in an honest archive and one step deep. */
  public static boolean isPlain(String name) {
    try {
      return steps(name).size() == 1 && steps(name).get(0).equals(name);
    } catch (Refused e) {
      return false;
    }
  }

  private void addFolders(List<String> steps) {
    for (int depth = 1; depth <= steps.size(); depth++) {
      String name = String.join("/", steps.subList(0, depth));
      String key = key(name);
      String other = folders.putIfAbsent(key, name);
      if (other != null && !other.equals(name)) {
        throw new Refused(
            "'%s' and '%s', which fall together where case does not count"
                .formatted(Printable.text(other), Printable.text(name)));
      }
      if (files.containsKey(key)) {
        throw new Refused("'" + Printable.text(name) + "' as a file and as a folder");
      }
    }
  }

  private static List<String> steps(String raw) {
    boolean strange =
        raw.length() > LONGEST
            || raw.startsWith("/")
            || raw.chars().anyMatch(c -> c == '\\' || c == ':' || Character.isISOControl(c));
    List<String> steps = new ArrayList<>();
    for (String step : raw.split("/")) {
      if (!step.isEmpty() && !step.equals(".")) {
        steps.add(step);
        strange |= step.equals("..") || step.endsWith(".") || step.endsWith(" ");
        strange |= DEVICE.matcher(step).matches();
      }
    }
    if (strange || steps.size() > DEEPEST) {
      throw new Refused("a file named '" + Printable.text(raw) + "'");
    }
    return steps;
  }

  /** Equal for names that some file system holds to be the same. */
  private static String key(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }
}
