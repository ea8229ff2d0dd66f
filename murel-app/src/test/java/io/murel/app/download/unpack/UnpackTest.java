package io.murel.app.download.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.app.download.transfer.NoWatcher;
import io.murel.app.download.transfer.Watcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Honest archives, and those that are merely damaged. */
class UnpackTest {

  private static final Map<String, String> WANTED =
      Map.of("v2_q.json", "q.json", "a.json", "a.json");

  @TempDir private Path dir;
  private Path folder;

  @BeforeEach
  void folder() {
    folder = dir.resolve("raw/annotations");
  }

  private static Archives honest() {
    return new Archives()
        .folder("TDIUC")
        .file("TDIUC/Questions/v2_q.json", "[1]")
        .file("./TDIUC/Annotations/a.json", "[2]")
        .file("TDIUC/setup.py", "print 'hello'")
        .file("__MACOSX/._a.json", "x");
  }

  @Test
  void wantedFilesGetTheirNamesAndNothingElseIsLeft() throws IOException {
    for (Path archive : all(honest())) {
      unpack(archive).files(WANTED);
      assertThat(folder.toFile().list()).containsExactlyInAnyOrder("q.json", "a.json");
      assertThat(folder.resolve("q.json")).hasContent("[1]");
      assertThat(folder.resolve("a.json")).hasContent("[2]");
      Files.delete(folder.resolve("q.json"));
      Files.delete(folder.resolve("a.json"));
    }
  }

  @Test
  void aCompressedFileIsUnpackedUnderItsName() throws IOException {
    unpack(write("q.json.gz", Archives.gz("[1]".getBytes()))).files(Map.of("q.json", "q.json"));
    assertThat(folder.resolve("q.json")).hasContent("[1]");
  }

  @Test
  void filesThatExistAreKept() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("a.json"), "mine");
    unpack(write("x.zip", honest().zip())).files(WANTED);
    assertThat(folder.resolve("a.json")).hasContent("mine");
    assertThat(folder.resolve("q.json")).hasContent("[1]");
  }

  @Test
  void aFolderIsTakenAsAWhole() throws IOException {
    Archives features =
        new Archives()
            .folder("36")
            .file("36/1.pth", "one")
            .file("36/sub/2.pth", "two")
            .file("x", "");
    for (Path archive : all(features)) {
      unpack(archive).folder("36");
      assertThat(folder.resolve("36/1.pth")).hasContent("one");
      assertThat(folder.resolve("36/sub/2.pth")).hasContent("two");
      assertThat(folder.toFile().list()).containsExactly("36");
      Files.move(folder, dir.resolve("done" + archive.getFileName()));
    }
  }

  @Test
  void whatAKilledProcessLeftIsCleared() throws IOException {
    long dead = new ProcessBuilder("true").start().onExit().join().pid();
    Path leftover = folder.resolve(".x.zip." + dead + ".unpacking/36");
    Files.createDirectories(leftover);
    Files.writeString(leftover.resolve("half"), "");
    Files.createSymbolicLink(leftover.resolve("link"), Files.writeString(dir.resolve("mine"), "m"));
    unpack(write("x.zip", honest().zip())).files(WANTED);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("q.json", "a.json");
    assertThat(dir.resolve("mine")).hasContent("m");
  }

  @Test
  void whatAnotherProcessIsUnpackingIsLeftAlone() throws IOException {
    long alive = ProcessHandle.current().parent().orElseThrow().pid();
    Path theirs = folder.resolve(".x.zip." + alive + ".unpacking/36");
    Files.createDirectories(theirs);
    unpack(write("x.zip", honest().zip())).files(WANTED);
    assertThat(theirs).isDirectory();
  }

  @Test
  void anArchiveWithoutAFileLeavesNothing() throws IOException {
    Path archive = write("x.zip", honest().zip());
    assertThatThrownBy(() -> unpack(archive).files(Map.of("a.json", "a.json", "b.json", "b.json")))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            archive
                + ": found no b.json, expected the archive that is listed. Nothing was unpacked."
                + " Its publisher may have changed it; see the list of places.");
    assertThatThrownBy(() -> unpack(archive).folder("36"))
        .hasMessageStartingWith(archive + ": found no folder 36, expected the archive");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void truncatedArchivesAreRefused() throws IOException {
    for (Path archive :
        all(new Archives().file("v2_q.json", "[1]").file("a.json", "x".repeat(9999)))) {
      byte[] bytes = Files.readAllBytes(archive);
      Files.write(archive, Arrays.copyOf(bytes, bytes.length / 2));
      assertThatThrownBy(() -> unpack(archive).files(WANTED))
          .isInstanceOf(BadInputException.class)
          .hasMessageMatching(
              "(?s)\\Q%s\\E: found a damaged or truncated archive \\(.+\\), expected a complete one\\."
                      .formatted(archive)
                  + " Nothing was unpacked\\. Delete it and run this again to get another copy\\.");
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void aWrongChecksumInAnArchiveIsNoticed() throws IOException {
    byte[] zip = honest().zip();
    int crc = checksumOf(zip, "v2_q.json");
    zip[crc] ^= 1;
    Path archive = write("x.zip", zip);
    assertThatThrownBy(() -> unpack(archive).files(WANTED))
        .hasMessageContaining(
            "found a damaged or truncated archive (wrong checksum of TDIUC/Questions/v2_q.json)");
    byte[] gz = honest().tarGz();
    gz[gz.length - 6] ^= 1; // in the checksum at the end
    Path tar = write("x.tar.gz", gz);
    assertThatThrownBy(() -> unpack(tar).files(WANTED))
        .hasMessageContaining("found a damaged or truncated archive (Corrupt GZIP trailer)");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void otherBytesAreNoArchive() throws IOException {
    for (String name : List.of("x.zip", "x.tar", "x.tar.gz", "x.gz")) {
      Path archive = write(name, "<html>not found</html>".repeat(100).getBytes());
      assertThatThrownBy(() -> unpack(archive).files(WANTED))
          .as(name)
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(archive + ": found ");
    }
  }

  @Test
  void progressReachesTheTotal() throws IOException {
    for (Path archive : all(honest())) {
      List<Long> seen = new ArrayList<>();
      Watcher watcher =
          new NoWatcher() {
            @Override
            public void begin(String what, long from, long total) {
              assertThat(what).isEqualTo("Unpacking " + archive.getFileName());
              seen.add(total);
            }

            @Override
            public void at(long done) {
              seen.add(done);
            }
          };
      new Unpack(safe(archive), dir.resolve("to-" + archive.getFileName()), watcher).files(WANTED);
      assertThat(seen.get(seen.size() - 1)).isEqualTo(seen.get(0));
    }
  }

  /** Where the checksum of a file stands in the directory at the end of a zip file. */
  private static int checksumOf(byte[] zip, String name) {
    String text = new String(zip, StandardCharsets.ISO_8859_1);
    return text.lastIndexOf("PK\u0001\u0002", text.lastIndexOf(name)) + 16;
  }

  private List<Path> all(Archives archives) throws IOException {
    return List.of(
        write("x.zip", archives.zip()),
        write("x.tar", archives.tar()),
        write("x.tar.gz", archives.tarGz()));
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(dir.resolve(name), content);
  }

  private Unpack unpack(Path archive) {
    return new Unpack(safe(archive), folder, new NoWatcher());
  }

  private static SafeArchive safe(Path archive) {
    ArchiveKind kind = ArchiveKind.of(archive.toString()).orElseThrow();
    return new SafeArchive(archive, kind, 1 << 20, 100);
  }
}
