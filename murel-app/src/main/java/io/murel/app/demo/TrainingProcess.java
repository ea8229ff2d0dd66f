package io.murel.app.demo;

import io.murel.BadInputException;
import io.murel.app.Main;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code murel run} in a process of its own. The two networks of the demo are trained side by side:
 * nets this small do not keep two cores busy, two of them do, and so both get the same time on the
 * same machine in the same state.
 */
final class TrainingProcess implements AutoCloseable {

  private final DemoNetwork network;
  private final Process process;
  private final Path console;

  private TrainingProcess(DemoNetwork network, Process process, Path console) {
    this.network = network;
    this.process = process;
    this.console = console;
  }

  /**
   * Starts a run.
   *
   * @param arguments of the murel command
   * @param console takes what the process prints
   * @param threads it computes with
   */
  static TrainingProcess start(
      DemoNetwork network, List<String> arguments, Path console, int threads) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-Dmurel.")) // this terminal is not the child's
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("OMP_NUM_THREADS", Integer.toString(threads)); // libtorch
    environment.put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
    builder.redirectErrorStream(true).redirectOutput(console.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(nothing()));
    return new TrainingProcess(network, builder.start(), console);
  }

  private static File nothing() {
    return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
  }

  DemoNetwork network() {
    return network;
  }

  /** Waits a moment; true once the process has ended. */
  boolean ended(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Checks how it ended.
   *
   * @throws BadInputException with the end of what it printed, if it failed
   */
  void requireSuccess() throws IOException {
    if (process.exitValue() != 0) {
      List<String> lines = Files.readAllLines(console);
      String end = String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
      throw BadInputException.at(console.toString())
          .found("that training " + network.label() + " failed:\n" + end)
          .expected("a finished run")
          .remedy("The whole output is in that file.");
    }
  }

  /** Ends the process if it still runs: nothing of the demo outlives it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
