package io.murel.app.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.app.logs.RunLogs;
import io.murel.io.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Writes {@code view.html} of a run directory: one chart for each item of the option {@code
 * view.items}, drawn by the page's own script, so that the file can be sent to others and opened
 * offline.
 *
 * <pre>{@code
 * ViewHtml.write(Path.of("logs/scenes/murel"),
 *     List.of("logs:train_epoch.loss+logs:eval_epoch.loss"));
 * }</pre>
 */
public final class ViewHtml {
  private ViewHtml() {}

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads the logs written so far and replaces {@code view.html} in one step.
   *
   * @param runDir where {@code logs.json} and its siblings lie; series not logged yet are left
   *     empty
   * @param items charts, for instance "logs:train_epoch.loss+logs:eval_epoch.loss"
   * @throws io.murel.BadInputException for an item of another form or a broken log file
   */
  public static void write(Path runDir, List<String> items) throws IOException {
    AtomicFile.write(runDir.resolve("view.html"), page(runDir, items));
  }

  /**
   * Checks items before a run starts.
   *
   * @throws io.murel.BadInputException for an item of another form
   */
  public static void check(List<String> items) {
    items.forEach(ViewItem::parse);
  }

  static String page(Path runDir, List<String> items) throws IOException {
    RunLogs logs = new RunLogs(runDir);
    ObjectNode data = JSON.createObjectNode();
    data.put("title", runDir.normalize().toString());
    Path options = runDir.resolve("options.yaml");
    data.put("options", Files.exists(options) ? Files.readString(options) : "");
    ArrayNode charts = data.putArray("charts");
    for (String item : items) {
      charts.add(chart(ViewItem.parse(item), logs));
    }
    return resource("view.html")
        .replace("/*style*/", resource("view.css"))
        .replace("/*charts*/", resource("charts.js"))
        .replace("/*page*/", resource("view.js"))
        .replace("/*data*/", embedded(data));
  }

  private static ObjectNode chart(ViewItem item, RunLogs logs) throws IOException {
    ObjectNode chart = JSON.createObjectNode();
    chart.put("title", item.title());
    boolean epochs = item.series().stream().allMatch(s -> s.group().endsWith("_epoch"));
    chart.put("x", epochs ? "epoch" : "step");
    ArrayNode list = chart.putArray("series");
    for (ViewItem.Series series : item.series()) {
      double[] y = logs.values(series.log(), series.key());
      Curve curve = Curve.of(positions(series, y.length, epochs, logs), y);
      ObjectNode node = list.addObject();
      node.put("name", item.label(series));
      node.put("key", series.toString());
      node.put("best", best(series.metric()));
      node.put("each", curve.each());
      numbers(node.putArray("x"), curve.x());
      numbers(node.putArray("y"), curve.y());
    }
    return chart;
  }

  /** Which values of a metric are the best ones; null where none is better than another. */
  private static String best(String metric) {
    if (metric.contains("loss")) {
      return "low";
    }
    return metric.contains("acc") || metric.contains("overall") || metric.contains("per")
        ? "high"
        : null;
  }

  /** The epochs logged beside the values where they fit; else 0, 1, 2, ... */
  private static double[] positions(
      ViewItem.Series series, int length, boolean epochs, RunLogs logs) throws IOException {
    if (epochs) {
      double[] logged = logs.values(series.log(), series.group() + ".epoch");
      if (logged.length == length) {
        return logged;
      }
    }
    return IntStream.range(0, length).asDoubleStream().toArray();
  }

  private static void numbers(ArrayNode into, double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        into.addNull();
      } else if (value == Math.rint(value) && Math.abs(value) < 1e9) {
        into.add((long) value);
      } else {
        into.add(Double.parseDouble(String.format(Locale.ROOT, "%.7g", value)));
      }
    }
  }

  /** JSON inside a script element: no text of it may close the element. */
  private static String embedded(ObjectNode data) {
    return data.toString().replace("<", "\\u003c");
  }

  private static String resource(String name) {
    try (InputStream in = ViewHtml.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
