package io.murel.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.console.Terminal;
import io.murel.app.download.transfer.TestServer;
import io.murel.app.download.unpack.Archives;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code murel download} as a user meets it. */
class DownloadCommandTest {

  private static final byte[] ZIP = new Archives().file("x/v2_a.json", "[1]").zip();

  @TempDir private Path dir;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private TestServer server;
  private Path places;
  private Path data;

  @BeforeEach
  void listOfPlaces() throws IOException {
    server = new TestServer().at("/a.zip", TestServer.file(ZIP, "\"1\""));
    data = dir.resolve("my data");
    places =
        Files.writeString(
            dir.resolve("places.yaml"),
            """
            tiny:
              title: A tiny set
              page: https://example.org
              licence: CC0
              folder: vqa/tiny
              next: ./murel run --dataset.dir {data}/vqa/tiny
              advice: "Or ask the neighbours."
              note: "Nothing ill is reported."
              files:
                - name: gone.bin
                  places: [%s]
                  about: 2 MB
                  facts: invented
                - name: a.zip
                  places: [%s]
                  size: %d
                  unpack: {v2_a.json: a.json}
                  unpacked: 3 kB
                  facts: made up
            """
                .formatted(server.uri("/gone.bin"), server.uri("/a.zip"), ZIP.length));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void theListSaysWhatThereIs() {
    assertThat(download("--list")).isZero();
    assertThat(out())
        .isEqualTo(
            """
            NAME                OVER NET    ON DISK   STATE
            tiny                  2.0 MB     2.0 MB   0 of 2 files there
                A tiny set
                https://example.org (licence: CC0)

            murel download --list NAME says more. The list: %s
            """
                .formatted(places));
    assertThat(err()).isEmpty();
  }

  @Test
  void theListOfANameSaysAllThatIsKnown() {
    assertThat(download("--list", "tiny")).isZero();
    assertThat(out())
        .isEqualTo(
            """
            tiny: A tiny set
              page      https://example.org
              licence   CC0
              folder    %s
              reported  Nothing ill is reported.
              gone.bin (missing)
                about 2.0 MB; no checksum is published
                %s
                known from: invented
              a.zip (missing)
                %d bytes; no checksum is published
                %s
                known from: made up
            """
                .formatted(
                    data.resolve("vqa/tiny"),
                    server.uri("/gone.bin"),
                    ZIP.length,
                    server.uri("/a.zip")));
  }

  @Test
  void aDryRunSaysWhatWouldBeDone() {
    assertThat(download("tiny", "--dry-run", "--mirror", "https://m.org/x")).isZero();
    assertThat(out())
        .isEqualTo(
            """
            gone.bin: get about 2.0 MB to %s
              from https://m.org/x/gone.bin
              from %s
            a.zip: get %d bytes to %s
              from https://m.org/x/a.zip
              from %s
              unpack a.json to %s
            tiny: 2.0 MB over the net, 2.0 MB of disk space in all
            """
                .formatted(
                    data.resolve("vqa/tiny/gone.bin"),
                    server.uri("/gone.bin"),
                    ZIP.length,
                    data.resolve("downloads/tiny/a.zip"),
                    server.uri("/a.zip"),
                    data.resolve("vqa/tiny")));
    assertThat(server.requests()).isEmpty();
    assertThat(data).doesNotExist();
  }

  @Test
  void whatFailsDoesNotKeepTheRestFromComing() {
    assertThat(download("tiny")).isEqualTo(1);
    assertThat(out()).endsWith("a.zip: no checksum known, unpacked\n");
    assertThat(data.resolve("vqa/tiny/a.json")).hasContent("[1]");
    assertThat(err())
        .isEqualTo(
            "Error: gone.bin: found no place that has it (127.0.0.1: 404 Not Found), expected it at"
                + " its address. Get it in another way, put it at %s and run this again. Or ask the"
                    .formatted(data.resolve("vqa/tiny/gone.bin"))
                + " neighbours.\n");
  }

  @Test
  void theNextRunGetsWhatIsMissing() {
    download("tiny");
    out.reset();
    byte[] content = "content".repeat(1000).getBytes(StandardCharsets.US_ASCII);
    server.at("/gone.bin", TestServer.file(content, "\"1\""));
    assertThat(download("tiny")).isZero();
    assertThat(out())
        .contains("gone.bin: 100 %, 7.0/7.0 kB")
        .endsWith(
            """
            gone.bin: no checksum known
            a.zip: already there
            tiny is in %s
            Next: ./murel run --dataset.dir %s/vqa/tiny
            The options files name data/: set dataset.dir and the others to %s
            """
                .formatted(data.resolve("vqa/tiny"), data, data));
    out.reset();
    assertThat(download("--list")).isZero();
    assertThat(out()).contains("tiny                  2.0 MB     2.0 MB   there\n");
  }

  @Test
  void allFailuresAreSaid() {
    server.at("/a.zip", TestServer.status(410));
    assertThat(download("tiny")).isEqualTo(1);
    assertThat(err().lines().map(line -> line.replaceFirst(" \\(.*", "")))
        .containsExactly(
            "Error: gone.bin: found no place that has it",
            "Error: a.zip: found no place that has it");
  }

  @Test
  void unknownNamesAndMirrorsAreRefused() {
    assertThat(download("tinny")).isEqualTo(1);
    assertThat(err())
        .isEqualTo("Error: download: found 'tinny', expected one of tiny. Did you mean 'tiny'?\n");
    err.reset();
    assertThat(download("tiny", "--mirror", "file:///mnt")).isEqualTo(1);
    assertThat(err()).startsWith("Error: --mirror: found the address 'file:///mnt', expected one");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void theHelpNamesWhatThereIs() {
    assertThat(run("download", "--help")).isZero();
    assertThat(out())
        .contains("vqa2, vqacp2, ", "easy-vqa. Without a")
        .contains("Usage: murel download", "Examples:", "  murel download ");
  }

  private int download(String... words) {
    String[] all = new String[words.length + 5];
    all[0] = "download";
    all[1] = "--places";
    all[2] = places.toString();
    all[3] = "--dir";
    all[4] = data.toString();
    System.arraycopy(words, 0, all, 5, words.length);
    return run(all);
  }

  private int run(String... args) {
    Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), 0);
    return new Cli(terminal, new PrintStream(err, true, StandardCharsets.UTF_8)).run(args);
  }

  private String out() {
    return text(out);
  }

  private String err() {
    return text(err);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
