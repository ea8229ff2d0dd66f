package io.murel.app.download.transfer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One attempt to get the rest of one file from one place. */
final class Transfer {

  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int BEYOND_THE_END = 416;

  private final Web web;
  private final Duration silence;
  private final FreeSpace space;
  private final Watcher watcher;

  Transfer(Web web, Duration silence, FreeSpace space, Watcher watcher) {
    this.web = web;
    this.silence = silence;
    this.space = space;
    this.watcher = watcher;
  }

  /**
   * Returns when all bytes are there.
   *
   * @return whether bytes of an earlier attempt are among them
   */
  boolean run(URI place, Wanted file, PartFile part)
      throws IOException, PlaceFailure, Setback, InterruptedException {
    long from = usable(place, file, part) ? part.size() : 0;
    if (from > 0 && from == total(file, part)) {
      return true;
    }
    HttpResponse<TimedBody> answer = web.get(place, headers(place, from, part));
    try (TimedBody body = answer.body()) {
      requireContent(answer, from);
      if (answer.statusCode() == BEYOND_THE_END) {
        return isWhole(part, answer.headers());
      }
      if (answer.statusCode() == PARTIAL) {
        goOn(file, part, from, answer.headers());
        receive(body, file, part, Optional.empty());
        return true;
      }
      receive(body, file, part, Optional.of(begin(place, file, part, answer.headers())));
      return false;
    }
  }

  /** Whether the part on the disk can be continued from this place. */
  private static boolean usable(URI place, Wanted file, PartFile part) throws IOException {
    if (part.size() == 0 || part.state().isEmpty()) {
      return false;
    }
    PartState state = part.state().get();
    long total = total(file, part);
    if (total >= 0 && part.size() > total) {
      return false;
    }
    // With a checksum all places have the same content, and a wrong guess is found at the end.
    return file.checksum().isPresent() || isFrom(place, state) && state.validator().isPresent();
  }

  private static long total(Wanted file, PartFile part) {
    return file.size().orElse(part.state().map(PartState::length).orElse(-1L));
  }

  private static Map<String, String> headers(URI place, long from, PartFile part) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (from > 0) {
      headers.put("Range", "bytes=" + from + "-");
      part.state()
          .filter(state -> isFrom(place, state)) // another server has other tags
          .flatMap(PartState::validator)
          .ifPresent(validator -> headers.put("If-Range", validator));
    }
    return headers;
  }

  private static boolean isFrom(URI place, PartState state) {
    return place.toString().equals(state.place());
  }

  /** The whole file comes: nothing was there, it has changed, or the server cannot resume. */
  private PartState begin(URI place, Wanted file, PartFile part, HttpHeaders headers)
      throws IOException, PlaceFailure {
    if (headers.firstValue("Content-Type").orElse("").startsWith("text/html")) {
      throw Signature.aPage();
    }
    long length = headers.firstValueAsLong("Content-Length").orElse(-1);
    if (length >= 0) {
      FileCheck.checkSize(file, length);
      space.require(part.path(), length - part.size());
    }
    return PartState.of(place, headers, length);
  }

  /** The rest comes. */
  private void goOn(Wanted file, PartFile part, long from, HttpHeaders headers)
      throws IOException, PlaceFailure, Setback {
    Optional<ContentRange> range = range(headers);
    long total = total(file, part);
    boolean fits =
        range.isPresent()
            && range.get().first() == from
            && (total < 0 || range.get().total() < 0 || range.get().total() == total);
    if (!fits) {
      part.empty();
      throw new Setback("another part than asked for");
    }
    space.require(part.path(), Math.max(0, total - from));
  }

  /** Nothing is left to send: all is here, or the file has changed. */
  private static boolean isWhole(PartFile part, HttpHeaders headers) throws IOException, Setback {
    if (range(headers).map(ContentRange::total).orElse(-1L) == part.size()) {
      return true;
    }
    part.empty();
    throw new Setback("the file there has changed");
  }

  private static Optional<ContentRange> range(HttpHeaders headers) {
    return headers.firstValue("Content-Range").flatMap(ContentRange::parse);
  }

  /**
   * @param fresh what comes, if it is the whole file: takes the place of the part once its first
   *     bytes have been looked at
   */
  private void receive(TimedBody body, Wanted file, PartFile part, Optional<PartState> fresh)
      throws IOException, PlaceFailure, Setback, InterruptedException {
    List<ByteBuffer> next = body.next(silence);
    if (fresh.isPresent()) {
      Signature.checkNoPage(head(next));
      part.restart(fresh.get());
    }
    long total = total(file, part);
    long done = part.size();
    watcher.begin(file.name(), done, total);
    try {
      for (; next != null; next = body.next(silence)) {
        for (ByteBuffer buffer : next) {
          done += buffer.remaining();
          if (done > file.most()) {
            part.empty();
            throw FileCheck.tooLong(file);
          }
          part.append(buffer);
        }
        watcher.at(done);
      }
    } finally {
      watcher.end();
    }
    if (done < total) {
      throw new Setback("the connection broke off");
    }
    if (total >= 0 && done > total) {
      part.empty();
      throw new Setback("more bytes than announced");
    }
  }

  /** The beginning of the first buffers, null if nothing came. */
  private static byte[] head(List<ByteBuffer> buffers) {
    if (buffers == null || buffers.isEmpty()) {
      return new byte[0];
    }
    ByteBuffer first = buffers.get(0).duplicate();
    byte[] head = new byte[Math.min(64, first.remaining())];
    first.get(head);
    return head;
  }

  /** Throws unless the answer has what was asked for: the file, or the part behind a byte. */
  private static void requireContent(HttpResponse<TimedBody> answer, long from)
      throws PlaceFailure, Setback {
    int status = answer.statusCode();
    if (PASSING.contains(status)) {
      String header = answer.headers().firstValue("Retry-After").orElse("");
      throw new Setback(Words.status(status), retryAfter(header));
    }
    boolean aboutParts = status == PARTIAL || status == BEYOND_THE_END;
    if (status != OK && !(aboutParts && from > 0)) {
      throw new PlaceFailure(Words.status(status));
    }
  }

  /** Seconds or a date. */
  private static Duration retryAfter(String header) {
    if (header.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(header));
    }
    try {
      Instant then = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(Instant.now(), then);
    } catch (DateTimeParseException e) {
      return Duration.ZERO;
    }
  }
}
