package io.murel.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.app.report.Curve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a run has logged so far, as time and curves. */
final class RunHistory {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Batches whose mean is the accuracy of the moment. */
  private static final int RECENT = 100;

  private final JsonNode logs;

  private RunHistory(JsonNode logs) {
    this.logs = logs;
  }

  /** Reads the logs of a run directory; empty where there are none yet. */
  static RunHistory read(Path runDirectory) throws IOException {
    Path file = runDirectory.resolve("logs.json");
    return new RunHistory(
        Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.createObjectNode());
  }

  /** Seconds spent in training steps. */
  double trainSeconds() {
    double[] total = secondsUpToEpoch();
    return total.length == 0 ? 0 : total[total.length - 1];
  }

  /** Questions seen in training, each as often as it was seen. */
  long questions() {
    JsonNode sizes = logs.path("train_epoch.questions");
    long total = 0;
    for (JsonNode size : sizes) {
      total += size.asLong();
    }
    return total;
  }

  /** Accuracy on the most recent training batches in percent; NaN before the first. */
  double recentAccuracy() {
    JsonNode values = logs.path("train_batch.accuracy_top1");
    int from = Math.max(0, values.size() - RECENT);
    double sum = 0;
    for (int i = from; i < values.size(); i++) {
      sum += values.get(i).asDouble();
    }
    return sum / (values.size() - from);
  }

  /** Loss and accuracy of training and validation, epoch by epoch. */
  List<Curve> curves(String network) {
    List<Curve> out = new ArrayList<>();
    for (String split : List.of("train", "val")) {
      String phase = split.equals("train") ? "train_epoch." : "eval_epoch.";
      out.add(new Curve(network, "loss", split, points(phase + "loss")));
      out.add(new Curve(network, "accuracy", split, points(phase + "accuracy_top1")));
    }
    return out;
  }

  private List<Curve.Point> points(String key) {
    double[] seconds = secondsUpToEpoch();
    JsonNode values = logs.path(key);
    List<Curve.Point> points = new ArrayList<>();
    for (int epoch = 0; epoch < Math.min(values.size(), seconds.length); epoch++) {
      points.add(new Curve.Point(epoch + 1.0, seconds[epoch], values.get(epoch).asDouble()));
    }
    return points;
  }

  /** Training seconds up to the end of each epoch. */
  private double[] secondsUpToEpoch() {
    JsonNode epochs = logs.path("train_batch.epoch");
    JsonNode process = logs.path("train_batch.timer.process");
    JsonNode load = logs.path("train_batch.timer.load");
    int last = epochs.isEmpty() ? -1 : epochs.get(epochs.size() - 1).asInt();
    double[] out = new double[last + 1];
    double total = 0;
    for (int i = 0; i < Math.min(epochs.size(), Math.min(process.size(), load.size())); i++) {
      total += process.get(i).asDouble() + load.get(i).asDouble();
      out[epochs.get(i).asInt()] = total;
    }
    return out;
  }
}
