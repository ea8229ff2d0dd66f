package io.murel.app.download.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers that send elsewhere. */
class RedirectTest extends FetchFixture {

  private static final byte[] RIGHT = content(5000, 1);

  @Test
  void redirectsAreFollowed() throws Exception {
    server.at("/a", TestServer.status(302, "Location: /b"));
    server.at("/b", TestServer.status(308, "Location: " + server.uri("/f#top")));
    server.at("/f", TestServer.file(RIGHT, "\"1\""));
    get(known(RIGHT, server.uri("/a")));
    assertGot(RIGHT);
  }

  @Test
  void redirectsThatDoNotEndAreNot() {
    server.at("/a", TestServer.status(302, "Location: /b"));
    server.at("/b", TestServer.status(301, "Location: /a"));
    assertThat(refused(unknown(server.uri("/a")))).isEqualTo("127.0.0.1: it redirects in a circle");
    for (int i = 0; i < 20; i++) {
      server.at("/" + i, TestServer.status(302, "Location: /" + (i + 1)));
    }
    assertThat(refused(unknown(server.uri("/0"))))
        .isEqualTo("127.0.0.1: it redirects more than 10 times");
  }

  @Test
  void redirectsOutOfTheWebAreNot() {
    for (String where : List.of("file:///etc/passwd", "ftp://127.0.0.1/f", "jar:file:/x!/y", "")) {
      server.at("/f", TestServer.status(302, "Location: " + where));
      assertThat(refused(unknown(server.uri("/f"))))
          .isEqualTo("127.0.0.1: it redirects to '%s', which is no web address".formatted(where));
    }
    server.at("/f", TestServer.status(302, "Location: http://a b"));
    assertThat(refused(unknown(server.uri("/f"))))
        .isEqualTo("127.0.0.1: it redirects to 'http://a b', which is no address");
  }

  @Test
  void whatAServerSaysCannotDriveTheTerminal() {
    assertThatThrownBy(() -> Web.next(URI.create("http://a.org/f"), "\u001b[2J" + "x".repeat(200)))
        .hasMessage(
            "it redirects to '\\u001b[2J%s...', which is no address".formatted("x".repeat(96)));
  }

  @Test
  void redirectsThatGiveUpEncryptionAreNot() {
    assertThatThrownBy(() -> Web.next(URI.create("https://a.org/f"), "http://a.org/f"))
        .isInstanceOf(PlaceFailure.class)
        .hasMessage("it redirects from https to http, where answers can be forged");
  }
}
