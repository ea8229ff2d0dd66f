package io.murel.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.murel.BadInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Reads question and annotation files in the official VQA v2 layout, as a stream: the annotations
 * of VQA v2 hold over four million answers. A file is an object with a list {@code questions} or
 * {@code annotations}, or the bare list; plain or compressed with gzip.
 */
public final class VqaJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final Path file;
  private final JsonParser parser;

  /** Equal texts (answers, types, image names) are kept once. */
  private final Map<String, String> texts = new HashMap<>();

  private VqaJson(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  private interface ItemReader<T> {
    T read(VqaJson json, int index) throws IOException;
  }

  /**
   * The questions in the order of the file.
   *
   * @throws BadInputException if the file cannot be read, is cut off or lacks a field
   */
  public static List<Question> questions(Path file) {
    return read(file, "questions", VqaJson::question);
  }

  /**
   * The annotations in the order of the file.
   *
   * @throws BadInputException if the file cannot be read, is cut off or lacks a field
   */
  public static List<Annotation> annotations(Path file) {
    return read(file, "annotations", VqaJson::annotation);
  }

  /**
   * The answers of a result file in its order.
   *
   * @throws BadInputException if the file cannot be read, is cut off or lacks a field
   */
  static List<VqaResults.Given> results(Path file) {
    return read(file, "results", VqaJson::result);
  }

  private static <T> List<T> read(Path file, String listName, ItemReader<T> item) {
    try (InputStream in = open(file);
        JsonParser parser = FACTORY.createParser(in)) {
      return new VqaJson(file, parser).list(listName, item);
    } catch (JsonProcessingException e) {
      throw broken(
          file, listName, "broken JSON" + place(e) + " (" + e.getOriginalMessage() + ")", e);
    } catch (NoSuchFileException e) {
      throw broken(file, listName, "no such file", e);
    } catch (IOException e) {
      throw broken(file, listName, String.valueOf(e.getMessage()), e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      in.mark(2);
      boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
      in.reset();
      return gzip ? new GZIPInputStream(in, 1 << 16) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
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
        } else {
          parser.skipChildren();
        }
      }
    }
    if (out == null) {
      throw broken(file, listName, "no list '" + listName + "'", null);
    }
    return out;
  }

  private <T> List<T> items(ItemReader<T> item) throws IOException {
    List<T> out = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw missing("item", out.size(), "an object");
      }
      out.add(item.read(this, out.size()));
    }
    return out;
  }

  private Question question(int index) throws IOException {
    Long id = null;
    long imageId = 0;
    String imageName = null;
    String text = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "question_id" -> id = parser.getLongValue();
        case "image_id" -> imageId = parser.getLongValue();
        case "image_name" -> imageName = shared();
        case "question" -> text = text();
        default -> parser.skipChildren();
      }
    }
    if (id == null) {
      throw missing("question", index, "a question_id");
    }
    if (text == null) {
      throw missing("question", index, "a text 'question'");
    }
    return new Question(id, imageId, imageName, text);
  }

  private VqaResults.Given result(int index) throws IOException {
    Long id = null;
    String answer = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "question_id" -> id = parser.getLongValue();
        case "answer" -> answer = shared();
        default -> parser.skipChildren();
      }
    }
    if (id == null) {
      throw missing("result", index, "a question_id");
    }
    if (answer == null) {
      throw missing("result", index, "a text 'answer'");
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
        case "multiple_choice_answer" -> answer = shared();
        case "question_type" -> questionType = shared();
        case "answer_type" -> answerType = shared();
        case "answers" ->
            humanAnswers = value == JsonToken.START_ARRAY ? answers(index) : List.of();
        default -> parser.skipChildren();
      }
    }
    if (questionId == null) {
      throw missing("annotation", index, "a question_id");
    }
    String learnt = answer == null ? Annotation.mostFrequent(humanAnswers) : answer;
    if (learnt == null) {
      throw missing("annotation", index, "a multiple_choice_answer or a list of answers");
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
            answer = shared();
          } else {
            parser.skipChildren();
          }
        }
      }
      if (answer == null) {
        throw missing("annotation", index, "answers that are objects with an 'answer'");
      }
      out.add(answer);
    }
    return out;
  }

  /** The current value, a text that occurs often. */
  private String shared() throws IOException {
    String text = text();
    return text == null ? null : texts.computeIfAbsent(text, t -> t);
  }

  /** The current value as a text (numbers as they are written), null for null. */
  private String text() throws IOException {
    if (!parser.currentToken().isScalarValue()) {
      throw new JsonParseException(parser, "a list or object where a text should be");
    }
    return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
  }

  private BadInputException missing(String kind, int index, String expected) {
    return BadInputException.at(file.toString())
        .found(kind + " number " + (index + 1) + " incomplete")
        .expected(expected)
        .remedy("The file must be in the VQA v2 layout; download or make it again.");
  }

  private static BadInputException broken(
      Path file, String listName, String found, Exception cause) {
    return BadInputException.at(file.toString())
        .found(found)
        .expected("a complete JSON file with a list of " + listName)
        .remedy(
            "The file is missing, cut off or of another format; download or make it again.", cause);
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
  }
}
