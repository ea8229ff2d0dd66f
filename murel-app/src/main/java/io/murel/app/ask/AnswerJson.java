package io.murel.app.ask;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.vqa.Answer;
import java.util.List;

/** An answered question as one line of JSON; the answers are those of the web service. */
final class AnswerJson {
  private AnswerJson() {}

  private static final ObjectMapper JSON = new ObjectMapper();

  static String of(Subject subject, String question, List<Answer> answers, List<String> unknown) {
    ObjectNode root = JSON.createObjectNode();
    root.put("image", subject.name());
    if (subject.file() != null) {
      root.put("file", subject.file().toString());
    }
    root.put("question", question);
    ArrayNode list = root.putArray("answers");
    answers.forEach(
        answer -> list.addObject().put("score", answer.score()).put("answer", answer.answer()));
    ArrayNode words = root.putArray("unknown_words");
    unknown.forEach(words::add);
    return root.toString();
  }
}
