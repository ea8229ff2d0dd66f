import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a running service under load, and checks every answer against the one that the same question
 * got when it was asked alone.
 *
 * <pre>
 * ./murel serve --model logs/scenes/murel &
 * java bench/Load.java --url http://127.0.0.1:8080 --clients 64 --seconds 300
 * </pre>
 *
 * Ends with 1 if an answer was wrong or lost, if the service failed (503 with Retry-After is no
 * failure), or if the throughput was less than {@code --ratio} times that of one request at a time.
 * Needs nothing but a JDK.
 */
final class Load {

  private static final Pattern ANSWER =
      Pattern.compile("\\{\"score\":([-0-9.eE]+),\"answer\":\"((?:[^\"\\\\]|\\\\.)*)\"\\}");
  private static final Pattern SUGGESTED =
      Pattern.compile("\"question\":\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Batches of other sizes round differently. */
  private static final double SAME = 1e-4;

  /** A question in JSON, and the answers it gets alone. */
  private record Asked(String body, List<Scored> alone) {}

  private record Scored(double score, String answer) {}

  private final URI url;
  private final int clients;
  private final int seconds;
  private final int aloneSeconds;
  private final int scenes;
  private final String model;
  private final double ratio;
  private final boolean json;

  private final AtomicLong wrong = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final Map<Integer, Long> otherStatus = new TreeMap<>();
  private final List<long[]> latencies = new ArrayList<>();
  private final List<Double> megabytes = new ArrayList<>();
  private volatile String firstFault = "";

  private Load(Map<String, String> options) {
    url = URI.create(options.getOrDefault("url", "http://127.0.0.1:8080"));
    clients = Integer.parseInt(options.getOrDefault("clients", "64"));
    seconds = Integer.parseInt(options.getOrDefault("seconds", "300"));
    aloneSeconds = Integer.parseInt(options.getOrDefault("alone-seconds", "20"));
    scenes = Integer.parseInt(options.getOrDefault("scenes", "40"));
    model = options.get("model");
    ratio = Double.parseDouble(options.getOrDefault("ratio", "0"));
    json = options.containsKey("json");
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> options = new TreeMap<>();
    List<String> known =
        List.of(
            "url", "clients", "seconds", "alone-seconds", "scenes", "model", "ratio", "json");
    for (int i = 0; i < args.length; i++) {
      String name = args[i].replaceFirst("^--", "");
      if (!args[i].startsWith("--") || !known.contains(name)) {
        System.err.println("Load: found " + args[i] + ", expected --" + String.join(" --", known));
        System.exit(2);
      }
      options.put(name, name.equals("json") ? "" : args[++i]);
    }
    System.exit(new Load(options).run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    List<Asked> questions = questions();
    say("%d questions about %d scenes. One request at a time:", questions.size(), scenes);
    double alone = oneAtATime(questions);
    say("%.1f answers a second. %d clients for %d s:", alone, clients, seconds);
    double together = together(questions);
    return report(alone, together);
  }

  /** Every question asked alone once: this is also the warm-up. */
  private List<Asked> questions() throws IOException {
    List<Asked> out = new ArrayList<>();
    try (Connection connection = new Connection(url)) {
      for (int seed = 0; seed < scenes; seed++) {
        Response scene = connection.post("/api/v1/scenes", "{\"seed\":" + seed + "}");
        require(scene, "drawing a scene");
        Matcher suggested = SUGGESTED.matcher(scene.text());
        while (suggested.find()) {
          String body =
              "{\"image\":\"scene-%d\",\"question\":\"%s\"%s}"
                  .formatted(
                      seed,
                      suggested.group(1),
                      model == null ? "" : ",\"model\":\"" + model + "\"");
          Response answer = connection.post("/api/v1/answers", body);
          require(answer, "asking alone");
          out.add(new Asked(body, answers(answer.text())));
        }
      }
    }
    return out;
  }

  private static void require(Response response, String what) throws IOException {
    if (response.status() != 200) {
      throw new IOException(what + ": " + response.status() + " " + response.text());
    }
  }

  private double oneAtATime(List<Asked> questions) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    try (Connection connection = new Connection(url)) {
      long begin = System.nanoTime();
      long end = begin + aloneSeconds * 1_000_000_000L;
      int count = 0;
      while (System.nanoTime() < end) {
        Asked asked = questions.get(random.nextInt(questions.size()));
        Response response = connection.post("/api/v1/answers", asked.body());
        require(response, "asking alone");
        check(asked, response);
        count++;
      }
      return count * 1e9 / (System.nanoTime() - begin);
    }
  }

  private double together(List<Asked> questions) throws InterruptedException {
    long begin = System.nanoTime();
    long end = begin + seconds * 1_000_000_000L;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      int seed = 100 + i;
      Thread thread = new Thread(() -> client(questions, seed, end), "client-" + i);
      thread.start();
      threads.add(thread);
    }
    Thread memory = new Thread(() -> watchMemory(end), "memory");
    memory.start();
    for (Thread thread : threads) {
      thread.join();
    }
    double took = (System.nanoTime() - begin) / 1e9;
    memory.join();
    return latencies.stream().mapToLong(each -> each.length).sum() / took;
  }

  private void client(List<Asked> questions, int seed, long end) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] took = new long[1024];
    int count = 0;
    Connection connection = null;
    while (System.nanoTime() < end) {
      Asked asked = questions.get(random.nextInt(questions.size()));
      long begin = System.nanoTime();
      try {
        if (connection == null) {
          connection = new Connection(url);
        }
        Response response = connection.post("/api/v1/answers", asked.body());
        if (response.status() == 200) {
          if (count == took.length) {
            took = Arrays.copyOf(took, 2 * count);
          }
          took[count++] = System.nanoTime() - begin;
          check(asked, response);
        } else if (response.status() == 503 && response.retryAfter()) {
          refused.incrementAndGet();
          Thread.sleep(50);
        } else {
          other(response);
        }
        if (response.closes()) {
          connection.close();
          connection = null;
        }
      } catch (IOException e) {
        lost.incrementAndGet();
        fault("lost: " + e);
        connection = null;
      } catch (InterruptedException e) {
        return;
      }
    }
    synchronized (latencies) {
      latencies.add(Arrays.copyOf(took, count));
    }
  }

  private void other(Response response) {
    synchronized (otherStatus) {
      otherStatus.merge(response.status(), 1L, Long::sum);
    }
    fault(response.status() + " " + response.text());
  }

  private void fault(String text) {
    if (firstFault.isEmpty()) {
      firstFault = text;
    }
  }

  private void check(Asked asked, Response response) {
    List<Scored> got = answers(response.text());
    boolean same = got.size() == asked.alone().size() && !got.isEmpty();
    for (int i = 0; same && i < got.size(); i++) {
      Scored right = asked.alone().get(i);
      Scored mine = got.get(i);
      same = Math.abs(right.score() - mine.score()) <= SAME; // equal ones may change places
      same &=
          mine.answer().equals(right.answer())
              || asked.alone().stream()
                  .noneMatch(each -> each.answer().equals(mine.answer()))
              || asked.alone().stream()
                  .anyMatch(
                      each ->
                          each.answer().equals(mine.answer())
                              && Math.abs(each.score() - mine.score()) <= SAME);
    }
    if (!same) {
      wrong.incrementAndGet();
      fault("wrong: " + asked.body() + " got " + got + ", alone " + asked.alone());
    }
  }

  private static List<Scored> answers(String text) {
    List<Scored> out = new ArrayList<>();
    Matcher matcher = ANSWER.matcher(text);
    while (matcher.find()) {
      out.add(new Scored(Double.parseDouble(matcher.group(1)), matcher.group(2)));
    }
    return out;
  }

  /** What the service says about its process, every hundredth of the time. */
  private void watchMemory(long end) {
    long step = Math.max(200, seconds * 10L);
    while (System.nanoTime() < end) {
      try (Connection connection = new Connection(url)) {
        for (String line : connection.get("/metrics").text().split("\n")) {
          if (line.startsWith("process_resident_memory_bytes ")) {
            megabytes.add(Double.parseDouble(line.substring(line.indexOf(' ') + 1)) / 1e6);
          }
        }
        Thread.sleep(step);
      } catch (IOException e) {
        fault("lost: " + e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private boolean report(double alone, double together) {
    long[] all = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    double memoryGrowth =
        megabytes.size() < 10
            ? Double.NaN
            : megabytes.get(megabytes.size() - 1) - megabytes.get(megabytes.size() / 5);
    boolean good =
        wrong.get() == 0
            && lost.get() == 0
            && otherStatus.isEmpty()
            && all.length > 0
            && together >= ratio * alone;
    if (json) {
      System.out.printf(
          Locale.ROOT,
          "{\"clients\":%d,\"seconds\":%d,\"answers\":%d,\"wrong\":%d,\"lost\":%d,\"refused\":%d,"
              + "\"failed\":%d,\"alone_per_second\":%.1f,\"together_per_second\":%.1f,"
              + "\"ratio\":%.2f,\"p50_ms\":%.1f,\"p95_ms\":%.1f,\"p99_ms\":%.1f,\"max_ms\":%.1f,"
              + "\"rss_mb\":[%s],\"good\":%b}%n",
          clients,
          seconds,
          all.length,
          wrong.get(),
          lost.get(),
          refused.get(),
          failed(),
          alone,
          together,
          together / alone,
          at(all, 0.5),
          at(all, 0.95),
          at(all, 0.99),
          at(all, 1),
          String.join(",", megabytes.stream().map(mb -> "%.0f".formatted(mb)).toList()),
          good);
    } else {
      say("%,d answers: %d wrong, %d lost", all.length, wrong.get(), lost.get());
      say("%,d refused with 503, to be asked again; other statuses: %s", refused.get(), otherStatus);
      say("one request at a time: %8.1f answers a second", alone);
      say("%2d clients:            %8.1f, %.2f times as many", clients, together, together / alone);
      say(
          "latency: median %.1f ms, 95 %% %.1f, 99 %% %.1f, longest %.1f",
          at(all, 0.5), at(all, 0.95), at(all, 0.99), at(all, 1));
      if (!Double.isNaN(memoryGrowth)) {
        say(
            "memory: %.0f MB at the end, %+.0f MB since a fifth of the time, at most %.0f",
            megabytes.get(megabytes.size() - 1),
            memoryGrowth,
            megabytes.stream().mapToDouble(mb -> mb).max().orElse(0));
      }
      say(good ? "Good." : "NOT GOOD.");
    }
    if (!firstFault.isEmpty()) {
      System.err.println("First fault: " + firstFault);
    }
    return good;
  }

  private long failed() {
    return otherStatus.values().stream().mapToLong(each -> each).sum();
  }

  private static double at(long[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
  }

  private void say(String text, Object... values) {
    if (!json) {
      System.out.printf(Locale.ROOT, text + "%n", values);
    }
  }

  /** An answer of the service. */
  private record Response(int status, boolean retryAfter, boolean closes, String text) {}

  /** A connection that is used again: as little work as possible beside the service. */
  private static final class Connection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    Connection(URI url) throws IOException {
      socket = new Socket(url.getHost(), url.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(60_000);
      in = new BufferedInputStream(socket.getInputStream());
    }

    Response post(String path, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String head =
          "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
              .formatted(path, bytes.length);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(bytes);
      socket.getOutputStream().write(out.toByteArray());
      return read();
    }

    Response get(String path) throws IOException {
      String head = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return read();
    }

    private Response read() throws IOException {
      int status = Integer.parseInt(line().split(" ")[1]);
      int length = -1;
      boolean chunked = false;
      boolean retryAfter = false;
      boolean closes = false;
      for (String line = line(); !line.isEmpty(); line = line()) {
        String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
        String value = line.substring(line.indexOf(':') + 1).strip();
        switch (name) {
          case "content-length" -> length = Integer.parseInt(value);
          case "transfer-encoding" -> chunked = true;
          case "retry-after" -> retryAfter = true;
          case "connection" -> closes = value.equalsIgnoreCase("close");
          default -> {}
        }
      }
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      if (chunked) {
        for (int size = size(); size > 0; size = size()) {
          body.writeBytes(exactly(size));
          line();
        }
        line();
      } else {
        body.writeBytes(exactly(length));
      }
      return new Response(status, retryAfter, closes, body.toString(StandardCharsets.UTF_8));
    }

    private int size() throws IOException {
      return Integer.parseInt(line(), 16);
    }

    private byte[] exactly(int count) throws IOException {
      byte[] bytes = in.readNBytes(count);
      if (bytes.length < count) {
        throw new EOFException("the answer was cut off");
      }
      return bytes;
    }

    private String line() throws IOException {
      StringBuilder out = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new EOFException("the connection was closed");
        }
        if (c != '\r') {
          out.append((char) c);
        }
      }
      return out.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
