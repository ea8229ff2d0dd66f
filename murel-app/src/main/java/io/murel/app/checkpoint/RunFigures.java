package io.murel.app.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.app.logs.RunLogs;
import io.murel.app.options.Overrides;
import io.murel.app.options.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What a run has measured of one epoch's network, split by split. */
final class RunFigures {
  private RunFigures() {}

  private static final String EPOCH = "eval_epoch.";
  private static final String EVALUATION = "logs_eval_";

  /**
   * The figures of an epoch as {@code SPLIT.MEASURE}, such as {@code val.accuracy_top1}: those
   * measured while training, and those of evaluations afterwards.
   *
   * @param run its directory
   * @param epoch counted from 0
   */
  static Map<String, Double> of(Path run, int epoch) throws IOException {
    RunLogs logs = new RunLogs(run);
    RunOptions options = RunOptions.load(run.resolve("options.yaml"), Overrides.none());
    String eval = options.root().child("dataset").string("eval_split", "val");
    Map<String, Double> out = new TreeMap<>();
    add(logs, "logs", eval, epoch, out);
    for (String log : logs.names()) {
      if (log.startsWith(EVALUATION)) {
        add(logs, log, log.substring(EVALUATION.length()), epoch, out);
      }
    }
    return out;
  }

  private static void add(
      RunLogs logs, String log, String split, int epoch, Map<String, Double> out)
      throws IOException {
    Map<String, JsonNode> lists = logs.lists(log);
    JsonNode epochs = lists.get(EPOCH + "epoch");
    if (epochs == null) {
      return;
    }
    for (int i = 0; i < epochs.size(); i++) {
      if (epochs.get(i).asInt() == epoch) { // the last one counts: it may be measured again
        for (Map.Entry<String, JsonNode> list : lists.entrySet()) {
          JsonNode value = list.getValue().get(i);
          boolean measured = list.getKey().startsWith(EPOCH) && value != null && value.isNumber();
          if (measured && list.getValue() != epochs && Double.isFinite(value.doubleValue())) {
            out.put(split + "." + list.getKey().substring(EPOCH.length()), value.doubleValue());
          }
        }
      }
    }
  }
}
