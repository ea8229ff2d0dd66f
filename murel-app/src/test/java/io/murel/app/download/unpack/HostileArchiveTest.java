package io.murel.app.download.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.app.download.transfer.NoWatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives made to do harm: refused as a whole, with nothing written anywhere. */
class HostileArchiveTest {

  private static final Map<String, String> WANTED = Map.of("a.json", "a.json");

  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../a.json",
        "x/../../a.json",
        "x/..",
        "/tmp/a.json",
        "//server/share/a.json",
        "..\\a.json",
        "x\\..\\..\\a.json",
        "\\\\server\\share\\a.json",
        "C:\\a.json",
        "C:/a.json",
        "C:a.json",
        "a.json:stream",
        "a.json.",
        "a.json ",
        "x /a.json",
        "con",
        "x/NUL.json",
        "lpt1.txt/a.json",
      })
  void namesThatCouldLeaveTheFolderAreRefused(String name) throws IOException {
    refused(
        new Archives().file("a.json", "good").file(name, "evil"), "a file named '" + name + "'");
  }

  @Test
  void namesWithControlCharactersAreRefusedAndShownHarmlessly() throws IOException {
    String zero = "a file named 'a.json\\u0000.exe'";
    refused(new Archives().file("a.json\0.exe", "evil").zip(), "x.zip", zero);
    refused(new Archives().file("a\u001b[2Jb\r", "evil"), "a file named 'a\\u001b[2Jb\\u000d'");
  }

  @Test
  void endlessNamesAreRefused() throws IOException {
    String deep = "x/".repeat(31) + "a.json";
    refused(new Archives().file(deep, "evil"), "a file named '" + deep + "'");
    String longest = "x".repeat(1001);
    refused(new Archives().file(longest, "evil"), "a file named '" + "x".repeat(100) + "...'");
  }

  @Test
  void linksAreRefusedBeforeAnythingIsWrittenThroughThem() throws IOException {
    Path outside = Files.createDirectory(dir.resolve("outside"));
    refused(
        new Archives().link("out", outside.toString()).file("out/a.json", "evil"),
        "'out', a link or a device");
    refused(new Archives().link("a.json", "/etc/passwd"), "'a.json', a link or a device");
    refused(new Archives().link("x/", ".."), "'x/', a link or a device");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void hardLinksAndDevicesAreRefused() throws IOException {
    for (byte type :
        new byte[] {
          TarConstants.LF_LINK,
          TarConstants.LF_CHR,
          TarConstants.LF_BLK,
          TarConstants.LF_FIFO,
          TarConstants.LF_CONTIG
        }) {
      Archives archive = new Archives().special("a.json", type, "/etc/passwd");
      refused(archive.tar(), "x.tar", "'a.json', a link or a device");
      refused(archive.tarGz(), "x.tar.gz", "'a.json', a link or a device");
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "a.json,      a.json,    two files named 'a.json'",
        "a.json,      ./a.json,  two files named 'a.json'",
        "x/b,         x//b,      two files named 'x/b'",
        "a.json,      A.JSON,    \"'a.json' and 'A.JSON', which fall together\"",
        "x/a,         X/b,       \"'x' and 'X', which fall together\"",
        "a\u0301.txt, \u00e1.txt, \"'a\u0301.txt' and '\u00e1.txt', which fall together\"",
        "x,           x/a.json,  'x' as a file and as a folder",
        "x/a.json,    x,         'x' as a file and as a folder",
      })
  void namesThatFallTogetherAreRefused(String first, String second, String found)
      throws IOException {
    String more = found.endsWith("together") ? " where case does not count" : "";
    refused(new Archives().file(first, "1").file(second, "2"), found + more);
  }

  @Test
  void twoFilesOfTheNameThatIsWantedAreRefused() throws IOException {
    refused(new Archives().file("x/a.json", "1").file("y/a.json", "2"), "two files named 'a.json'");
  }

  @Test
  void bombsAreRefused() throws IOException {
    Archives bomb = new Archives().file("a.json", new byte[3 << 20]);
    assertThat(bomb.zip().length).as("a small archive").isLessThan(10_000);
    refused(bomb, "content of more than 1,000,000 bytes");
    byte[] gz = Archives.gz(new byte[3 << 20]);
    refused(gz, "a.json.gz", "content of more than 1,000,000 bytes");
  }

  @Test
  void manySmallFilesAreABombToo() throws IOException {
    Archives many = new Archives();
    for (int i = 0; i < 101; i++) {
      many.file("f" + i, "");
    }
    refused(many, "more than 100 files");
  }

  @Test
  void aZipThatDeclaresLessThanItHoldsIsRefused() throws IOException {
    byte[] zip = new Archives().file("a.json", "x".repeat(5000)).zip();
    for (int i = 0; i < zip.length - 4; i++) {
      if (zip[i] == (byte) 0x88 && zip[i + 1] == 0x13 && zip[i + 2] == 0 && zip[i + 3] == 0) {
        zip[i] = 1; // 5000 becomes 4865, wherever it stands
      }
    }
    Path archive = Files.write(dir.resolve("x.zip"), zip);
    assertThatThrownBy(() -> unpack(archive))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found a damaged or truncated archive (");
    assertThat(dir.resolve("to")).isEmptyDirectory();
  }

  @Test
  void aTarThatDeclaresAnEnormousFileIsRefusedBeforeItIsRead() throws IOException {
    byte[] tar = new Archives().file("a.json", "x").tar();
    byte[] size = "77777777777\0".getBytes(); // eight gigabytes
    System.arraycopy(size, 0, tar, 124, size.length);
    int sum = 0;
    Arrays.fill(tar, 148, 156, (byte) ' ');
    for (int i = 0; i < 512; i++) {
      sum += tar[i] & 0xff;
    }
    byte[] checksum = "%06o\0 ".formatted(sum).getBytes();
    System.arraycopy(checksum, 0, tar, 148, checksum.length);
    refused(tar, "x.tar", "content of more than 1,000,000 bytes");
  }

  private void refused(Archives archive, String found) throws IOException {
    refused(archive.zip(), "x.zip", found);
    refused(archive.tar(), "x.tar", found);
    refused(archive.tarGz(), "x.tar.gz", found);
  }

  private void refused(byte[] content, String name, String found) throws IOException {
    Path archive = Files.write(dir.resolve(name), content);
    Map<String, String> before = files();
    assertThatThrownBy(() -> unpack(archive))
        .as(name)
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "%s: found %s, expected plain files under relative names, of the size that is known."
                    .formatted(archive, found)
                + " Nothing was unpacked. Do not trust this archive; get it from its publisher.");
    assertThat(files()).isEqualTo(before);
  }

  private void unpack(Path archive) throws IOException {
    ArchiveKind kind = ArchiveKind.of(archive.toString()).orElseThrow();
    SafeArchive safe = new SafeArchive(archive, kind, 1_000_000, 100);
    new Unpack(safe, dir.resolve("to"), new NoWatcher()).files(WANTED);
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> out = new TreeMap<>();
    try (var walk = Files.walk(dir)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        out.put(file.toString(), List.of(Files.size(file)).toString());
      }
    }
    return out;
  }
}
