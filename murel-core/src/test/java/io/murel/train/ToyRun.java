package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** One process of a run of the {@link Toy}. */
final class ToyRun {

  static final SavingCriterion ACCURACY = new SavingCriterion("eval_epoch.accuracy_top1", true);

  static final List<String> CHECKPOINT =
      List.of("ckpt_last_model.pth.tar", "ckpt_last_optimizer.pth.tar", "ckpt_last_engine.pth.tar");

  final Learner learner = Toy.learner();
  final Toy.Source train = new Toy.Source("train", 12);
  Toy.Source eval = new Toy.Source("val", 3);
  final List<EpochMetric> metrics = new ArrayList<>();
  final List<TrainListener> listeners = new ArrayList<>();
  final Path directory;

  ToyRun(Path directory) {
    this.directory = directory;
  }

  static EngineOptions epochs(int epochs) {
    return new EngineOptions(epochs, 10, List.of(ACCURACY), false, 0);
  }

  ToyRun train(EngineOptions options, String resume) {
    try (RunLog log = RunLog.open(directory, null)) {
      Trainer trainer = trainer(options, log);
      if (resume != null) {
        trainer.resume(
            resume,
            new Checkpoints(directory).load(resume, learner.network(), learner.optimizer()));
      }
      trainer.train(learner, train, eval);
    }
    return this;
  }

  Trainer trainer(EngineOptions options, RunLog log) {
    return new Trainer(
        options, OptionalLong.of(7), log, new Checkpoints(directory), metrics, listeners);
  }

  JsonNode json() throws IOException {
    return new ObjectMapper().readTree(directory.resolve("logs.json").toFile());
  }

  /** The lines of logs.txt without their times. */
  List<String> text() throws IOException {
    return Files.readAllLines(directory.resolve("logs.txt")).stream()
        .map(line -> line.replaceFirst("^(\\[.) [^]]*]", "$1]"))
        .toList();
  }

  byte[] file(String name) throws IOException {
    return Files.readAllBytes(directory.resolve(name));
  }

  static void assertSameCheckpoint(ToyRun actual, ToyRun expected) throws IOException {
    for (String file : CHECKPOINT) {
      assertThat(actual.file(file)).as(file).isEqualTo(expected.file(file));
    }
  }
}
