package io.murel.app.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.temporal.ChronoUnit;

/** The data of the page. Percentages have 2 decimals, shares and scores 4. */
final class ReportJson {
  private ReportJson() {}

  private static final ObjectMapper JSON = new ObjectMapper();

  static ObjectNode of(DemoReport report) throws IOException {
    Reading reading = new Reading(report.table(), report.summary());
    ObjectNode root = JSON.createObjectNode();
    root.put("headline", reading.headline());
    root.put("lead", reading.lead());
    reading.sentences().forEach(root.putArray("reading")::add);
    summary(root.putObject("summary"), report.summary());
    table(root.putObject("table"), report.table());
    ArrayNode curves = root.putArray("curves");
    report.curves().forEach(curve -> curve(curves.addObject(), curve));
    root.put("exampleRule", report.exampleRule());
    ArrayNode examples = root.putArray("examples");
    for (SceneExample example : report.examples()) {
      ExampleJson.write(examples.addObject(), example);
    }
    return root;
  }

  private static void summary(ObjectNode node, Summary summary) {
    node.put("quick", summary.quick()).put("command", summary.command());
    node.put("seed", summary.seed());
    ObjectNode data = node.putObject("data");
    split(data.putObject("train"), summary.data().train());
    split(data.putObject("val"), summary.data().val());
    split(data.putObject("test"), summary.data().test());
    data.put("answers", summary.data().answers()).put("features", summary.data().features());
    ArrayNode networks = node.putArray("networks");
    for (Summary.NetworkFacts network : summary.networks()) {
      ObjectNode facts = networks.addObject();
      facts.put("name", network.name()).put("options", network.options());
      facts.put("parameters", network.parameters());
      facts.put("trainSeconds", round(network.trainSeconds(), 1));
      facts.put("questionsSeen", network.questionsSeen());
      facts.put("epochs", round(network.epochs(), 1));
    }
    ObjectNode machine = node.putObject("machine");
    machine.put("cores", summary.machine().cores()).put("os", summary.machine().os());
    machine.put("jdk", summary.machine().jdk());
    node.put("totalSeconds", round(summary.totalSeconds(), 1));
    node.put("finished", summary.finished().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static void split(ObjectNode node, Summary.Split split) {
    node.put("images", split.images()).put("questions", split.questions());
  }

  private static void table(ObjectNode node, TypeTable table) {
    ArrayNode rows = node.putArray("types");
    table.types().forEach(row -> row(rows.addObject(), row));
    table.relational().ifPresent(row -> row(node.putObject("relational"), row));
    row(node.putObject("all"), table.all());
    TypeTable.RELATIONAL.forEach(node.putArray("relationalTypes")::add);
  }

  private static void row(ObjectNode node, TypeRow row) {
    node.put("type", row.type()).put("questions", row.questions());
    share(node.putObject("chance"), row, row.chance());
    share(node.putObject("questionOnly"), row, row.questionOnly());
    share(node.putObject("attention"), row, row.attention());
    share(node.putObject("murel"), row, row.murel());
    ObjectNode difference = node.putObject("difference");
    difference.put("value", round(row.difference(), 2));
    difference.put("margin", round(row.differenceMargin(), 2));
    ObjectNode agreement = node.putObject("agreement");
    agreement.put(Agreement.BOTH_RIGHT.words(), round(row.percent(row.bothRight()), 2));
    agreement.put(Agreement.ONLY_MUREL.words(), round(row.percent(row.onlyMurel()), 2));
    agreement.put(Agreement.BOTH_WRONG.words(), round(row.percent(row.bothWrong()), 2));
    agreement.put(Agreement.ONLY_ATTENTION.words(), round(row.percent(row.onlyAttention()), 2));
  }

  private static void share(ObjectNode node, TypeRow row, int right) {
    node.put("value", round(row.percent(right), 2));
    node.put("margin", round(row.margin(right), 2));
  }

  private static void curve(ObjectNode node, Curve curve) {
    node.put("network", curve.network()).put("metric", curve.metric()).put("split", curve.split());
    ArrayNode points = node.putArray("points");
    for (Curve.Point point : curve.points()) {
      ArrayNode triple = points.addArray();
      triple.add(round(point.epoch(), 3)).add(round(point.seconds(), 2));
      if (Double.isFinite(point.value())) {
        triple.add(round(point.value(), 4));
      } else {
        triple.addNull();
      }
    }
  }

  static double round(double value, int decimals) {
    double scale = Math.pow(10, decimals);
    return Math.round(value * scale) / scale;
  }
}
