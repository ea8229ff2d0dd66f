package io.murel.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.murel.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes questions and their answers in the official VQA v2 JSON layout. Where one true answer is
 * known, ten annotators are recorded who all gave it, so that the open-ended accuracy is 100 % for
 * it and 0 % for others.
 */
final class VqaJsonWriter {
  private VqaJsonWriter() {}

  private static final int ANNOTATORS = 10;

  /**
   * A question with its answer.
   *
   * @param questionId unique in the data set
   * @param imageId number of the image
   * @param imageName file name of the image, the key of its regions
   * @param text as asked
   * @param answer the true answer
   * @param questionType what is asked for, such as "what color"
   */
  record Item(
      long questionId,
      long imageId,
      String imageName,
      String text,
      String answer,
      String questionType) {

    /** The official kinds of answers. */
    String answerType() {
      if (answer.equals("yes") || answer.equals("no")) {
        return "yes/no";
      }
      return answer.matches("\\d+") ? "number" : "other";
    }
  }

  /** Writes the file of questions, without their answers. */
  static void questions(Path file, String dataSet, String split, List<Item> items)
      throws IOException {
    write(
        file,
        dataSet,
        split,
        "questions",
        items,
        (json, item) -> {
          json.writeNumberField("image_id", item.imageId());
          json.writeStringField("image_name", item.imageName());
          json.writeStringField("question", item.text());
          json.writeNumberField("question_id", item.questionId());
        });
  }

  /** Writes the file of answers. */
  static void annotations(Path file, String dataSet, String split, List<Item> items)
      throws IOException {
    write(
        file,
        dataSet,
        split,
        "annotations",
        items,
        (json, item) -> {
          json.writeStringField("question_type", item.questionType());
          json.writeStringField("multiple_choice_answer", item.answer());
          json.writeArrayFieldStart("answers");
          for (int annotator = 1; annotator <= ANNOTATORS; annotator++) {
            json.writeStartObject();
            json.writeStringField("answer", item.answer());
            json.writeStringField("answer_confidence", "yes");
            json.writeNumberField("answer_id", annotator);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeNumberField("image_id", item.imageId());
          json.writeStringField("answer_type", item.answerType());
          json.writeNumberField("question_id", item.questionId());
        });
  }

  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator json, Item item) throws IOException;
  }

  private static void write(
      Path file, String dataSet, String split, String list, List<Item> items, Fields fields)
      throws IOException {
    AtomicFile.write(
        file,
        out -> {
          JsonGenerator json =
              new JsonFactory()
                  .createGenerator(out)
                  .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
          json.writeStartObject();
          json.writeObjectFieldStart("info");
          json.writeStringField("description", dataSet);
          json.writeEndObject();
          json.writeStringField("data_type", dataSet);
          json.writeStringField("data_subtype", split);
          json.writeStringField("task_type", "Open-Ended");
          json.writeArrayFieldStart(list);
          for (Item item : items) {
            json.writeStartObject();
            fields.write(json, item);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
          json.close();
        });
  }
}
