package io.murel.app.serve.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.app.serve.Limits;
import io.murel.app.serve.http.Form;
import io.murel.app.serve.http.Problem;
import io.murel.app.serve.http.ProblemException;
import io.murel.options.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a body asks.
 *
 * @param imageName of the image; null if the picture itself came
 * @param picture a file; null if the image was named
 * @param questions at least one
 * @param single whether one question was asked as such, so that the answer is no list of lists
 * @param topK as text; null for the usual number
 * @param model its name; null for the usual one
 */
record AnswerRequest(
    String imageName,
    byte[] picture,
    List<String> questions,
    boolean single,
    String topK,
    String model) {

  private static final Set<String> FIELDS =
      Set.of("image", "question", "questions", "top_k", "model");
  private static final Set<String> PARTS = Set.of("image", "question", "top_k", "model");

  AnswerRequest {
    questions = List.copyOf(questions);
  }

  /** Of a JSON body. */
  static AnswerRequest of(JsonNode body, Limits limits) {
    if (!body.isObject()) {
      throw ProblemException.invalid("body", kind(body), "an object with image and question");
    }
    body.fieldNames().forEachRemaining(field -> known("body", field, FIELDS));
    if (body.has("question") == body.has("questions")) {
      throw ProblemException.invalid(
          "body",
          body.has("question") ? "both question and questions" : "no question",
          "question with one text, or questions with a list of texts");
    }
    List<String> questions = new ArrayList<>();
    if (body.has("question")) {
      questions.add(text("question", body.get("question")));
    } else if (body.get("questions").isArray()) {
      checkCount(body.get("questions").size(), limits);
      for (JsonNode question : body.get("questions")) {
        questions.add(text("questions[" + questions.size() + "]", question));
      }
    } else {
      throw ProblemException.invalid("questions", kind(body.get("questions")), "a list of texts");
    }
    JsonNode topK = body.get("top_k");
    if (topK != null && !topK.isIntegralNumber()) {
      throw ProblemException.invalid("top_k", kind(topK), "a whole number");
    }
    if (!body.has("image")) {
      throw ProblemException.invalid("body", "no image", "image with the name of one");
    }
    return new AnswerRequest(
            text("image", body.get("image")),
            null,
            questions,
            body.has("question"),
            topK == null ? null : topK.asText(),
            body.has("model") ? text("model", body.get("model")) : null)
        .checked(limits);
  }

  /** Of a form. */
  static AnswerRequest of(Form form, Limits limits) {
    String imageName = null;
    byte[] picture = null;
    List<String> questions = new ArrayList<>();
    String topK = null;
    String model = null;
    for (Form.Part part : form.parts()) {
      known("form", part.name(), PARTS);
      boolean again =
          switch (part.name()) {
            case "image" -> imageName != null || picture != null;
            case "top_k" -> topK != null;
            case "model" -> model != null;
            default -> false;
          };
      if (again) {
        throw ProblemException.invalid("form", "two parts " + part.name(), "one");
      }
      switch (part.name()) {
        case "image" -> {
          if (part.isFile()) {
            picture = part.bytes();
          } else {
            imageName = part.text();
          }
        }
        case "top_k" -> topK = part.text();
        case "model" -> model = part.text();
        default -> questions.add(part.text());
      }
    }
    if (imageName == null && picture == null) {
      throw ProblemException.invalid("form", "no image", "a part image: a file, or a name");
    }
    checkCount(questions.size(), limits);
    return new AnswerRequest(imageName, picture, questions, questions.size() == 1, topK, model)
        .checked(limits);
  }

  private static void checkCount(int questions, Limits limits) {
    if (questions < 1 || questions > limits.questions()) {
      throw ProblemException.invalid(
          "questions", questions == 0 ? "none" : questions, "1 to " + limits.questions());
    }
  }

  private AnswerRequest checked(Limits limits) {
    for (String question : questions) {
      int length = question.codePointCount(0, question.length());
      if (question.isBlank()) {
        throw ProblemException.invalid("question", "an empty text", "a question in words");
      }
      if (length > limits.questionCharacters()) {
        throw ProblemException.invalid(
            "question",
            length + " characters",
            "at most " + limits.questionCharacters(),
            "The model reads short questions.");
      }
    }
    return this;
  }

  private static void known(String where, String field, Set<String> fields) {
    if (!fields.contains(field)) {
      throw ProblemException.invalid(
          where,
          "'" + Problem.shown(field) + "'",
          "only " + String.join(", ", new TreeSet<>(fields)),
          Nearest.to(field, fields).map(near -> "Did you mean '" + near + "'?").orElse(""));
    }
  }

  private static String text(String where, JsonNode value) {
    if (!value.isTextual()) {
      throw ProblemException.invalid(where, kind(value), "a text");
    }
    return value.textValue();
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> "null";
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case STRING -> "the text '" + Problem.shown(value.textValue()) + "'";
      default -> Problem.shown(value.asText());
    };
  }
}
