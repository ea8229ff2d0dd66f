package io.murel.regions.convert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.murel.BadInputException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Image names from a file: a text with a name a line, a JSON list of names, or a question file,
 * which says which images are asked about ({@code image_name}, or {@code image_id} with COCO's
 * {@code data_subtype}). Plain or compressed with gzip.
 */
public final class ImageList {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final Path file;
  private final Set<String> names = new LinkedHashSet<>();
  private final List<Long> numbers = new ArrayList<>();
  private String subtype;

  private ImageList(Path file) {
    this.file = file;
  }

  /**
   * Reads a file; each name comes once, in the order of the file.
   *
   * @throws BadInputException if it is missing, damaged, or names no images
   */
  public static Collection<String> read(Path file) throws IOException {
    ImageList list = new ImageList(file);
    try (InputStream in = open(file)) {
      in.mark(1);
      int first = in.read();
      in.reset();
      if (first == '{' || first == '[') {
        list.json(in);
      } else {
        list.lines(in);
      }
    } catch (JsonProcessingException e) {
      throw list.broken("broken JSON (" + e.getOriginalMessage() + ")", e);
    } catch (CharacterCodingException e) {
      throw list.broken("bytes that are no text in UTF-8", e);
    } catch (NoSuchFileException e) {
      throw list.broken("no such file", e);
    }
    return list.named();
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip ? new BufferedInputStream(new GZIPInputStream(in), 1 << 16) : in;
  }

  private void lines(InputStream in) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (!line.isBlank()) {
        names.add(line.strip());
      }
    }
  }

  private void json(InputStream in) throws IOException {
    try (JsonParser parser = FACTORY.createParser(in)) {
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        array(parser);
        return;
      }
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        if (field.equals("questions") && value == JsonToken.START_ARRAY) {
          array(parser);
        } else if (field.equals("data_subtype")) {
          subtype = parser.getText();
        } else {
          parser.skipChildren();
        }
      }
    }
  }

  private void array(JsonParser parser) throws IOException {
    for (JsonToken item = parser.nextToken();
        item != null && item != JsonToken.END_ARRAY;
        item = parser.nextToken()) {
      switch (item) {
        case VALUE_STRING -> names.add(parser.getText());
        case START_OBJECT -> question(parser);
        default -> throw broken("a list of something else than names or questions", null);
      }
    }
  }

  private void question(JsonParser parser) throws IOException {
    String name = null;
    Long number = null;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (field.equals("image_name") && value == JsonToken.VALUE_STRING) {
        name = parser.getText();
      } else if (field.equals("image_id") && value == JsonToken.VALUE_NUMBER_INT) {
        number = parser.getLongValue();
      } else {
        parser.skipChildren();
      }
    }
    if (name != null) {
      names.add(name);
    } else if (number != null) {
      numbers.add(number);
    } else {
      throw broken("a question without image_name and image_id", null);
    }
  }

  private Collection<String> named() {
    if (!numbers.isEmpty() && subtype == null) {
      throw broken("image ids without a data_subtype to name them by", null);
    }
    String split = "test-dev2015".equals(subtype) ? "test2015" : subtype;
    numbers.forEach(number -> names.add(CocoNames.of(split, number)));
    if (names.isEmpty()) {
      throw broken("no image names", null);
    }
    return names;
  }

  private BadInputException broken(String found, Exception cause) {
    return BadInputException.at(file.toString())
        .found(found)
        .expected("a text with an image name a line, a JSON list of them, or a question file")
        .remedy("Check the file.", cause);
  }
}
