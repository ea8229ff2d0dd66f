package io.murel.app.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.model.Trace;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** One example scene in the data of the page. */
final class ExampleJson {
  private ExampleJson() {}

  /** More partners of one region are not written; they would not be seen either. */
  private static final int MOST_PARTNERS = 12;

  private static final double LEAST_SHARE = 0.005;

  static void write(ObjectNode node, SceneExample example) throws IOException {
    node.put("id", example.questionId()).put("name", example.imageName());
    node.put("width", example.width()).put("height", example.height());
    node.put("question", example.question()).put("type", example.questionType());
    node.put("answer", example.answer());
    ArrayNode boxes = node.putArray("boxes");
    for (float[] box : example.normBoxes()) {
      numbers(boxes.addArray(), box);
    }
    ArrayNode models = node.putArray("models");
    for (ModelView model : example.models()) {
      ObjectNode view = models.addObject();
      view.put("name", model.name());
      ArrayNode answers = view.putArray("answers");
      for (ModelView.ScoredAnswer answer : model.top5()) {
        answers.addArray().add(answer.answer()).add(ReportJson.round(answer.score(), 4));
      }
      ArrayNode steps = view.putArray("steps");
      model.trace().steps().forEach(step -> step(steps.addObject(), step));
    }
    node.put("picture", Pictures.dataUri(example.imageName(), example.imageBytes()));
  }

  /** {@code partners[i]} is a list of [region, share], the largest share first. */
  private static void step(ObjectNode node, Trace.Step step) {
    numbers(node.putArray("contributions"), step.contributions());
    ArrayNode partners = node.putArray("partners");
    for (float[] shares : step.partners()) {
      ArrayNode own = partners.addArray();
      for (int j : largest(shares)) {
        own.addArray().add(j).add(ReportJson.round(shares[j], 4));
      }
    }
  }

  private static List<Integer> largest(float[] shares) {
    return IntStream.range(0, shares.length)
        .filter(j -> shares[j] >= LEAST_SHARE)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer j) -> -shares[j]))
        .limit(MOST_PARTNERS)
        .toList();
  }

  private static void numbers(ArrayNode into, float[] values) {
    for (float value : values) {
      into.add(ReportJson.round(value, 4));
    }
  }
}
