package io.murel.scenes;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.BadInputException;
import io.murel.io.AtomicFile;
import io.murel.scenes.QuestionOnlyBaseline.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The file {@code scenes.json} of a scenes folder: how it was made, and how far guessing goes. It
 * is written last.
 */
final class Manifest {

  /** Of the generator: raised with every change that changes bytes. */
  static final int VERSION = 1;

  static final String FILE = "scenes.json";

  private static final String FORMAT = "murel scenes";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Manifest() {}

  static void write(Path folder, ScenesOptions options, ScenesReport report) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.set("made_with", parameters(options));
    ObjectNode questions = root.putObject("questions");
    report.questions().forEach((split, count) -> questions.put(split.word(), count));
    ObjectNode guessing = root.putObject("guessing_percent");
    report.guessing().forEach((split, rows) -> guessing.set(split.word(), rows(rows)));
    AtomicFile.write(
        folder.resolve(FILE), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
  }

  /** Whether the folder has been filled with exactly these options. */
  static boolean matches(Path folder, ScenesOptions options) throws IOException {
    // As texts: a tree that was read has other number classes than one that was built.
    return parameters(options).toString().equals(describe(folder));
  }

  /** What the folder was made with, in words; null where it is no scenes folder. */
  static String describe(Path folder) throws IOException {
    JsonNode root = read(folder);
    return root == null ? null : String.valueOf(root.get("made_with"));
  }

  /** The report of a folder that {@link #matches}. */
  static ScenesReport report(Path folder) throws IOException {
    JsonNode root = read(folder);
    Map<Split, Integer> questions = new EnumMap<>(Split.class);
    Map<Split, List<Row>> guessing = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      JsonNode count = root.path("questions").path(split.word());
      if (!count.isInt()) {
        throw damaged(folder, null);
      }
      questions.put(split, count.intValue());
      if (split != Split.TRAIN) {
        guessing.put(split, rows(root.path("guessing_percent").path(split.word())));
      }
    }
    return new ScenesReport(folder, true, questions, guessing);
  }

  private static JsonNode read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      JsonNode root = JSON.readTree(file.toFile());
      return FORMAT.equals(root.path("format").textValue()) ? root : null;
    } catch (JacksonException e) {
      throw damaged(folder, e);
    }
  }

  private static BadInputException damaged(Path folder, Throwable cause) {
    return BadInputException.at(folder.resolve(FILE).toString())
        .found("a damaged file")
        .expected("the parameters of the scenes in this folder")
        .remedy("Delete the folder and generate the scenes again.", cause);
  }

  static ObjectNode parameters(ScenesOptions options) {
    ObjectNode node = JSON.createObjectNode();
    node.put("version", VERSION);
    node.put("seed", options.seed());
    for (Split split : Split.values()) {
      node.put(split.word(), options.scenes(split));
    }
    node.put("width", options.width());
    node.put("height", options.height());
    node.put("min_objects", options.minObjects());
    node.put("max_objects", options.maxObjects());
    node.put("questions_per_scene", options.questionsPerScene());
    return node;
  }

  private static ArrayNode rows(List<Row> rows) {
    ArrayNode array = JSON.createArrayNode();
    for (Row row : rows) {
      ObjectNode node = array.addObject();
      node.put("type", row.type());
      node.put("questions", row.questions());
      node.put("chance", rounded(row.chance()));
      node.put("majority", rounded(row.majority()));
      node.put("question_only", rounded(row.questionOnly()));
    }
    return array;
  }

  private static List<Row> rows(JsonNode array) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode node : array) {
      rows.add(
          new Row(
              node.path("type").asText(),
              node.path("questions").asInt(),
              node.path("chance").asDouble(),
              node.path("majority").asDouble(),
              node.path("question_only").asDouble()));
    }
    return rows;
  }

  private static double rounded(double percent) {
    return Math.round(100 * percent) / 100.0;
  }
}
