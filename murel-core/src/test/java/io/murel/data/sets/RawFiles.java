package io.murel.data.sets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes raw files of public data sets, a few questions each. */
public record RawFiles(Path dir) {

  /** Question {@code i} "is it word{i}" about image {@code 100 + i}, as {@code file}. */
  public RawFiles questions(String file, String extra, int first, int count) throws IOException {
    StringBuilder list = new StringBuilder();
    for (int i = first; i < first + count; i++) {
      list.append(i == first ? "" : ",")
          .append("{\"question_id\": ")
          .append(i)
          .append(", \"image_id\": ")
          .append(100 + i)
          .append(", \"question\": \"is it word")
          .append(i)
          .append("?\"}");
    }
    return write("annotations/" + file, "{" + extra + "\"questions\": [" + list + "]}");
  }

  /** The answer to question {@code i} is the i-th given, or the last. */
  public RawFiles annotations(String file, int first, int count, String... answers)
      throws IOException {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String answer = answers[Math.min(i, answers.length - 1)];
      list.append(i == 0 ? "" : ",")
          .append("{\"question_id\": ")
          .append(first + i)
          .append(", \"question_type\": \"is it\", \"answers\": [{\"answer\": \"")
          .append(answer)
          .append("\"}]}");
    }
    return write("annotations/" + file, "{\"annotations\": [" + list + "]}");
  }

  /** A file below {@code raw/}, compressed where its name says so. */
  public RawFiles write(String name, String text) throws IOException {
    Path file = dir.resolve("raw").resolve(name);
    Files.createDirectories(file.getParent());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Files.write(file, name.endsWith(".gz") ? gzip(bytes) : bytes);
    return this;
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }
}
