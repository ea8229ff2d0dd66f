package io.murel.train;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Messages, one a line, appended as they come: {@code [I 2026-11-23 02:22:49] Trainer: message}.
 */
final class TextLog implements AutoCloseable {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final Path path;
  private final FileOutputStream file;

  TextLog(Path path) throws IOException {
    this.path = path;
    boolean torn = endsWithinALine(path);
    file = new FileOutputStream(path.toFile(), true);
    if (torn) {
      file.write('\n');
    }
  }

  /** Whether the last writer was killed in the middle of a line. */
  private static boolean endsWithinALine(Path path) throws IOException {
    try (RandomAccessFile end = new RandomAccessFile(path.toFile(), "rw")) {
      long length = end.length();
      end.seek(Math.max(0, length - 1));
      return length > 0 && end.read() != '\n';
    }
  }

  /** Writes each line of a message with its own head. */
  synchronized void write(char level, String source, String message) {
    String head = "[%c %s] %s: ".formatted(level, TIME.format(LocalDateTime.now()), source);
    StringBuilder out = new StringBuilder();
    message.lines().forEach(line -> out.append(head).append(line).append('\n'));
    try {
      file.write(out.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw WriteFailure.of(path, e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
