package io.murel.app.view;

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
import java.util.Map;

/** The series in the log files of a run directory: {@code logs.json} and its siblings. */
final class RunLogs {

  /** Python writes NaN and Infinity as bare words. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final Path directory;
  private final Map<String, JsonNode> files = new HashMap<>();

  RunLogs(Path directory) {
    this.directory = directory;
  }

  /** The numbers logged under a key so far; empty where there are none yet. */
  double[] values(ViewItem.Series series) throws IOException {
    JsonNode list = file(series.log()).path(series.key());
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
    Path path = directory.resolve(log + ".json");
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
