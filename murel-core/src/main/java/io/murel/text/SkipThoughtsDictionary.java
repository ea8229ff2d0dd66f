package io.murel.text;

import io.murel.BadInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** {@code dictionary.txt}: one word a line; the line number is the row of the word's vector. */
final class SkipThoughtsDictionary {
  private SkipThoughtsDictionary() {}

  /** Row by word. Blanks around a word do not count; of a repeated word the last line does. */
  static Map<String, Integer> read(Path file) throws IOException {
    Map<String, Integer> rows = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int row = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.put(Blanks.strip(line), row++);
      }
    } catch (CharacterCodingException e) {
      throw BadInputException.at(file.toString())
          .found("bytes that are no UTF-8 text")
          .expected("one word a line in UTF-8")
          .remedy("Download the file again.", e);
    }
    return rows;
  }
}
