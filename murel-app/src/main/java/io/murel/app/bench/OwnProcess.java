package io.murel.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.BadInputException;
import io.murel.app.Main;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** One side of a benchmark in a fresh process, so that its peak memory is its own. */
final class OwnProcess {
  private OwnProcess() {}

  /** The field of the child's answer. */
  static final String PEAK_MIB = "peak_mib";

  /**
   * Runs {@code murel} with these arguments and the settings of this JVM.
   *
   * @return the peak memory it reports in MiB; empty where it cannot tell
   * @throws BadInputException with what it printed, if it failed, for instance for want of memory
   */
  static OptionalLong peakMib(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-Dmurel.")) // this terminal is not the child's
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread end = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(end); // nothing outlives an interrupted benchmark
    try {
      process.getOutputStream().close();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw BadInputException.at("murel " + String.join(" ", arguments))
            .found("that it failed:\n" + printed)
            .expected("a measurement of memory")
            .remedy("Use a smaller --batch, or skip this part with --no-memory.");
      }
      String last = printed.substring(printed.lastIndexOf('\n') + 1);
      JsonNode peak = new ObjectMapper().readTree(last).path(PEAK_MIB);
      return peak.isNumber() ? OptionalLong.of(peak.asLong()) : OptionalLong.empty();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      removeHook(end);
    }
  }

  private static void removeHook(Thread end) {
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException e) {
      // The JVM is ending already, and the hook does its work.
    }
  }
}
