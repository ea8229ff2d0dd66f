package io.murel.app.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.app.download.transfer.Fetch;
import io.murel.app.download.transfer.FreeSpace;
import io.murel.app.download.transfer.NoWatcher;
import io.murel.app.download.transfer.Patience;
import io.murel.app.download.transfer.TestServer;
import io.murel.app.download.transfer.Web;
import io.murel.app.download.unpack.Archives;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a line of a list of places to files under their names. */
class DownloaderTest {

  private static final byte[] ZIP = new Archives().file("x/v2_a.json", "[1]").zip();

  @TempDir private Path data;
  private TestServer server;
  private long free = Long.MAX_VALUE;
  private boolean keep;
  private List<URI> mirrors = List.of();

  @BeforeEach
  void start() throws IOException {
    server = new TestServer().at("/a.zip", TestServer.file(ZIP, "\"1\""));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Bundle bundle() {
    return bundle("name: a.zip", "unpack: {v2_a.json: a.json}\n      unpacked: 3");
  }

  private Bundle bundle(String name, String unpack) {
    String yaml =
        """
        set:
          title: A set
          page: https://example.org
          licence: none
          folder: vqa/set
          advice: "Or ask the neighbours."
          files:
            - %s
              places: [%s]
              size: %d
              facts: made up
              %s
        """
            .formatted(name, server.uri("/a.zip"), ZIP.length, unpack);
    return PlacesReader.parse(yaml, "test").bundles().get("set");
  }

  private Downloader.Outcome get(Bundle bundle) throws IOException, InterruptedException {
    FreeSpace space = new FreeSpace(path -> free);
    Fetch fetch =
        new Fetch(
            new Web(Duration.ofSeconds(5)), Patience.usual(), pause -> {}, space, new NoWatcher());
    return new Downloader(new Stock(data), fetch, space, mirrors, keep, new NoWatcher())
        .get(bundle, bundle.files().get(0));
  }

  private Path archive() {
    return data.resolve("downloads/set/a.zip");
  }

  private Path result() {
    return data.resolve("vqa/set/a.json");
  }

  @Test
  void anArchiveIsGotUnpackedAndDropped() throws Exception {
    assertThat(get(bundle())).isEqualTo(Downloader.Outcome.DONE);
    assertThat(result()).hasContent("[1]");
    assertThat(data.toFile().list()).containsExactly("vqa");
  }

  @Test
  void theSecondRunDoesNothing() throws Exception {
    get(bundle());
    Files.writeString(result(), "mine");
    assertThat(get(bundle())).isEqualTo(Downloader.Outcome.THERE);
    assertThat(result()).hasContent("mine");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void archivesMayBeKept() throws Exception {
    keep = true;
    get(bundle());
    assertThat(archive()).hasBinaryContent(ZIP);
  }

  @Test
  void anArchivePutThereByHandIsTakenAndKept() throws Exception {
    Files.createDirectories(archive().getParent());
    Files.write(archive(), ZIP);
    assertThat(get(bundle())).isEqualTo(Downloader.Outcome.DONE);
    assertThat(server.requests()).isEmpty();
    assertThat(result()).hasContent("[1]");
    assertThat(archive()).hasBinaryContent(ZIP);
  }

  @Test
  void aWrongFilePutThereByHandIsRefusedAndKept() throws Exception {
    Files.createDirectories(archive().getParent());
    Files.write(archive(), new byte[5]);
    assertThatThrownBy(() -> get(bundle()))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "%s: found a file of 5 bytes instead of %d, expected a.zip as published. Delete it or put"
                    .formatted(archive(), ZIP.length)
                + " the right one there, then run this again.");
    assertThat(archive()).hasBinaryContent(new byte[5]);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aPlainFileGoesToItsPlaceAtOnce() throws Exception {
    assertThat(get(bundle("name: a.zip", ""))).isEqualTo(Downloader.Outcome.DONE);
    assertThat(data.resolve("vqa/set/a.zip")).hasBinaryContent(ZIP);
    assertThat(get(bundle("name: a.zip", ""))).isEqualTo(Downloader.Outcome.THERE);
  }

  @Test
  void aPlainFileOfAnotherSizeIsNotTakenForTheRightOne() throws Exception {
    Path file = data.resolve("vqa/set/a.zip");
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[5]);
    assertThatThrownBy(() -> get(bundle("name: a.zip", "")))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ": found a file of 5 bytes instead of " + ZIP.length);
  }

  @Test
  void aFolderIsTakenWholeAndOnlyOnce() throws Exception {
    Bundle folder = bundle("name: a.zip", "unpack_folder: x\n      unpacked: 3");
    Files.createDirectories(data.resolve("vqa/set/x")); // empty: not there yet
    assertThat(get(folder)).isEqualTo(Downloader.Outcome.DONE);
    assertThat(data.resolve("vqa/set/x/v2_a.json")).hasContent("[1]");
    assertThat(get(folder)).isEqualTo(Downloader.Outcome.THERE);
  }

  @Test
  void mirrorsAreAskedFirst() throws Exception {
    server.at("/mirror/a.zip", TestServer.file(ZIP, "\"2\""));
    mirrors = List.of(server.uri("/none/"), server.uri("/mirror"));
    get(bundle());
    assertThat(server.requests())
        .extracting(TestServer.Request::path)
        .containsExactly("/none/a.zip", "/mirror/a.zip");
  }

  @Test
  void whereNoPlaceHasItTheMessageSaysWhatToDo() {
    server.at("/a.zip", TestServer.status(403));
    assertThatThrownBy(() -> get(bundle()))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "a.zip: found no place that has it (127.0.0.1: 403 Forbidden), expected it at its"
                + " address. Get it in another way, put it at %s and run this again. Or ask the"
                    .formatted(archive())
                + " neighbours.");
    mirrors = List.of(server.uri("/none"));
    assertThatThrownBy(() -> get(bundle()))
        .hasMessageContaining(
            "(127.0.0.1: 404 Not Found; 127.0.0.1: 403 Forbidden), expected it at one of 2 addresses.");
    assertThat(archive()).doesNotExist();
  }

  @Test
  void theRoomForTheContentIsAskedForToo() {
    free = ZIP.length + 2; // the content has 3 bytes
    assertThatThrownBy(() -> get(bundle()))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "%s: found %d bytes free, expected room for another %d bytes. Make room, or choose another"
                    .formatted(archive(), free, ZIP.length + 3)
                + " disk with --dir.");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void anArchiveThatUnpacksToFarMoreThanKnownIsRefused() throws Exception {
    byte[] bomb = new Archives().file("v2_a.json", new byte[65 << 20]).zip();
    Files.createDirectories(archive().getParent());
    Files.write(archive(), bomb);
    Bundle small =
        PlacesReader.parse(
                """
                set:
                  title: A set
                  page: https://example.org
                  licence: none
                  folder: vqa/set
                  advice: "None."
                  files:
                    - name: a.zip
                      places: [https://example.org/a.zip]
                      about: 3 MB
                      unpack: {v2_a.json: a.json}
                      unpacked: 1 MB
                      facts: made up
                """,
                "test")
            .bundles()
            .get("set");
    assertThatThrownBy(() -> get(small))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(archive() + ": found content of more than 67,108,864 bytes");
    assertThat(result()).doesNotExist();
  }
}
