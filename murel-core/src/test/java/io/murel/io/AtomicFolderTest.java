package io.murel.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFolderTest {

  @TempDir Path temp;

  private static void fill(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("a/b/text"), "content");
  }

  private void assertOnly(String... names) throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }

  @Test
  void aNewFolderAppearsWithItsContent() throws IOException {
    AtomicFolder.write(temp.resolve("deep/target"), AtomicFolderTest::fill);
    assertThat(temp.resolve("deep/target/a/b/text")).hasContent("content");
    assertOnly("deep");
  }

  @Test
  void anEmptyFolderIsReplaced() throws IOException {
    Path target = Files.createDirectory(temp.resolve("target"));
    AtomicFolder.write(target, AtomicFolderTest::fill);
    assertThat(target.resolve("a/b/text")).exists();
  }

  @Test
  void whateverFailsLeavesNothing() throws IOException {
    assertThatThrownBy(
            () ->
                AtomicFolder.write(
                    temp.resolve("target"),
                    folder -> {
                      fill(folder);
                      throw new IOException("full");
                    }))
        .hasMessage("full");
    assertOnly();
  }

  @Test
  void nothingIsWrittenOver() throws IOException {
    Path target = temp.resolve("target");
    fill(target);
    assertThatThrownBy(() -> AtomicFolder.write(target, AtomicFolderTest::fill))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            target
                + ": found something there already, expected a new or empty folder. Delete it or"
                + " choose another folder.");
    Path file = Files.writeString(temp.resolve("file"), "mine");
    assertThatThrownBy(() -> AtomicFolder.requireFree(file)).hasMessageStartingWith(file + ": ");
    assertThat(file).hasContent("mine");
  }
}
