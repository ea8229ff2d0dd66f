package io.murel.app.download.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.murel.BadInputException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Servers that do not have the file, or say what is not so. */
class RefusalTest extends FetchFixture {

  private static final byte[] RIGHT = content(5000, 1);
  private static final byte[] WRONG = content(5000, 2);
  private static final byte[] PAGE =
      "\n <!DOCTYPE html><html>Please log in</html>".getBytes(StandardCharsets.US_ASCII);

  @Test
  void whereAPlaceDoesNotHaveItTheNextOneIsAsked() throws Exception {
    server.at("/a", TestServer.status(404));
    server.at("/b", TestServer.status(403));
    server.at("/c", TestServer.status(409));
    server.at("/d", TestServer.file(RIGHT, "\"1\""));
    get(known(RIGHT, server.uri("/a"), server.uri("/b"), server.uri("/c"), server.uri("/d")));
    assertGot(RIGHT);
    assertThat(server.requests()).hasSize(4);
    assertThat(pauses).isEmpty();
  }

  @Test
  void whereNoPlaceHasItEachReasonIsGiven() throws Exception {
    server.at("/b", TestServer.status(410));
    assertThat(refused(unknown(server.uri("/a"), server.uri("/b"))))
        .isEqualTo("127.0.0.1: 404 Not Found; 127.0.0.1: 410 Gone");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void aServerThatFailsIsAskedAgainLaterAndLater() {
    server.at("/f", TestServer.status(500));
    assertThat(refused(unknown(server.uri("/f"))))
        .isEqualTo("127.0.0.1: 500 Internal Server Error, 6 times in a row");
    assertThat(server.requests()).hasSize(6);
    assertThat(seconds()).containsExactly(1L, 2L, 4L, 8L, 16L);
  }

  @Test
  void aBusyServerIsGivenTheTimeItAsksFor() throws Exception {
    String later =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(60));
    server.at(
        "/f",
        TestServer.inTurn(
            TestServer.status(503, "Retry-After: 40"),
            TestServer.status(429, "Retry-After: " + later),
            TestServer.status(503, "Retry-After: soon"),
            TestServer.file(RIGHT, "\"1\"")));
    get(known(RIGHT, server.uri("/f")));
    assertGot(RIGHT);
    assertThat(seconds().get(0)).isEqualTo(40);
    assertThat(seconds().get(1)).isBetween(50L, 60L);
    assertThat(seconds().get(2)).isEqualTo(4);
  }

  @Test
  void aServerThatAsksForTooMuchTimeIsGivenUp() {
    server.at("/f", TestServer.status(503, "Retry-After: 7200"));
    assertThat(refused(unknown(server.uri("/f"))))
        .isEqualTo("127.0.0.1: 503 Service Unavailable, and asks to come back in 120 min");
    assertThat(pauses).isEmpty();
  }

  @Test
  void aServerThatGetsNowhereIsGivenUp() {
    server.at("/f", TestServer.cut(RIGHT, "\"1\"", 10));
    assertThat(refused(unknown(server.uri("/f"))))
        .isEqualTo("127.0.0.1: the connection broke off, 6 times in a row");
    assertThat(part()).hasSize(60);
  }

  @Test
  void attemptsThatGetOnDoNotCount() throws Exception {
    byte[] large = content(9 << 20, 1);
    server.at("/f", TestServer.cut(large, "\"1\"", 1 << 20));
    get(known(large, server.uri("/f")));
    assertGot(large);
    assertThat(server.requests()).hasSize(9);
    assertThat(seconds()).containsOnly(1L);
  }

  @Test
  void aWebPageIsNotTheFile() throws Exception {
    Files.write(part(), RIGHT);
    server.at("/a", TestServer.raw(PAGE, "Content-Type: text/html; charset=utf-8"));
    server.at("/b", TestServer.raw(PAGE, "Content-Type: application/zip"));
    assertThat(refused(unknown(server.uri("/a"), server.uri("/b"))))
        .isEqualTo(
            "127.0.0.1: a web page instead of the file, perhaps a login or a notice; 127.0.0.1: a"
                + " web page instead of the file, perhaps a login or a notice");
    assertThat(part()).as("what had come").hasSize(5000);
  }

  @Test
  void anotherKindOfFileIsRefused() {
    for (String[] kind :
        List.of(
            new String[] {"f.zip", "a zip file"},
            new String[] {"f.npz", "a zip file"},
            new String[] {"f.tar.gz", "a gzip file"},
            new String[] {"f.tar", "a tar file"},
            new String[] {"f.npy", "a NumPy file"},
            new String[] {"f.json", "JSON"})) {
      server.at("/f", TestServer.raw(RIGHT));
      Wanted file =
          new Wanted(
              kind[0], List.of(server.uri("/f")), OptionalLong.empty(), 1000, Optional.empty());
      assertThat(refused(file)).isEqualTo("127.0.0.1: something else than " + kind[1]);
      assertThat(dir).isEmptyDirectory();
    }
  }

  @Test
  void anotherLengthThanPublishedIsRefusedBeforeItIsGot() throws Exception {
    server.at("/a", TestServer.raw(RIGHT, "Content-Length: 5001"));
    server.at("/b", TestServer.raw(RIGHT, "Content-Length: 4999"));
    assertThat(refused(known(RIGHT, server.uri("/a"), server.uri("/b"))))
        .isEqualTo(
            "127.0.0.1: a file of 5,001 bytes instead of 5,000; 127.0.0.1: a file of 4,999 bytes"
                + " instead of 5,000");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void anUnannouncedLengthIsComparedInTheEnd() {
    byte[] more = content(70_000, 1);
    server.at("/a", TestServer.raw(content(4000, 1)));
    server.at("/b", TestServer.raw(more));
    assertThat(refused(known(RIGHT, server.uri("/a"), server.uri("/b"))))
        .isEqualTo(
            "127.0.0.1: the connection broke off, 6 times in a row; 127.0.0.1: a file of more than"
                + " 5,000 bytes, the most that is taken");
  }

  @Test
  void aFileWithoutEndIsCutOff() throws Exception {
    byte[] block = new byte[1 << 20];
    block[0] = 'x';
    server.at(
        "/f",
        (request, out) -> {
          TestServer.head(out, "200 OK");
          while (true) {
            out.write(block);
          }
        });
    assertThat(refused(unknown(server.uri("/f"))))
        .isEqualTo("127.0.0.1: a file of more than 67,110,864 bytes, the most that is taken");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void anAnnouncedLengthFarAboveTheKnownOneIsRefused() {
    server.at("/f", TestServer.raw(RIGHT, "Content-Length: 100000000000"));
    assertThat(refused(unknown(server.uri("/f"))))
        .isEqualTo("127.0.0.1: a file of more than 67,110,864 bytes, the most that is taken");
  }

  @Test
  void aWrongChecksumSendsToTheNextPlace() throws Exception {
    server.at("/a", TestServer.file(WRONG, "\"1\""));
    server.at("/b", TestServer.file(RIGHT, "\"1\""));
    get(known(RIGHT, server.uri("/a"), server.uri("/b")));
    assertGot(RIGHT);
    Files.delete(target());
    assertThat(refused(known(RIGHT, server.uri("/a"))))
        .isEqualTo(
            "127.0.0.1: a file with sha256 %s instead of %s"
                .formatted(sha256(WRONG).hex(), sha256(RIGHT).hex()));
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void aSilentServerIsGivenUp() {
    server.at("/f", server.silentAfter(RIGHT, 100));
    server.at(
        "/g",
        (request, out) -> {
          Thread.sleep(1000);
          TestServer.head(out, "200 OK");
        });
    silence = Duration.ofMillis(300);
    Patience once = new Patience(silence, 1, silence, silence);
    assertThatThrownBy(() -> get(unknown(server.uri("/f"), server.uri("/g")), once))
        .isInstanceOf(NoPlaceHasIt.class)
        .hasMessage("127.0.0.1: nothing came for 300 ms; 127.0.0.1: no answer within 300" + " ms");
  }

  @Test
  void whereNobodyListensTheConnectionIsRefused() throws Exception {
    URI gone;
    try (TestServer other = new TestServer()) {
      gone = other.uri("/f");
    }
    assertThat(refused(unknown(gone))).isEqualTo("127.0.0.1: connection refused, 6 times in a row");
  }

  @Test
  void aDiskWithoutRoomIsNoticedBefore() {
    free = 4999;
    server.at("/f", TestServer.file(RIGHT, "\"1\""));
    assertThatThrownBy(() -> get(unknown(server.uri("/f"))))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            part()
                + ": found 5.0 kB free, expected room for another 5.0 kB. Make room, or choose"
                + " another disk with --dir.");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void aDiskThatFillsUpIsNotTakenForABadConnection() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full on this system: skipped");
    Files.createSymbolicLink(part(), Path.of("/dev/full"));
    server.at("/f", TestServer.file(RIGHT, "\"1\""));
    assertThatThrownBy(() -> get(unknown(server.uri("/f"))))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(part() + ": No space left on device");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void namesAreEncodedInTheAddressesOfMirrors() {
    Wanted file =
        new Wanted(
            "a b#1.zip",
            List.of(URI.create("https://a.org/x")),
            OptionalLong.empty(),
            1,
            Optional.empty());
    assertThat(file.alsoFrom(List.of(URI.create("https://m.org/d/"))).places())
        .containsExactly(
            URI.create("https://m.org/d/a%20b%231.zip"), URI.create("https://a.org/x"));
  }

  @Test
  void addressesThatCannotBeAskedAreRefused() {
    for (String address :
        List.of("file:///x", "ftp://a/b", "https:///x", "http://u:p@a/b", "a/b")) {
      assertThatThrownBy(() -> unknown(URI.create(address)))
          .isInstanceOf(BadInputException.class)
          .hasMessage(
              "file.bin: found the address '%s', expected one like https://example.org/file.zip."
                      .formatted(address)
                  + " Addresses begin with https:// or http:// and hold no password.");
    }
  }
}
