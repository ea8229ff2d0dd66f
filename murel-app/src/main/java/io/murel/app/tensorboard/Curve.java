package io.murel.app.tensorboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A list of a log as a curve.
 *
 * @param tag its name in TensorBoard
 * @param values of the list
 * @param steps where they belong: the epochs that are complete, or a count of batches
 */
record Curve(String tag, JsonNode values, long[] steps) {

  /** Lists that say where values belong. */
  private static final Set<String> POSITIONS = Set.of("epoch", "batch");

  /**
   * The curve of a list; empty where it is none.
   *
   * @param log "logs" and the open-ended "logs_val_oe" belong to the training; other logs are of
   *     evaluations, whose curves bear the name of the log
   * @param list for instance "eval_epoch.tdiuc.acc_mpt_a"
   * @param lists all lists of the log
   */
  static Optional<Curve> of(String log, String list, Map<String, JsonNode> lists) {
    int dot = list.indexOf('.');
    String group = list.substring(0, Math.max(0, dot));
    String metric = list.substring(dot + 1);
    boolean epochs = group.endsWith("_epoch");
    if (!epochs && !group.endsWith("_batch") || POSITIONS.contains(metric)) {
      return Optional.empty();
    }
    boolean training = log.equals("logs") || log.endsWith("_oe");
    String owner = training ? group : log + "." + group;
    JsonNode values = lists.get(list);
    long[] steps =
        epochs
            ? epochs(lists.get(group + ".epoch"), values.size())
            : IntStream.range(0, values.size()).asLongStream().toArray();
    return Optional.of(
        new Curve("%s/%s/%s".formatted(metric, epochs ? "epoch" : "batch", owner), values, steps));
  }

  /** The rate is logged when an epoch begins: it waits until the epoch is complete. */
  private static long[] epochs(JsonNode epochs, int values) {
    return epochs == null
        ? new long[0]
        : epochs.valueStream().limit(values).mapToLong(JsonNode::asLong).toArray();
  }

  /** The points from one on; a value that is not a number is a gap. */
  List<ScalarEvent> events(int from, double wallTime) {
    List<ScalarEvent> events = new ArrayList<>();
    for (int i = from; i < steps.length; i++) {
      float number = values.get(i).isNumber() ? values.get(i).floatValue() : Float.NaN;
      events.add(new ScalarEvent(wallTime, steps[i], tag, number));
    }
    return events;
  }
}
