package io.murel.scenes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A generated folder read back, by code that shares nothing with the writer. */
record GeneratedSet(Path folder) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One question with all that the three files say about it. */
  record Item(JsonNode question, JsonNode annotation, JsonNode meaning, JsonNode scene) {
    String text() {
      return question.get("question").asText();
    }

    String answer() {
      return annotation.get("multiple_choice_answer").asText();
    }

    String type() {
      return annotation.get("question_type").asText();
    }
  }

  JsonNode json(String kind, Split split) throws IOException {
    return JSON.readTree(folder.resolve(kind + "_" + split.word() + ".json").toFile());
  }

  List<Item> items(Split split) throws IOException {
    JsonNode questions = json("questions", split).get("questions");
    JsonNode annotations = json("annotations", split).get("annotations");
    List<Item> items = new ArrayList<>();
    for (JsonNode scene : json("scenes", split).get("scenes")) {
      for (JsonNode meaning : scene.get("questions")) {
        int i = items.size();
        items.add(new Item(questions.get(i), annotations.get(i), meaning, scene));
      }
    }
    return items;
  }
}
