package io.murel.vqa;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.BadInputException;
import io.murel.io.AtomicFile;
import io.murel.options.Options;
import io.murel.vqa.ModelDescription.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@link ModelDescription} as JSON. What is read may come from anyone. */
final class ModelDescriptionFile {
  private ModelDescriptionFile() {}

  private static final String FORMAT = "murel model";
  private static final int VERSION = 1;

  /** The largest vocabularies in use take half a megabyte. */
  private static final long MOST_BYTES = 64L << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(100).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  static void write(Path file, ModelDescription model) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT).put("version", VERSION).put("dataset", model.dataset());
    root.set("network", JSON.valueToTree(model.network().values()));
    ObjectNode features = root.putObject("features");
    features.put("dim", model.features().dim()).put("extractor", model.features().extractor());
    ArrayNode regions = features.putArray("regions");
    model.features().regions().forEach(place -> regions.add(relative(file, place)));
    root.put("tokenizer", model.tokenizer());
    root.set("figures", JSON.valueToTree(model.figures()));
    root.set("notes", JSON.valueToTree(model.notes()));
    root.set("answers", JSON.valueToTree(model.answers()));
    root.set("words", JSON.valueToTree(model.words()));
    AtomicFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  /** A place as seen from a file's folder, so that both may be moved together. */
  private static String relative(Path file, Path place) {
    Path target = place.toAbsolutePath().normalize();
    try {
      Path from = file.toAbsolutePath().normalize().getParent();
      return from.relativize(target).toString().replace('\\', '/');
    } catch (IllegalArgumentException e) { // on another drive
      return target.toString();
    }
  }

  static ModelDescription read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw wrong(file, Files.exists(file) ? "something that is no file" : "no such file", null);
      }
      if (Files.size(file) > MOST_BYTES) {
        throw wrong(file, Files.size(file) + " bytes", null);
      }
      return new Reading(file, JSON.readTree(file.toFile())).model();
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
      throw wrong(file, "broken JSON" + line + " (" + e.getOriginalMessage() + ")", e);
    } catch (IOException e) {
      throw wrong(file, "that it cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static BadInputException wrong(Path file, String found, Exception cause) {
    return BadInputException.at(file.toString())
        .found(found)
        .expected("the description of a model")
        .remedy(
            "Runs write it when they begin, also to evaluate: murel run -o"
                + " RUN_DIR/options.yaml --exp.resume last --dataset.train_split",
            cause);
  }

  /** The fields of one file. */
  private record Reading(Path file, JsonNode root) {

    ModelDescription model() {
      if (!FORMAT.equals(root.path("format").textValue())) {
        throw wrong(file, "JSON of another kind", null);
      }
      if (integer(root, "version") != VERSION) {
        throw BadInputException.at(file.toString())
            .found("version " + root.get("version"))
            .expected("version " + VERSION)
            .remedy("It was written by a newer murel: use that one.");
      }
      JsonNode features = field(root, "features", JsonNode::isObject, "an object");
      try {
        return new ModelDescription(
            text(root, "dataset"),
            Options.of(network(), "model.network"),
            text(root, "tokenizer"),
            texts(root, "words"),
            texts(root, "answers"),
            new Features(
                integer(features, "dim"),
                features.path("extractor").isNull() ? null : text(features, "extractor"),
                places(texts(features, "regions"))),
            figures(),
            notes());
      } catch (BadInputException e) {
        String message = e.getMessage();
        throw message.startsWith(file.toString())
            ? e
            : new BadInputException(file + ": " + message, e);
      }
    }

    private Map<String, Object> network() {
      JsonNode network = field(root, "network", JsonNode::isObject, "the options of a network");
      return JSON.convertValue(network, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    private List<Path> places(List<String> texts) {
      List<Path> out = new ArrayList<>();
      for (String text : texts) {
        try {
          out.add(file.toAbsolutePath().resolveSibling(text).normalize());
        } catch (InvalidPathException e) {
          throw wrong(file, "an impossible path among the regions", e);
        }
      }
      return out;
    }

    private Map<String, Double> figures() {
      Map<String, Double> out = new LinkedHashMap<>();
      JsonNode figures = field(root, "figures", JsonNode::isObject, "an object");
      for (Iterator<String> it = figures.fieldNames(); it.hasNext(); ) {
        String name = it.next();
        out.put(name, field(figures, name, JsonNode::isNumber, "a number").doubleValue());
      }
      return out;
    }

    private Map<String, String> notes() {
      Map<String, String> out = new LinkedHashMap<>();
      JsonNode notes = field(root, "notes", JsonNode::isObject, "an object");
      notes.fieldNames().forEachRemaining(name -> out.put(name, text(notes, name)));
      return out;
    }

    private List<String> texts(JsonNode parent, String name) {
      List<String> out = new ArrayList<>();
      for (JsonNode text : field(parent, name, JsonNode::isArray, "a list of texts")) {
        if (!text.isTextual()) {
          throw mismatch(name, text, "a list of texts");
        }
        out.add(text.textValue());
      }
      return out;
    }

    private String text(JsonNode parent, String name) {
      return field(parent, name, JsonNode::isTextual, "a text").textValue();
    }

    private int integer(JsonNode parent, String name) {
      return field(parent, name, JsonNode::isInt, "a whole number").intValue();
    }

    private interface Kind {
      boolean fits(JsonNode value);
    }

    private JsonNode field(JsonNode parent, String name, Kind kind, String expected) {
      JsonNode value = parent.get(name);
      if (value == null || !kind.fits(value)) {
        throw mismatch(name, value, expected);
      }
      return value;
    }

    private BadInputException mismatch(String name, JsonNode value, String expected) {
      String found = value == null ? "nothing" : shortened(value.toString());
      return BadInputException.at(file + ", " + name)
          .found(found)
          .expected(expected)
          .remedy("The file is damaged: make it again.");
    }

    private static String shortened(String json) {
      return json.length() <= 40 ? json : json.substring(0, 40) + "...";
    }
  }
}
