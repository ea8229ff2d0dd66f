package io.murel.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The first start on a machine, when libtorch still has to be unpacked. */
class FirstStartTest {

  @TempDir Path folder;

  /** What the child process runs: no class of JavaCPP has been used before. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      Torch.load();
      torch.manual_seed(1);
      Tensor product = torch.ones(2, 3).mm(torch.ones(3, 2));
      System.out.println("sums " + Arrays.toString(Torch.floats(product)));
    }
  }

  @Test
  void libtorchStartsFromAnEmptyCache() throws Exception {
    Run run = start(List.of());
    assertThat(run.output).containsExactly("sums [3.0, 3.0, 3.0, 3.0]");
    assertThat(run.exitCode).isZero();
    assertThat(unpacked()).contains(System.mapLibraryName("torch_cpu"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutRoomToUnpackItSaysWhatToDo() throws Exception {
    Run run = start(List.of("sh", "-c", "ulimit -f 20000; exec \"$@\"", "sh")); // files of 10 MB
    assertThat(run.output)
        .contains(
            "Caused by: io.murel.BadInputException: libtorch: found that it cannot be unpacked"
                + " (File too large), expected some 500 MB of room on the disk of the home"
                + " directory. Make room, or name another folder with the Java option"
                + " -Dorg.bytedeco.javacpp.cachedir=FOLDER.");
    assertThat(unpacked()).doesNotContain(System.mapLibraryName("torch_cpu")); // no half of it
  }

  private record Run(int exitCode, List<String> output) {}

  /** Starts the child with an empty cache. */
  private Run start(List<String> launcher) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(launcher);
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("cache"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ended in time").isTrue();
      return new Run(process.exitValue(), Files.readAllLines(output));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Names of the files in the cache. */
  private List<String> unpacked() throws IOException {
    List<Path> files;
    try (Stream<Path> walked = Files.walk(folder.resolve("cache"))) {
      files = walked.toList();
    }
    for (Path file : files) {
      if (Files.isSymbolicLink(file)) {
        Files.delete(file); // to libraries elsewhere, of which JUnit would warn
      }
    }
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }
}
