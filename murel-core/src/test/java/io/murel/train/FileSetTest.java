package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSetTest {

  private static final List<String> FILES = List.of("a", "b", "c");

  @TempDir Path folder;
  private FileSet set;

  @BeforeEach
  void oldFiles() throws IOException {
    set = new FileSet(folder, "set", FILES);
    set.write(contents("old"));
  }

  private static Map<String, AtomicFile.Content> contents(String text) {
    Map<String, AtomicFile.Content> out = new LinkedHashMap<>();
    FILES.forEach(f -> out.put(f, o -> o.write((text + " " + f).getBytes(StandardCharsets.UTF_8))));
    return out;
  }

  private void assertAll(String text) throws IOException {
    for (String file : FILES) {
      assertThat(Files.readString(set.current(file))).isEqualTo(text + " " + file);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void allFilesAreReplacedAndNothingElseIsLeft() throws IOException {
    set.write(contents("new"));
    assertAll("new");
    assertThat(names()).containsExactly("a", "b", "c");
  }

  @Test
  void aFailureInAnyFileLeavesAllOldFiles() throws IOException {
    for (String failing : FILES) {
      Map<String, AtomicFile.Content> contents = contents("new");
      contents.put(
          failing,
          out -> {
            out.write(new byte[1 << 18]);
            throw new IOException("No space left on device");
          });
      assertThatThrownBy(() -> set.write(contents)).hasMessageEndingWith("No space left on device");
      assertAll("old");
      assertThat(names()).containsExactly("a", "b", "c");
    }
  }

  @Test
  void aKillWhileStagingLeavesTheOldFiles() throws IOException {
    for (int staged = 1; staged <= FILES.size(); staged++) {
      for (String file : FILES.subList(0, staged)) {
        Files.writeString(folder.resolve("." + file + ".new"), "new " + file);
      }
      assertAll("old"); // for readers that change nothing
      set.settle();
      assertAll("old");
      assertThat(names()).containsExactly("a", "b", "c");
    }
  }

  @Test
  void aKillWhileRenamingGivesTheNewFiles() throws IOException {
    for (int renamed = 0; renamed <= FILES.size(); renamed++) {
      String text = "new" + renamed;
      for (int i = 0; i < FILES.size(); i++) {
        String file = FILES.get(i);
        Path where = folder.resolve(i < renamed ? file : "." + file + ".new");
        Files.writeString(where, text + " " + file);
      }
      Files.writeString(folder.resolve(".set.complete"), "");
      assertAll(text); // for readers that change nothing
      set.settle();
      assertAll(text);
      assertThat(names()).containsExactly("a", "b", "c");
    }
  }

  @Test
  void anUnfinishedWriteIsFinishedBeforeTheNext() throws IOException {
    Files.writeString(folder.resolve(".set.complete"), "");
    Files.writeString(folder.resolve(".c.new"), "newer c");
    Map<String, AtomicFile.Content> failing = contents("new");
    failing.put(
        "b",
        out -> {
          throw new IOException("full");
        });
    assertThatThrownBy(() -> set.write(failing)).hasMessageEndingWith(": full");
    assertThat(Files.readString(set.current("a"))).isEqualTo("old a");
    assertThat(Files.readString(set.current("c"))).isEqualTo("newer c");
    assertThat(names()).containsExactly("a", "b", "c");
  }

  @Test
  void processesKilledAtAnyMomentLeaveFilesOfOneWrite() throws Exception {
    Random random = new Random(3);
    for (int kill = 0; kill < 6; kill++) {
      Process writer =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      String before = Files.readString(set.current("a"));
      while (writer.isAlive() && Files.readString(set.current("a")).equals(before)) {
        Thread.sleep(1);
      }
      Thread.sleep(random.nextInt(40));
      assertThat(writer.isAlive()).isTrue();
      writer.destroyForcibly().waitFor();
      String written = Files.readString(set.current("a")).replace(" a", "");
      assertAll(written);
      set.settle();
      assertAll(written);
      AtomicFile.removeLeftovers(folder);
      assertThat(names()).containsExactly("a", "b", "c");
    }
  }

  /** Writes the set again and again until it is killed. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws IOException {
      FileSet set = new FileSet(Path.of(args[0]), "set", FILES);
      for (long i = System.nanoTime(); ; i++) {
        set.write(contents("write " + i));
      }
    }
  }
}
