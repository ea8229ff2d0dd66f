package io.murel.app.compare;

import io.murel.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run to compare.
 *
 * @param name shown in the tables
 * @param directory of the run
 */
public record ComparedRun(String name, Path directory) {

  /**
   * Reads DIR or NAME:DIR words; a run without a name is called as the last part of its path.
   *
   * @throws BadInputException if two runs would have the same name
   */
  public static List<ComparedRun> parse(List<String> words) {
    Map<String, ComparedRun> runs = new LinkedHashMap<>();
    for (String word : words) {
      ComparedRun run = parse(word);
      ComparedRun other = runs.put(run.name(), run);
      if (other != null) {
        throw BadInputException.at("-d")
            .found("two runs named '%s'".formatted(run.name()))
            .expected("a name of its own for each run")
            .remedy(
                "Name one of them: -d %s other:%s.".formatted(other.directory(), run.directory()));
      }
    }
    return new ArrayList<>(runs.values());
  }

  private static ComparedRun parse(String word) {
    int colon = word.indexOf(':');
    if (colon > 0 && !Files.exists(Path.of(word))) { // C:\logs\run is a path
      return new ComparedRun(word.substring(0, colon), Path.of(word.substring(colon + 1)));
    }
    Path directory = Path.of(word);
    Path last = directory.normalize().getFileName();
    return new ComparedRun(last == null ? word : last.toString(), directory);
  }
}
