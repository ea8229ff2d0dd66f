package io.murel.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  private void assertOnly(String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }

  @Test
  void contentReplacesWhatWasThere() throws IOException {
    Path file = folder.resolve("sub/a.txt");
    AtomicFile.write(file, "old");
    AtomicFile.write(file, "new");
    assertThat(file).hasContent("new");
    assertOnly("sub");
  }

  @Test
  void aFullDiskLeavesTheOldContentAndNoTemporaryFile() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "old");
    AtomicFile.Content full =
        out -> {
          out.write(new byte[1 << 20]);
          throw new IOException("No space left on device");
        };
    assertThatThrownBy(() -> AtomicFile.write(file, full))
        .hasMessage(file + ": No space left on device");
    assertThat(file).hasContent("old");
    assertOnly("a.txt");
  }

  @Test
  void onlyTemporariesOfDeadProcessesAreRemoved() throws IOException {
    String mine = ".a.txt." + ProcessHandle.current().pid() + ".tmp";
    for (String name :
        new String[] {mine, ".a.txt.999999999.tmp", ".mine.tmp", "a.txt", ".1.tmp"}) {
      Files.writeString(folder.resolve(name), "x");
    }
    AtomicFile.removeLeftovers(folder);
    assertOnly(mine, ".mine.tmp", "a.txt", ".1.tmp");
  }
}
