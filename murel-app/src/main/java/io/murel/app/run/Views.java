package io.murel.app.run;

import io.murel.app.tensorboard.RunEvents;
import io.murel.app.view.ViewHtml;
import io.murel.app.view.ViewOptions;
import io.murel.train.BatchReport;
import io.murel.train.EpochReport;
import io.murel.train.TrainListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Shows a run to others while it goes on: the page of learning curves after each epoch, the event
 * files for TensorBoard now and then as well.
 */
final class Views implements TrainListener, AutoCloseable {

  private static final long INTERVAL_NANOS = 15_000_000_000L;

  /** At most a fiftieth of the time goes into event files, however long the logs have become. */
  private static final long PATIENCE = 50;

  private final Path directory;
  private final ViewOptions options;
  private final RunEvents events; // null: none are wanted
  private long lastUpdate = System.nanoTime();
  private long updateNanos;

  /**
   * @param directory of the run
   */
  Views(Path directory, ViewOptions options) throws IOException {
    this.directory = directory;
    this.options = options;
    this.events = options.tensorboard() ? RunEvents.open(directory) : null;
  }

  @Override
  public void onBatch(BatchReport report) {
    long age = System.nanoTime() - lastUpdate;
    if (events != null && age > Math.max(INTERVAL_NANOS, PATIENCE * updateNanos)) {
      updateEvents();
    }
  }

  @Override
  public void onEpochEnd(EpochReport report) {
    try {
      if (options.page()) {
        ViewHtml.write(directory, options.items());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (events != null) {
      updateEvents();
    }
  }

  private void updateEvents() {
    long start = System.nanoTime();
    try {
      events.update();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lastUpdate = System.nanoTime();
    updateNanos = lastUpdate - start;
  }

  /** Where to look. */
  String place() {
    String page = directory.resolve("view.html").toString();
    String command = "tensorboard --logdir " + directory;
    return !options.tensorboard() ? page : options.page() ? page + ", " + command : command;
  }

  /** Also takes in what was logged after the last epoch. */
  @Override
  public void close() throws IOException {
    if (events != null) {
      try (events) {
        events.update();
      }
    }
  }
}
