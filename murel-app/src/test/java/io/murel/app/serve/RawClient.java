package io.murel.app.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that does not behave: it writes what it is told, when it is told. */
final class RawClient implements AutoCloseable {

  private final Socket socket;

  RawClient(Service service) throws IOException {
    socket = new Socket(service.server.url().getHost(), service.server.url().getPort());
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
  }

  RawClient write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** The head of a POST of JSON that will have so many bytes. */
  RawClient head(String path, int length) throws IOException {
    return write(
        "POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, length));
  }

  /** A whole question. */
  RawClient ask(String json) throws IOException {
    return head("/api/v1/answers", json.getBytes(StandardCharsets.UTF_8).length).write(json);
  }

  /** Everything until the server closes the connection. */
  String readAll() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    try {
      in.transferTo(out);
    } catch (IOException e) {
      if (out.size() == 0) {
        throw e;
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What comes next, up to some text. */
  String readUntil(String end) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    while (!out.toString(StandardCharsets.UTF_8).endsWith(end)) {
      int read = in.read();
      if (read < 0) {
        throw new IOException("the connection ended after " + out.toString(StandardCharsets.UTF_8));
      }
      out.write(read);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  void vanish() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
