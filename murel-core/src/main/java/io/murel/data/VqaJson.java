package io.murel.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads question and annotation files in the official VQA v2 layout, as a stream: the annotations
 * of VQA v2 hold over six million answers. A file is an object with a list {@code questions} or
 * {@code annotations}, or the bare list; plain or compressed with gzip.
 *
 * <p>The image of a question is named by its {@code image_name}, else it is the COCO image of its
 * {@code coco_split} (VQA-CP), else that of the file's {@code data_subtype} (VQA, TDIUC).
 */
public final class VqaJson {

  private final JsonFile file;
  private final JsonParser parser;
  private String dataSubtype;

  private VqaJson(JsonFile file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  private interface ItemReader<T> {
    T read(VqaJson json, int index) throws IOException;
  }

  /** {@link #questions(Path, ImportProgress)} that nobody watches. */
  public static List<Question> questions(Path file) {
    return questions(file, ImportProgress.SILENT);
  }

  /**
   * The questions in the order of the file.
   *
   * @throws io.murel.BadInputException if the file cannot be read, is cut off or lacks a field
   */
  public static List<Question> questions(Path file, ImportProgress progress) {
    return JsonFile.read(
        file,
        "questions",
        progress,
        (json, parser) -> {
          VqaJson reader = new VqaJson(json, parser);
          return reader.named(reader.list("questions", VqaJson::question));
        });
  }

  /** {@link #annotations(Path, ImportProgress)} that nobody watches. */
  public static List<Annotation> annotations(Path file) {
    return annotations(file, ImportProgress.SILENT);
  }

  /**
   * The annotations in the order of the file.
   *
   * @throws io.murel.BadInputException if the file cannot be read, is cut off or lacks a field
   */
  public static List<Annotation> annotations(Path file, ImportProgress progress) {
    return JsonFile.read(
        file,
        "annotations",
        progress,
        (json, parser) -> new VqaJson(json, parser).list("annotations", VqaJson::annotation));
  }

  /**
   * The answers of a result file in its order.
   *
   * @throws io.murel.BadInputException if the file cannot be read, is cut off or lacks a field
   */
  static List<VqaResults.Given> results(Path file) {
    return JsonFile.read(
        file,
        "results",
        ImportProgress.SILENT,
        (json, parser) -> new VqaJson(json, parser).list("results", VqaJson::result));
  }

  private <T> List<T> list(String listName, ItemReader<T> item) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_ARRAY) {
      return items(item);
    }
    List<T> out = null;
    if (first == JsonToken.START_OBJECT) {
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        if (name.equals(listName) && value == JsonToken.START_ARRAY) {
          out = items(item);
        } else if (name.equals("data_subtype") && value == JsonToken.VALUE_STRING) {
          dataSubtype = parser.getText();
        } else {
          parser.skipChildren();
        }
      }
    }
    if (out == null) {
      throw file.noList(listName);
    }
    return out;
  }

  private <T> List<T> items(ItemReader<T> item) throws IOException {
    List<T> out = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw file.missing("item", out.size(), "an object");
      }
      out.add(item.read(this, out.size()));
    }
    return out;
  }

  private Question question(int index) throws IOException {
    Long id = null;
    long imageId = 0;
    String imageName = null;
    String cocoSplit = null;
    String text = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "question_id" -> id = parser.getLongValue();
        case "image_id" -> imageId = parser.getLongValue();
        case "image_name" -> imageName = file.shared();
        case "coco_split" -> cocoSplit = file.shared();
        case "question" -> text = file.text();
        default -> parser.skipChildren();
      }
    }
    if (id == null) {
      throw file.missing("question", index, "a question_id");
    }
    if (text == null) {
      throw file.missing("question", index, "a text 'question'");
    }
    if (imageName == null && cocoSplit != null) {
      imageName = file.shared(CocoNames.of(cocoSplit, imageId));
    }
    return new Question(id, imageId, imageName, text);
  }

  /** Names the images that go by number; the subtype may stand behind the questions. */
  private List<Question> named(List<Question> questions) {
    if (dataSubtype != null) {
      questions.replaceAll(
          q ->
              q.imageName() == null
                  ? q.named(file.shared(CocoNames.of(dataSubtype, q.imageId())))
                  : q);
    }
    return questions;
  }

  private VqaResults.Given result(int index) throws IOException {
    Long id = null;
    String answer = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "question_id" -> id = parser.getLongValue();
        case "answer" -> answer = file.shared();
        default -> parser.skipChildren();
      }
    }
    if (id == null) {
      throw file.missing("result", index, "a question_id");
    }
    if (answer == null) {
      throw file.missing("result", index, "a text 'answer'");
    }
    return new VqaResults.Given(id, answer);
  }

  private Annotation annotation(int index) throws IOException {
    Long questionId = null;
    String answer = null;
    String questionType = null;
    String answerType = null;
    List<String> humanAnswers = List.of();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      switch (name) {
        case "question_id" -> questionId = parser.getLongValue();
        case "multiple_choice_answer" -> answer = file.shared();
        case "question_type" -> questionType = file.shared();
        case "answer_type" -> answerType = file.shared();
        case "answers" ->
            humanAnswers = value == JsonToken.START_ARRAY ? answers(index) : List.of();
        default -> parser.skipChildren();
      }
    }
    if (questionId == null) {
      throw file.missing("annotation", index, "a question_id");
    }
    String learnt = answer == null ? Annotation.mostFrequent(humanAnswers) : answer;
    if (learnt == null) {
      throw file.missing("annotation", index, "a multiple_choice_answer or a list of answers");
    }
    return new Annotation(questionId, learnt, humanAnswers, questionType, answerType);
  }

  private List<String> answers(int index) throws IOException {
    List<String> out = new ArrayList<>(10);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String answer = null;
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
          parser.nextToken();
          if (name.equals("answer")) {
            answer = file.shared();
          } else {
            parser.skipChildren();
          }
        }
      }
      if (answer == null) {
        throw file.missing("annotation", index, "answers that are objects with an 'answer'");
      }
      out.add(answer);
    }
    return out;
  }
}
