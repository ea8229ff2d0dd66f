package io.murel.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.BadInputException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Entries, one JSON object a line, in a file that only grows. A line handed over is in the file
 * before the call returns, whatever happens to the process afterwards. A process killed in the
 * middle of a line leaves it torn; the next one cuts it off.
 */
final class Journal implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final FileOutputStream out; // a channel would be closed for good by a thread interrupt

  private Journal(Path file) throws IOException {
    this.file = file;
    this.out = new FileOutputStream(file.toFile(), true);
  }

  /** Opens or creates a journal and hands over the entries it has. */
  static Journal open(Path file, Consumer<JsonNode> entries) throws IOException {
    if (Files.exists(file)) {
      long complete = replay(file, entries);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(complete);
      }
    }
    return new Journal(file);
  }

  /** Length of the complete lines. */
  private static long replay(Path file, Consumer<JsonNode> entries) throws IOException {
    long complete = 0;
    int number = 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != '\n') {
          line.write(b);
          continue;
        }
        number++;
        accept(file, number, line.toByteArray(), entries);
        complete += line.size() + 1;
        line.reset();
      }
    }
    return complete;
  }

  private static void accept(Path file, int line, byte[] bytes, Consumer<JsonNode> entries)
      throws IOException {
    try {
      entries.accept(JSON.readTree(bytes));
    } catch (JsonProcessingException | IllegalArgumentException | UnsupportedOperationException e) {
      throw BadInputException.at(file + " line " + line)
          .found("something that is no log entry")
          .expected("the journal of a run")
          .remedy("Move the file away; the run then continues from logs.json.", e);
    }
  }

  /** Adds a line. */
  void append(JsonNode entry) {
    try {
      out.write((entry + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
