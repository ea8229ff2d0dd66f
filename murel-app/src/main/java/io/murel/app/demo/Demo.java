package io.murel.app.demo;

import io.murel.app.console.Progress;
import io.murel.app.console.Terminal;
import io.murel.app.report.DemoReport;
import io.murel.app.report.ReportWriter;
import io.murel.regions.PixelDescriptor;
import io.murel.scenes.SceneRegions;
import io.murel.scenes.ScenesOptions;
import io.murel.scenes.ScenesWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the demo from scenes to report. */
public final class Demo {

  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

  /** A run ends with an epoch and its evaluation: that much longer than its training time. */
  private static final double EVALUATION_SHARE = 1.15;

  private static final int POLL_MILLIS = 1000;

  private final DemoPlan plan;
  private final Path root;
  private final Terminal terminal;
  private final long begin = System.nanoTime();

  /**
   * @param out where data, runs and report go
   * @param root the project's folder, with its options files
   */
  public Demo(Path out, long seed, boolean quick, Path root, Terminal terminal) {
    this.plan = DemoPlan.of(out, seed, quick);
    this.root = root;
    this.terminal = terminal;
  }

  /** Runs it all; returns the report's table for the console. */
  public DemoResult run() throws IOException, InterruptedException {
    LOG.info(
        "Drawing {} scenes, training two networks side by side for {} s each, and a report: about"
            + " {} minutes.",
        plan.images(),
        plan.trainSeconds(),
        plan.quick() ? 2 : 8);
    draw();
    train();
    LOG.info("Answering the test questions");
    DemoReport report = new DemoAnalysis(plan, begin).report();
    ReportWriter.write(plan.report(), report);
    return new DemoResult(plan.report(), report.table());
  }

  private void draw() throws IOException {
    ScenesOptions options = ScenesOptions.of(plan.scenes(), plan.seed(), plan.images());
    try (SceneRegions regions = new SceneRegions(new PixelDescriptor());
        Progress progress =
            Progress.start(terminal, "Drawing scenes", options.scenes(), "pictures")) {
      ScenesWriter.write(options, regions, (done, total) -> progress.stepTo(done));
    }
  }

  private void train() throws IOException, InterruptedException {
    List<TrainingProcess> running = new CopyOnWriteArrayList<>();
    Thread end = new Thread(() -> running.forEach(TrainingProcess::close)); // if this is killed
    Runtime.getRuntime().addShutdownHook(end);
    try {
      for (DemoNetwork network : DemoNetwork.values()) {
        running.add(start(network));
      }
      long total = Math.round(plan.trainSeconds() * EVALUATION_SHARE);
      try (Progress progress = Progress.start(terminal, "Training both networks", total, "s")) {
        long started = System.nanoTime();
        for (TrainingProcess process : running) {
          while (!process.ended(POLL_MILLIS)) {
            progress.stepTo(Math.min(total, (System.nanoTime() - started) / 1_000_000_000));
            progress.note(accuracies());
          }
          process.requireSuccess();
        }
      }
      LOG.info("Trained: {}", accuracies());
    } finally {
      running.forEach(TrainingProcess::close);
    }
  }

  private TrainingProcess start(DemoNetwork network) throws IOException {
    Path directory = plan.run(network);
    deleteOldRun(directory);
    Files.createDirectories(plan.out());
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    List<String> arguments =
        List.of(
            "run",
            "-o",
            root.resolve(network.options()).toString(),
            "--exp.dir",
            directory.toString(),
            "--dataset.dir",
            plan.scenes().toString(),
            "--misc.seed",
            Long.toString(plan.seed()),
            "--engine.nb_epochs",
            "1000",
            "--engine.max_seconds",
            Integer.toString(plan.trainSeconds()));
    Path console = plan.out().resolve(network.folder() + ".txt");
    return TrainingProcess.start(network, arguments, console, threads);
  }

  /** Only what an earlier demo left: a run directory below this demo's folder. */
  private static void deleteOldRun(Path directory) throws IOException {
    if (!Files.exists(directory.resolve("logs.txt"))) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(Demo::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String accuracies() throws IOException {
    List<String> parts = new ArrayList<>();
    for (DemoNetwork network : DemoNetwork.values()) {
      double accuracy = RunHistory.read(plan.run(network)).recentAccuracy();
      if (!Double.isNaN(accuracy)) {
        parts.add(String.format(Locale.ROOT, "%s %.1f %%", network.label(), accuracy));
      }
    }
    return parts.stream().collect(Collectors.joining(", "));
  }
}
