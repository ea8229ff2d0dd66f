package io.murel.data.sets;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.murel.data.Annotation;
import io.murel.data.CocoNames;
import io.murel.data.ImportProgress;
import io.murel.data.JsonFile;
import io.murel.data.Question;
import io.murel.data.QuestionSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file {@code question_answers.json} of Visual Genome: a list of images, each with a list
 * {@code qas} of questions and their answers.
 */
record VisualGenomeFile(Path file) implements RawSplit {

  private static final String TYPE = "vgenome";
  private static final String LIST = "images with their questions";

  @Override
  public List<Path> files() {
    return List.of(file);
  }

  @Override
  public QuestionSet read(ImportProgress progress) {
    return JsonFile.read(file, LIST, progress, (json, parser) -> new Reader(json, parser).read());
  }

  private static final class Reader {
    private final JsonFile json;
    private final JsonParser parser;
    private final List<Question> questions = new ArrayList<>();
    private final List<Annotation> annotations = new ArrayList<>();

    Reader(JsonFile json, JsonParser parser) {
      this.json = json;
      this.parser = parser;
    }

    QuestionSet read() throws IOException {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw json.noList("of images");
      }
      for (int image = 0; parser.nextToken() != JsonToken.END_ARRAY; image++) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          throw json.missing("image", image, "an object");
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
          if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("qas")) {
            pairs();
          } else {
            parser.skipChildren();
          }
        }
      }
      return new QuestionSet(questions, annotations);
    }

    private void pairs() throws IOException {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          throw json.missing("question", questions.size(), "an object");
        }
        pair();
      }
    }

    private void pair() throws IOException {
      Long id = null;
      Long imageId = null;
      String question = null;
      String answer = null;
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        switch (name) {
          case "qa_id" -> id = parser.getLongValue();
          case "image_id" -> imageId = parser.getLongValue();
          case "question" -> question = json.text();
          case "answer" -> answer = json.shared();
          default -> parser.skipChildren();
        }
      }
      if (id == null || imageId == null || question == null || answer == null) {
        String expected = "a qa_id, an image_id, a text 'question' and a text 'answer'";
        throw json.missing("question", questions.size(), expected);
      }
      String image = json.shared(CocoNames.of("train2014", imageId));
      questions.add(new Question(id, imageId, image, question));
      annotations.add(new Annotation(id, answer, List.of(), TYPE, TYPE));
    }
  }
}
