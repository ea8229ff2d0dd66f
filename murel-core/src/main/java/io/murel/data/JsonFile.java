package io.murel.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.murel.BadInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A JSON file that is read as a stream, plain or compressed with gzip, and says what is wrong with
 * it as a user can mend it.
 */
public final class JsonFile {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final JsonParser parser;

  /** Equal texts (answers, types, image names) are kept once. */
  private final Map<String, String> texts = new HashMap<>();

  private JsonFile(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /** What reads the content. */
  @FunctionalInterface
  public interface Content<T> {
    T read(JsonFile json, JsonParser parser) throws IOException;
  }

  /**
   * Reads a file.
   *
   * @param list what it holds a list of, for messages
   * @throws BadInputException if the file cannot be read, is cut off or is no JSON
   */
  public static <T> T read(Path file, String list, ImportProgress progress, Content<T> content) {
    try (InputStream in = open(file, progress);
        JsonParser parser = FACTORY.createParser(in)) {
      return content.read(new JsonFile(file, parser), parser);
    } catch (JsonProcessingException e) {
      throw broken(file, list, "broken JSON" + place(e) + " (" + e.getOriginalMessage() + ")", e);
    } catch (NoSuchFileException e) {
      throw broken(file, list, "no such file", e);
    } catch (IOException e) {
      throw broken(file, list, String.valueOf(e.getMessage()), e);
    }
  }

  private static InputStream open(Path file, ImportProgress progress) throws IOException {
    InputStream counted = new ProgressStream(file, progress);
    BufferedInputStream in = new BufferedInputStream(counted, BUFFER);
    try {
      in.mark(2);
      boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
      in.reset();
      return gzip ? new GZIPInputStream(in, BUFFER) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** The current value, a text that occurs often. */
  public String shared() throws IOException {
    return shared(text());
  }

  /** The one instance of a text that occurs often. */
  public String shared(String text) {
    return text == null ? null : texts.computeIfAbsent(text, t -> t);
  }

  /** The current value as a text (numbers as they are written), null for null. */
  public String text() throws IOException {
    if (!parser.currentToken().isScalarValue()) {
      throw new JsonParseException(parser, "a list or object where a text should be");
    }
    return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
  }

  /** A message that something is not there that every item must have. */
  public BadInputException missing(String kind, int index, String expected) {
    return BadInputException.at(file.toString())
        .found(kind + " number " + (index + 1) + " incomplete")
        .expected(expected)
        .remedy("The file must be in the official layout; download or make it again.");
  }

  /** A message that the list is not there. */
  public BadInputException noList(String list) {
    return broken(file, list, "no list '" + list + "'", null);
  }

  private static BadInputException broken(Path file, String list, String found, Exception cause) {
    return BadInputException.at(file.toString())
        .found(found)
        .expected("a complete JSON file with a list of " + list)
        .remedy(
            "The file is missing, cut off or of another format; download or make it again.", cause);
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
  }

  /** The bytes of a file, whose reader is told how many of them have been read. */
  private static final class ProgressStream extends InputStream {
    private final InputStream in;
    private final String what;
    private final ImportProgress progress;
    private final long size;
    private long done;

    ProgressStream(Path file, ImportProgress progress) throws IOException {
      this.in = Files.newInputStream(file);
      this.what = "Reading " + file.getFileName();
      this.progress = progress;
      this.size = Files.size(file);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      done += Math.max(0, read);
      progress.at(what, done, size);
      return read;
    }

    @Override
    public int read() throws IOException {
      throw new UnsupportedOperationException("it is read through a buffer");
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
