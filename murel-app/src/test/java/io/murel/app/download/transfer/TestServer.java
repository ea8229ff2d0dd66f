package io.murel.app.download.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A web server on bare sockets: it can say anything, stop anywhere, and remembers requests. */
public final class TestServer implements AutoCloseable {

  /** One request: path and headers, names in lower case. */
  public record Request(String path, Map<String, String> headers) {
    /** First byte asked for; 0 without a Range header. */
    long from() {
      String range = headers.getOrDefault("range", "bytes=0-");
      return Long.parseLong(range.replaceAll("bytes=(\\d+)-", "$1"));
    }
  }

  /** Answers a request; the connection is closed afterwards. */
  @FunctionalInterface
  public interface Handler {
    void answer(Request request, OutputStream out) throws Exception;
  }

  private final ServerSocket socket;
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  public TestServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  /** Answers a path from now on. */
  public TestServer at(String path, Handler handler) {
    handlers.put(path, handler);
    return this;
  }

  /** The address of a path. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
  }

  /** All requests so far. */
  public List<Request> requests() {
    return requests;
  }

  // --- Handlers ---

  /** A file as a good server has it: parts on request, unless it has changed. */
  public static Handler file(byte[] content, String etag) {
    return (request, out) -> send(request, out, content, etag, content.length);
  }

  /** The same, but the connection is cut after so many bytes of each answer. */
  static Handler cut(byte[] content, String etag, int after) {
    return (request, out) -> send(request, out, content, etag, after);
  }

  /** A status without a body worth mentioning. */
  public static Handler status(int code, String... headers) {
    return (request, out) -> {
      head(out, code + " Whatever", headers);
      out.write("sorry".getBytes(StandardCharsets.US_ASCII));
    };
  }

  /** The handlers one after the other, the last one for ever. */
  static Handler inTurn(Handler... handlers) {
    int[] next = {0};
    return (request, out) ->
        handlers[Math.min(next[0]++, handlers.length - 1)].answer(request, out);
  }

  /** Everything at once, under the headers given, whatever was asked for. */
  static Handler raw(byte[] body, String... headers) {
    return (request, out) -> {
      head(out, "200 OK", headers);
      out.write(body);
    };
  }

  /** Says nothing more after these bytes, without closing. */
  Handler silentAfter(byte[] content, int after) {
    return (request, out) -> {
      head(out, "200 OK", "ETag: \"s\"", "Content-Length: " + content.length);
      out.write(content, 0, after);
      out.flush();
      closed.await();
    };
  }

  static void head(OutputStream out, String status, String... headers) throws IOException {
    String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    String head = "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + lines + "\r\n";
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void send(Request request, OutputStream out, byte[] content, String etag, int most)
      throws IOException {
    boolean same = request.headers().getOrDefault("if-range", etag).equals(etag);
    int from = same ? (int) request.from() : 0;
    if (from > 0 && from >= content.length) {
      head(out, "416 Range Not Satisfiable", "Content-Range: bytes */" + content.length);
      return;
    }
    String length = "Content-Length: " + (content.length - from);
    if (from == 0) {
      head(out, "200 OK", "ETag: " + etag, length);
    } else {
      String range = "bytes %d-%d/%d".formatted(from, content.length - 1, content.length);
      head(out, "206 Partial Content", "ETag: " + etag, length, "Content-Range: " + range);
    }
    out.write(content, from, Math.min(most, content.length - from));
  }

  // --- The socket ---

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        daemon(() -> serve(connection));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      Request request = read(connection.getInputStream());
      if (request == null) {
        return;
      }
      requests.add(request);
      handlers
          .getOrDefault(request.path(), status(404))
          .answer(request, connection.getOutputStream());
      connection.getOutputStream().flush();
    } catch (Exception e) {
      return; // the client has gone, or the test is over
    }
  }

  private static Request read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        return null;
      }
      head.write(b);
    }
    String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n");
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] pair = lines[i].split(": ", 2);
      headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1]);
    }
    return new Request(lines[0].split(" ")[1], headers);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "test server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
  }
}
