package io.murel.app.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.murel.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The lists of values in the log files of a run directory, {@code logs.json} and its siblings, as
 * they were when first asked for. A log is named without ".json".
 */
public final class RunLogs {

  /** Python writes NaN and Infinity as bare words. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final String SUFFIX = ".json";

  private final Path directory;
  private final Map<String, JsonNode> files = new HashMap<>();

  /**
   * @param directory of a run; it need not hold any log yet
   */
  public RunLogs(Path directory) {
    this.directory = directory;
  }

  /** The logs that are there: "logs", "logs_val_oe" ... */
  public List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("logs") && name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }

  /** Where a log lies, whether it is there or not. */
  public Path path(String log) {
    return directory.resolve(log + SUFFIX);
  }

  /** Whether a log is there. */
  public boolean has(String log) {
    return Files.isRegularFile(path(log));
  }

  /**
   * All lists of a log by name, in alphabetical order; none where the log is not there.
   *
   * @throws BadInputException if the log is no JSON
   */
  public Map<String, JsonNode> lists(String log) throws IOException {
    Map<String, JsonNode> lists = new TreeMap<>();
    file(log)
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isArray()) {
                lists.put(field.getKey(), field.getValue());
              }
            });
    return lists;
  }

  /**
   * The numbers logged under a name so far, NaN where one is missing; empty where there are none.
   *
   * @throws BadInputException if the log is no JSON
   */
  public double[] values(String log, String name) throws IOException {
    JsonNode list = file(log).path(name);
    double[] values = new double[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).isNumber() ? list.get(i).doubleValue() : Double.NaN;
    }
    return values;
  }

  private JsonNode file(String log) throws IOException {
    JsonNode known = files.get(log);
    if (known != null) {
      return known;
    }
    Path path = path(log);
    JsonNode content = JSON.createObjectNode();
    if (Files.exists(path)) {
      try {
        content = JSON.readTree(path.toFile());
      } catch (JsonProcessingException e) {
        throw BadInputException.at(path.toString())
            .found("broken JSON (" + e.getOriginalMessage() + ")")
            .expected("the log of a run")
            .remedy("If another program wrote it, restore it; a run writes it anew each epoch.", e);
      }
    }
    files.put(log, content);
    return content;
  }
}
