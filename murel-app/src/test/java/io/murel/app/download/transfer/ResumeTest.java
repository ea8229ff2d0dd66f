package io.murel.app.download.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes in pieces. */
class ResumeTest extends FetchFixture {

  private static final byte[] OLD = content(5000, 1);
  private static final byte[] NEW = content(5000, 2);

  @Test
  void aFileGetsItsNameWhenAllIsThere() throws Exception {
    server.at("/f", TestServer.file(OLD, "\"1\""));
    get(known(OLD, server.uri("/f")));
    assertGot(OLD);
    assertThat(server.requests()).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void whatBreaksOffIsContinued() throws Exception {
    server.at("/f", TestServer.cut(OLD, "\"1\"", 2000));
    get(unknown(server.uri("/f")));
    assertGot(OLD);
    assertThat(server.requests())
        .extracting(r -> r.headers().get("range"))
        .containsExactly(null, "bytes=2000-", "bytes=4000-");
    assertThat(server.requests())
        .extracting(r -> r.headers().get("if-range"))
        .containsExactly(null, "\"1\"", "\"1\"");
    assertThat(seconds()).containsExactly(1L, 2L);
  }

  @Test
  void theNextProcessGoesOnWhereThisOneEnded() throws Exception {
    server.at("/f", TestServer.inTurn(TestServer.cut(OLD, "\"1\"", 2000), TestServer.status(403)));
    assertThat(refused(unknown(server.uri("/f")))).isEqualTo("127.0.0.1: 403 Forbidden");
    assertThat(part()).hasSize(2000);
    assertThat(Fetch.begun(target())).isEqualTo(2000);

    server.at("/f", TestServer.file(OLD, "\"1\""));
    get(unknown(server.uri("/f")));
    assertGot(OLD);
    assertThat(server.requests().get(2).from()).isEqualTo(2000);
  }

  @Test
  void aServerThatIgnoresRangesSendsAllAgain() throws Exception {
    String length = "Content-Length: 5000";
    server.at(
        "/f", TestServer.inTurn(TestServer.cut(OLD, "\"1\"", 2000), TestServer.raw(OLD, length)));
    get(unknown(server.uri("/f")));
    assertGot(OLD);
  }

  @Test
  void aFileThatChangesBetweenAttemptsIsGotAnew() throws Exception {
    server.at(
        "/f", TestServer.inTurn(TestServer.cut(OLD, "\"1\"", 2000), TestServer.file(NEW, "\"2\"")));
    get(unknown(server.uri("/f")));
    assertGot(NEW);
    assertThat(server.requests().get(1).headers()).containsEntry("if-range", "\"1\"");
  }

  @Test
  void partsThatDoNotFitTogetherAreNoticedByTheChecksumAndGotAnew() throws Exception {
    server.at(
        "/f",
        TestServer.inTurn(
            TestServer.cut(OLD, "\"1\"", 2000), // then NEW, though the server says it is the same
            TestServer.file(NEW, "\"1\"")));
    get(known(NEW, server.uri("/f")));
    assertGot(NEW);
    assertThat(server.requests())
        .extracting(TestServer.Request::from)
        .containsExactly(0L, 2000L, 0L);
  }

  @Test
  void aPartOfAnotherFileIsNotContinued() throws Exception {
    server.at("/g", TestServer.file(NEW, "\"1\""));
    server.at("/f", TestServer.inTurn(TestServer.cut(OLD, "\"1\"", 2000), TestServer.status(404)));
    get(unknown(server.uri("/f"), server.uri("/g")));
    assertGot(NEW);
    assertThat(server.requests())
        .extracting(r -> r.headers().get("range"))
        .containsExactly(null, "bytes=2000-", null);
  }

  @Test
  void withAChecksumAnotherPlaceMayContinue() throws Exception {
    server.at("/f", TestServer.inTurn(TestServer.cut(OLD, "\"1\"", 2000), TestServer.status(404)));
    server.at("/g", TestServer.file(OLD, "\"another server's\""));
    get(known(OLD, server.uri("/f"), server.uri("/g")));
    assertGot(OLD);
    assertThat(server.requests().get(2).headers())
        .containsEntry("range", "bytes=2000-")
        .doesNotContainKey("if-range");
  }

  @Test
  void anotherPartThanAskedForIsNotTaken() throws Exception {
    server.at(
        "/f",
        TestServer.inTurn(
            TestServer.cut(OLD, "\"1\"", 2000),
            (request, out) -> {
              TestServer.head(out, "206 Partial Content", "Content-Range: bytes 100-4999/5000");
              out.write(OLD, 100, 4900);
            },
            TestServer.file(OLD, "\"1\"")));
    get(unknown(server.uri("/f")));
    assertGot(OLD);
    assertThat(server.requests())
        .extracting(TestServer.Request::from)
        .containsExactly(0L, 2000L, 0L);
  }

  @Test
  void aWeakTagDoesNotPromiseTheSameBytes() throws Exception {
    server.at(
        "/f",
        TestServer.inTurn(TestServer.cut(OLD, "W/\"1\"", 2000), TestServer.file(OLD, "\"1\"")));
    get(unknown(server.uri("/f")));
    assertGot(OLD);
    assertThat(server.requests().get(1).headers()).doesNotContainKeys("range", "if-range");
  }

  @Test
  void withoutATagTheDateDecides() throws Exception {
    String date = "Sun, 26 Apr 2017 10:00:00 GMT";
    server.at(
        "/f",
        TestServer.inTurn(
            (request, out) -> {
              TestServer.head(out, "200 OK", "Last-Modified: " + date, "Content-Length: 5000");
              out.write(OLD, 0, 2000);
            },
            TestServer.file(OLD, date)));
    get(unknown(server.uri("/f")));
    assertGot(OLD);
    assertThat(server.requests().get(1).headers()).containsEntry("if-range", date);
  }

  @Test
  void aWholePartNeedsNoServer() throws Exception {
    Files.write(part(), OLD);
    state("{\"place\": \"http://127.0.0.1:1/f\", \"length\": 5000}");
    get(known(OLD, server.uri("/f")));
    assertGot(OLD);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aWholePartOfUnknownLengthIsRecognised() throws Exception {
    Files.write(part(), OLD);
    state(
        "{\"place\": \"%s\", \"etag\": \"\\\"1\\\"\", \"length\": -1}".formatted(server.uri("/f")));
    server.at("/f", TestServer.file(OLD, "\"1\""));
    get(unknown(server.uri("/f")));
    assertGot(OLD);
  }

  @Test
  void aPartWithoutADescriptionIsNotTrusted() throws Exception {
    for (String state :
        List.of(
            "",
            "{\"place\": 5, ",
            "[]",
            "null",
            "{\"length\": 5000}",
            "{\"place\": \"%s\", \"etag\": \"\\\"1\\\"\\r\\nHost: evil\"}"
                .formatted(server.uri("/f")))) {
      Files.deleteIfExists(target());
      Files.write(part(), NEW);
      if (!state.isEmpty()) {
        state(state);
      }
      server.at("/f", TestServer.file(OLD, "\"1\""));
      get(unknown(server.uri("/f")));
      assertGot(OLD);
    }
  }

  @Test
  void aPartLongerThanTheFileIsGotAnew() throws Exception {
    Files.write(part(), content(6000, 3));
    state(
        "{\"place\": \"%s\", \"etag\": \"\\\"1\\\"\", \"length\": 5000}"
            .formatted(server.uri("/f")));
    server.at("/f", TestServer.file(OLD, "\"1\""));
    get(known(OLD, server.uri("/f")));
    assertGot(OLD);
  }

  @Test
  void twoDownloadsOfAFileAtATimeAreRefused() throws Exception {
    server.at("/f", TestServer.file(OLD, "\"1\""));
    try (PartFile first = PartFile.open(target())) {
      assertThatThrownBy(() -> get(unknown(server.uri("/f"))))
          .isInstanceOf(BadInputException.class)
          .hasMessage(
              part()
                  + ": found that another process is writing it, expected one download of a file at"
                  + " a time. Wait for the other one or stop it.");
      assertThat(first.size()).isZero();
    }
    get(unknown(server.uri("/f")));
    assertGot(OLD);
  }

  @Test
  void anInterruptedDownloadLeavesWhatHasCome() throws Exception {
    server.at("/f", server.silentAfter(OLD, 3000));
    Thread download =
        new Thread(
            () -> {
              try {
                new Fetch(
                        new Web(java.time.Duration.ofMinutes(1)),
                        Patience.usual(),
                        pauses::add,
                        new FreeSpace(path -> free),
                        new NoWatcher())
                    .get(unknown(server.uri("/f")), target());
              } catch (Exception e) {
                return; // interrupted
              }
            });
    download.start();
    for (int i = 0; i < 500 && Fetch.begun(target()) < 3000; i++) {
      Thread.sleep(10);
    }
    download.interrupt();
    download.join(5000);
    assertThat(download.isAlive()).isFalse();
    assertThat(part()).hasSize(3000);

    server.at("/f", TestServer.file(OLD, "\"s\""));
    get(unknown(server.uri("/f")));
    assertGot(OLD);
    assertThat(server.requests().get(1).from()).isEqualTo(3000);
  }

  private void state(String json) throws Exception {
    Files.writeString(dir.resolve("file.bin.part.json"), json);
  }
}
