package io.murel.io.pth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Asks PyTorch itself. Tests that need it are skipped where there is no Python with torch; {@code
 * -Dmurel.python=FILE} names the interpreter.
 */
public final class PythonTorch {
  private PythonTorch() {}

  private static final String INTERPRETER =
      Stream.of(System.getProperty("murel.python"), "python3", "/usr/bin/python3", "python")
          .filter(Objects::nonNull)
          .filter(PythonTorch::hasTorch)
          .findFirst()
          .orElse(null);

  private static boolean hasTorch(String python) {
    try {
      return new ProcessBuilder(python, "-c", "import torch")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  /**
   * Runs a script in a folder; the test fails if the script does.
   *
   * @param script lines that know {@code torch}, and {@code load}: torch.load with weights_only
   *     where this PyTorch has numbers in it (version 1 knows no floats there, not even its own)
   * @return the lines it printed
   */
  public static List<String> run(Path folder, String... script)
      throws IOException, InterruptedException {
    assumeTrue(INTERPRETER != null, "no Python with torch found: skipped");
    Path source = folder.resolve("script.py");
    String header =
        """
        import sys, torch
        sys.stdout.reconfigure(encoding='utf-8')
        def load(file):
            return torch.load(file, weights_only=torch.__version__ >= '2')
        """;
    Files.writeString(source, header + String.join("\n", script) + "\n");
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(INTERPRETER, "script.py")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = process.waitFor();
    List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
    assertThat(code).as(String.join("\n", lines)).isZero();
    return lines;
  }
}
