package io.murel.app.tensorboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.app.logs.RunLogs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the event files of a run directory up to date with its logs. The curves are named as the
 * original names them, {@code METRIC/epoch/GROUP} or {@code METRIC/batch/GROUP}: {@code
 * loss/epoch/train_epoch} is the list train_epoch.loss of logs.json. The step of an epoch's value
 * is the epoch, that of a batch's value counts all batches of the run.
 *
 * <p>What earlier processes have written is not written again: the n-th value of a list is the n-th
 * event of its curve. So a resumed run goes on in a new file where the old one ends, and logs that
 * came without event files are written whole.
 *
 * <pre>{@code
 * try (RunEvents events = RunEvents.open(Path.of("logs/vqa2/murel"))) {
 *   events.update();
 * }
 * }</pre>
 */
public final class RunEvents implements AutoCloseable {

  private final Path directory;
  private final EventFile file;
  private final Map<String, Integer> written = new HashMap<>();

  private RunEvents(Path directory) {
    this.directory = directory;
    this.file = new EventFile(directory);
  }

  /** Reads which events are there already. */
  public static RunEvents open(Path directory) throws IOException {
    RunEvents events = new RunEvents(directory);
    EventFile.read(directory, event -> events.written.merge(event.tag(), 1, Integer::sum));
    return events;
  }

  /** How many points of a curve are in the event files. */
  public int written(String tag) {
    return written.getOrDefault(tag, 0);
  }

  /**
   * Writes what the logs have more.
   *
   * @throws io.murel.BadInputException if a log is broken
   */
  public void update() throws IOException {
    RunLogs logs = new RunLogs(directory);
    List<ScalarEvent> events = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    double now = System.currentTimeMillis() / 1e3;
    for (String log : logs.names()) {
      Map<String, JsonNode> lists = logs.lists(log);
      for (String list : lists.keySet()) {
        Curve.of(log, list, lists)
            .ifPresent(
                curve -> {
                  int from = written(curve.tag());
                  events.addAll(curve.events(from, now));
                  counts.put(curve.tag(), Math.max(from, curve.steps().length));
                });
      }
    }
    file.append(events);
    written.putAll(counts); // only now: what could not be written is tried again
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
