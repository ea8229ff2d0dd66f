package io.murel.io.pth;

import static io.murel.io.pth.PthFiles.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers inside themselves, without end, or copied without end. */
class PthStructureTest {

  @TempDir Path folder;

  private Path file(String pickle) throws IOException {
    return Files.write(folder.resolve("bad.pth"), PthFiles.zip(pickle));
  }

  @Test
  void aListInsideItselfIsRefused() throws IOException {
    assertRefused(file("]q\0h\0a."), "a container inside itself");
    assertRefused(file("}q\0K\1h\0s."), "a container inside itself");
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    assertRefused(
        file("]".repeat(200_000) + "a".repeat(199_999) + "."),
        "containers nested more than 100 deep");
    assertRefused(
        file(")" + "\u0085".repeat(200_000) + "."), "containers nested more than 100 deep");
  }

  @Test
  void deepNestingHiddenBehindSharedPartsIsRefused() throws IOException {
    // Every list holds the one before it; the outermost list names them innermost first.
    StringBuilder pickle = new StringBuilder("](]q\0");
    for (int i = 1; i < 200; i++) {
      pickle.append("]q").append((char) i).append('h').append((char) (i - 1)).append('a');
    }
    assertRefused(file(pickle + "e."), "containers nested more than 100 deep");
  }

  @Test
  void smallFilesThatLookEndlessAreRefused() throws IOException {
    StringBuilder pickle = new StringBuilder("]q\0");
    for (int i = 0; i < 60; i++) { // two to the sixtieth empty lists
      pickle.append("0]q\1(h\0h\0eq\0");
    }
    assertRefused(file(pickle + "."), "the same containers used over and over");
  }

  @Test
  void keysWithoutACheapHashAreRefused() throws IOException {
    assertRefused(
        file("}]q\0h\0aK\1s."), "a key that is neither text nor number nor a tuple of these");
  }

  @Test
  void copyingTheSameListManyTimesIsBounded() throws IOException {
    String list = "](" + "X\1\0\0\0aK\1\u0086".repeat(50_000) + "eq\0";
    String calls = "h\1h\0\u0085R0".repeat(50_000);
    assertRefused(
        file("ccollections\nOrderedDict\nq\1" + list + calls + "."),
        "a container made of 50000 items again and again");
  }
}
