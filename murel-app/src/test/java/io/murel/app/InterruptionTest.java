package io.murel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, as a process of its own receives it. */
@DisabledOnOs(OS.WINDOWS)
class InterruptionTest {

  private static final long PATIENCE = 120; // seconds, on a busy machine

  @TempDir private Path temp;
  private Path run;
  private Path data;

  @BeforeEach
  void dataSet() throws IOException {
    run = temp.resolve("run");
    data = TinyDataSet.write(temp.resolve("data")).folder();
  }

  @Test
  void ctrlCInTheMiddleOfTrainingLeavesCompleteLogsAndARunThatGoesOn() throws Exception {
    Process training = murel(training("--engine.nb_epochs", "1000000"));
    try {
      await(training, () -> epochs() >= 3);
      interrupt(training);
      assertThat(training.waitFor(PATIENCE, TimeUnit.SECONDS)).as("ended").isTrue();

      assertThat(training.exitValue()).isEqualTo(130);
      assertThat(console()).endsWith("\nInterrupted.\n").doesNotContain("\tat ", "SIGSEGV");
      assertThat(training.toHandle().descendants()).isEmpty();
    } finally {
      training.destroyForcibly();
    }
    int done = epochs();
    assertThat(done).isGreaterThanOrEqualTo(3);
    assertThat(Files.readString(run.resolve("logs.txt"))).endsWith("\n");

    List<String> again = training("--engine.nb_epochs", "" + (done + 2), "--exp.resume", "last");
    Process resumed = murel(again);
    assertThat(resumed.waitFor(PATIENCE, TimeUnit.SECONDS)).as("resumed and ended").isTrue();
    assertThat(resumed.exitValue()).as(console()).isZero();
    try (Stream<Path> left = Files.list(run)) { // of a checkpoint that was being written
      assertThat(left.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
    }
    JsonNode epochs = logs().get("eval_epoch.epoch");
    assertThat(epochs.size()).isGreaterThanOrEqualTo(done + 2);
    assertThat(epochs.get(epochs.size() - 1).asInt()).isEqualTo(done + 1);
    for (int i = 1; i < epochs.size(); i++) {
      assertThat(epochs.get(i).asInt()).isBetween(epochs.get(i - 1).asInt(), i);
    }
  }

  @Test
  void whatABenchmarkStartedEndsWithIt() throws Exception {
    Process bench =
        murel(
            List.of(
                "bench",
                "load",
                "-o",
                "../options/vqa2/murel.yaml",
                "--batch",
                "64",
                "--repeats",
                "100000"));
    try {
      await(bench, () -> bench.toHandle().descendants().findAny().isPresent());
      List<ProcessHandle> started = bench.toHandle().descendants().toList();
      interrupt(bench);
      assertThat(bench.waitFor(PATIENCE, TimeUnit.SECONDS)).as("ended").isTrue();
      assertThat(bench.exitValue()).isEqualTo(130);
      for (ProcessHandle one : started) {
        one.onExit().get(PATIENCE, TimeUnit.SECONDS);
      }
    } finally {
      bench.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
      bench.destroyForcibly();
    }
  }

  /**
   * A process that was started to ignore Ctrl-C, in the background say, hands that down to those it
   * starts; GNU's env makes them listen again.
   */
  private static List<String> listening() throws IOException, InterruptedException {
    Path status = Path.of("/proc/self/status");
    List<String> lines = Files.exists(status) ? Files.readAllLines(status) : List.of();
    boolean ignored =
        lines.stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.replaceAll(".*\\s", ""))
            .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) >> 1 & 1) == 1);
    if (!ignored) {
      return List.of();
    }
    List<String> env = List.of("env", "--default-signal=INT");
    List<String> trial = new ArrayList<>(env);
    trial.add("true");
    assumeTrue(
        new ProcessBuilder(trial).start().waitFor() == 0,
        "these tests run in the background and ignore Ctrl-C: skipped");
    return env;
  }

  private List<String> training(String... words) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "run",
                "-o",
                "../options/scenes/murel.yaml",
                "--dataset.dir",
                data.toString(),
                "--exp.dir",
                run.toString(),
                "--dataset.curriculum",
                "--dataset.nb_threads",
                "2",
                "--engine.kernel",
                "vector"));
    all.addAll(List.of(words));
    return all;
  }

  private Process murel(List<String> words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(listening());
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(
        List.of(
            "-Xmx1g",
            "--add-modules=jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(words);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(temp.resolve("console.txt").toFile())
        .start();
  }

  private static void interrupt(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private void await(Process process, Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
    while (!condition.holds()) {
      assertThat(process.isAlive()).as(console()).isTrue();
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.sleep(20);
    }
  }

  /** Epochs that the log holds whole. */
  private int epochs() throws IOException {
    return Files.exists(run.resolve("logs.json")) && logs().has("eval_epoch.epoch")
        ? logs().get("eval_epoch.epoch").size()
        : 0;
  }

  /** Replaced as a whole whenever it is written: always complete. */
  private JsonNode logs() throws IOException {
    return new ObjectMapper().readTree(run.resolve("logs.json").toFile());
  }

  private String console() throws IOException {
    return Files.readString(temp.resolve("console.txt"), StandardCharsets.UTF_8);
  }
}
