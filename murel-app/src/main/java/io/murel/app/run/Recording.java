package io.murel.app.run;

import io.murel.app.console.Terminal;
import io.murel.app.options.RunOptions;
import io.murel.data.AnswerVocabulary;
import io.murel.train.Checkpoints;
import io.murel.train.RunLog;
import io.murel.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run leaves in its directory while it works: options, logs, measures, learning curves.
 *
 * @param options what is run
 * @param file where the options come from, for the log
 */
record Recording(RunOptions options, Path file, RunSettings settings, Terminal terminal) {

  private static final Logger LOG = LoggerFactory.getLogger(Recording.class);

  /** What is recorded. */
  @FunctionalInterface
  interface Work {
    void run(RunLog log, Trainer trainer) throws IOException;
  }

  /**
   * Opens the files and does the work.
   *
   * @throws io.murel.BadInputException if a measure does not suit the questions: nothing is written
   */
  void of(AnswerVocabulary answers, AskedQuestions asked, Work work) throws IOException {
    RunDirectory directory = new RunDirectory(settings);
    RunMetrics metrics = new RunMetrics(settings, answers, asked); // before anything is written
    if (!Files.exists(directory.optionsFile())) { // they stay those the run began with
      options.save(directory.optionsFile());
    }
    try (Views views = new Views(settings.directory(), settings.view()); // closed after the log
        RunLog log = RunLog.open(settings.directory(), directory.logsName());
        metrics;
        ConsoleListener console = new ConsoleListener(terminal)) {
      RunNotes.begin(log, options, file);
      work.run(
          log,
          new Trainer(
              settings.engine(),
              settings.seed(),
              log,
              new Checkpoints(settings.directory()),
              metrics.open(),
              List.of(console, views)));
      metrics.results().forEach((split, results) -> LOG.info("Answers to {}: {}", split, results));
      LOG.info("Learning curves: {}", views.place());
    }
  }
}
