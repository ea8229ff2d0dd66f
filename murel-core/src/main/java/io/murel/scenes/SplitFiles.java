package io.murel.scenes;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.murel.regions.Box;
import io.murel.scenes.SceneGenerator.Generated;
import io.murel.scenes.ask.Answers;
import io.murel.scenes.ask.Candidate;
import io.murel.scenes.world.Scene;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The JSON files of one split, written as the scenes come: questions and annotations in the layout
 * of VQA v2, and what the generator knows, for analysis only.
 */
final class SplitFiles implements AutoCloseable {

  /** The official files have the answers of ten people; here all ten agree. */
  private static final int PEOPLE = 10;

  private final JsonGenerator questions;
  private final JsonGenerator annotations;
  private final JsonGenerator scenes;

  SplitFiles(Path folder, Split split) throws IOException {
    questions = open(folder, split, "questions");
    questions.writeStringField("task_type", "Open-Ended");
    questions.writeArrayFieldStart("questions");
    annotations = open(folder, split, "annotations");
    annotations.writeArrayFieldStart("annotations");
    scenes = open(folder, split, "scenes");
    scenes.writeArrayFieldStart("scenes");
  }

  private static JsonGenerator open(Path folder, Split split, String kind) throws IOException {
    Path file = folder.resolve(kind + "_" + split.word() + ".json");
    JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8);
    json.writeStartObject();
    json.writeObjectFieldStart("info");
    json.writeStringField("description", "Drawn scenes with questions about them");
    json.writeStringField("version", String.valueOf(Manifest.VERSION));
    json.writeEndObject();
    json.writeObjectFieldStart("license");
    json.writeStringField("name", "Apache-2.0");
    json.writeStringField("url", "https://www.apache.org/licenses/LICENSE-2.0");
    json.writeEndObject();
    json.writeStringField("data_type", "scenes");
    json.writeStringField("data_subtype", split.word());
    return json;
  }

  void question(Generated scene, int id, String text, Candidate asked) throws IOException {
    questions.writeStartObject();
    questions.writeNumberField("image_id", scene.imageId());
    questions.writeStringField("question", text);
    questions.writeNumberField("question_id", id);
    questions.writeStringField("image_name", scene.imageName());
    questions.writeEndObject();

    annotations.writeStartObject();
    annotations.writeStringField("question_type", asked.family().type().word());
    annotations.writeStringField("multiple_choice_answer", asked.answer());
    annotations.writeArrayFieldStart("answers");
    for (int person = 1; person <= PEOPLE; person++) {
      annotations.writeStartObject();
      annotations.writeStringField("answer", asked.answer());
      annotations.writeStringField("answer_confidence", "yes");
      annotations.writeNumberField("answer_id", person);
      annotations.writeEndObject();
    }
    annotations.writeEndArray();
    annotations.writeNumberField("image_id", scene.imageId());
    annotations.writeStringField("answer_type", Answers.type(asked.program()));
    annotations.writeNumberField("question_id", id);
    annotations.writeEndObject();
  }

  /** Begins what is known about a scene: its objects, in the order of their boxes. */
  void beginScene(Generated generated) throws IOException {
    Scene scene = generated.scene();
    scenes.writeStartObject();
    scenes.writeNumberField("image_id", generated.imageId());
    scenes.writeStringField("image_name", generated.imageName());
    scenes.writeNumberField("width", scene.width());
    scenes.writeNumberField("height", scene.height());
    scenes.writeArrayFieldStart("objects");
    for (int i = 0; i < scene.size(); i++) {
      scenes.writeStartObject();
      scenes.writeFieldName("kind");
      ProgramJson.write(scenes, scene.objects().get(i).kind());
      Box box = scene.boxes().get(i);
      scenes.writeFieldName("box");
      scenes.writeArray(new double[] {box.x1(), box.y1(), box.x2(), box.y2()}, 0, 4);
      scenes.writeNumberField("visible", Math.round(1000 * scene.visible().get(i)) / 1000.0);
      scenes.writeEndObject();
    }
    scenes.writeEndArray();
    scenes.writeArrayFieldStart("questions");
  }

  /** What a question of the current scene means, and which objects (from 0) it is about. */
  void meaning(int id, Candidate asked) throws IOException {
    scenes.writeStartObject();
    scenes.writeNumberField("question_id", id);
    scenes.writeStringField("family", asked.family().word());
    scenes.writeNumberField("choices", asked.answers().size());
    scenes.writeFieldName("program");
    ProgramJson.write(scenes, asked.program());
    scenes.writeFieldName("path");
    int[] path = asked.path().stream().mapToInt(Integer::intValue).toArray();
    scenes.writeArray(path, 0, path.length);
    scenes.writeEndObject();
  }

  void endScene() throws IOException {
    scenes.writeEndArray();
    scenes.writeEndObject();
  }

  /** Completes the files; without it they stay broken off. */
  void finish() throws IOException {
    for (JsonGenerator json : new JsonGenerator[] {questions, annotations, scenes}) {
      json.writeEndArray();
      json.writeEndObject();
      json.flush();
    }
  }

  @Override
  public void close() throws IOException {
    try (questions;
        annotations;
        scenes) {
      // closes all three, whatever happens
    }
  }
}
