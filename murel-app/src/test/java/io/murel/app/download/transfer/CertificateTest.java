package io.murel.app.download.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Encrypted connections. */
class CertificateTest extends FetchFixture {

  @Test
  void aServerThatNobodyVouchesForIsNotTrusted() throws Exception {
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
    https.createContext("/", exchange -> exchange.sendResponseHeaders(200, 5));
    https.start();
    try {
      URI place = URI.create("https://localhost:" + https.getAddress().getPort() + "/f");
      assertThat(refused(unknown(place)))
          .startsWith("localhost: its certificate is not valid (")
          .hasLineCount(1);
      assertThat(pauses).isEmpty();
    } finally {
      https.stop(0);
    }
  }

  @Test
  void aServerThatDoesNotEncryptIsAskedAgainAndGivenUp() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      Thread answering =
          new Thread(
              () -> {
                while (!plain.isClosed()) {
                  try (Socket socket = plain.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 Bad\r\n\r\n".getBytes());
                    socket.getInputStream().read(new byte[1000]);
                  } catch (IOException e) {
                    continue; // the client is not amused
                  }
                }
              });
      answering.setDaemon(true);
      answering.start();
      URI place = URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/f");
      assertThat(refused(unknown(place)))
          .startsWith("127.0.0.1: no encrypted connection (")
          .endsWith("), 6 times in a row");
    }
  }

  private SSLContext selfSigned() throws Exception {
    Path store = dir.resolve("store.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                List.of(
                    keytool.toString(),
                    "-genkeypair",
                    "-alias",
                    "test",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-storepass",
                    "secret",
                    "-keystore",
                    store.toString()))
            .redirectErrorStream(true)
            .start();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "secret".toCharArray());
    }
    Files.delete(store);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }
}
