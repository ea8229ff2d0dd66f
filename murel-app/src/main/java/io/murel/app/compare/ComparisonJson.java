package io.murel.app.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.app.compare.Comparison.Ranking;
import io.murel.app.compare.Comparison.Row;

/** A comparison for programs to read, with all digits of the scores. */
public final class ComparisonJson {
  private ComparisonJson() {}

  /** {@code {"metrics": [{"log", "name", "order", "runs": [...]}], "problems": [...]}}. */
  public static String of(Comparison comparison) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode metrics = root.putArray("metrics");
    for (Ranking ranking : comparison.rankings()) {
      ObjectNode metric = metrics.addObject();
      metric.put("log", ranking.metric().log());
      metric.put("name", ranking.metric().name());
      metric.put("order", ranking.metric().order());
      ArrayNode runs = metric.putArray("runs");
      for (Row row : ranking.rows()) {
        ObjectNode run = runs.addObject();
        run.put("name", row.run().name());
        run.put("directory", row.run().directory().toString());
        run.set("score", row.score());
        run.set("epoch", row.epoch());
      }
    }
    ArrayNode problems = root.putArray("problems");
    comparison.problems().forEach(problems::add);
    return root.toPrettyString();
  }
}
