package io.murel.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarGzTest {

  private static final TarGz LIMITS = new TarGz(100_000, 300_000, 5);

  @TempDir Path folder;

  private static Map<String, String> read(Path archive) throws IOException {
    Map<String, String> out = new LinkedHashMap<>();
    LIMITS.read(
        archive,
        (name, content, read) -> out.put(name, new String(content, StandardCharsets.UTF_8)));
    return out;
  }

  private static void assertRefused(Path archive, String message) {
    assertThatThrownBy(() -> read(archive))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(archive + ": found ")
        .hasMessageContaining(message);
  }

  private Path archive(String... names) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (String name : names) {
      contents.put(name, ("content of " + name).getBytes(StandardCharsets.UTF_8));
    }
    return TarGzFiles.write(folder.resolve("a.tar.gz"), contents);
  }

  @Test
  void filesAreVisitedInOrder() throws IOException {
    assertThat(read(archive("b/one.txt", "a.txt")))
        .containsExactly(
            Map.entry("b/one.txt", "content of b/one.txt"), Map.entry("a.txt", "content of a.txt"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil.txt", "a/../../evil.txt", "/etc/passwd", "..\\evil.txt", "C:\\evil.txt"})
  void namesThatLeaveTheFolderAreRefused(String name) throws IOException {
    assertRefused(archive("good.txt", name), "a file named '" + name + "'");
  }

  @Test
  void linksAreRefused() throws IOException {
    TarArchiveEntry link = new TarArchiveEntry("link", TarConstants.LF_SYMLINK);
    link.setLinkName("/etc/passwd");
    assertRefused(
        TarGzFiles.writeHeaders(folder.resolve("link.tar.gz"), link), "'link', a link or a device");
  }

  @Test
  void anEnormousDeclaredSizeIsRefusedBeforeReading() throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("huge");
    entry.setSize(8L * 1024 * 1024 * 1024 - 1);
    assertRefused(
        TarGzFiles.writeHeaders(folder.resolve("huge.tar.gz"), entry),
        "'huge' of 8589934591 bytes, expected plain files of reasonable size");
  }

  @Test
  void anArchiveThatUnpacksToTooMuchIsRefused() throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (int i = 0; i < 4; i++) {
      contents.put("zeros" + i, new byte[90_000]);
    }
    assertRefused(
        TarGzFiles.write(folder.resolve("bomb.tar.gz"), contents),
        "more than 300000 bytes of content");
  }

  @Test
  void tooManyFilesAreRefused() throws IOException {
    assertRefused(archive("1", "2", "3", "4", "5", "6"), "more than 5 files");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(archive("a.txt", "b.txt"));
    Path cut = folder.resolve("cut.tar.gz");
    for (int length = 0; length < whole.length; length++) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertRefused(cut, "expected a complete .tar.gz archive. Download it again.");
    }
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "not an archive");
    assertRefused(text, "no gzip data (Not in GZIP format), expected");
    assertRefused(Files.createFile(folder.resolve("empty")), "found no gzip data, expected");
    assertRefused(folder, "found no gzip data (");
    Path zipped = folder.resolve("b.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(new byte[700]);
      out.write("no tar".getBytes(StandardCharsets.UTF_8));
    }
    assertRefused(zipped, "nothing in it");
    assertRefused(folder.resolve("absent.tar.gz"), "no such file");
  }

  @Test
  void whatTheVisitorThrowsIsNotBlamedOnTheArchive() throws IOException {
    Path archive = archive("a.txt");
    assertThatThrownBy(
            () ->
                LIMITS.read(
                    archive,
                    (name, content, read) -> {
                      throw new IOException("No space left on device");
                    }))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("No space left on device");
  }
}
