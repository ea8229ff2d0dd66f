package io.murel.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.io.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes a report as one HTML file that needs nothing else: style, script, data and pictures are
 * inside.
 *
 * <pre>{@code
 * ReportWriter.write(Path.of("logs/demo/report.html"), report);
 * }</pre>
 */
public final class ReportWriter {
  private ReportWriter() {}

  /** Where the page of the server lies, which draws pictures and regions the same way. */
  private static final String SHARED = "/io/murel/app/serve/page/";

  /**
   * Replaces the file in one step.
   *
   * @throws io.murel.BadInputException for a picture that is none
   */
  public static void write(Path file, DemoReport report) throws IOException {
    AtomicFile.write(file, page(report));
  }

  /** The data goes in last, so that no text in it is taken for a place to fill. */
  static String page(DemoReport report) throws IOException {
    return resource("report.html")
        .replace(
            "/*style*/",
            resource("report.css") + resource(SHARED + "picture.css") + resource("viewer.css"))
        .replace("/*dom*/", module("dom.js"))
        .replace("/*chart*/", resource("chart.js"))
        .replace("/*arrow*/", module("arrow.js"))
        .replace("/*picture*/", module("picture.js"))
        .replace("/*viewer*/", resource("viewer.js"))
        .replace("/*page*/", resource("report.js"))
        .replace("/*data*/", embedded(ReportJson.of(report)));
  }

  /** JSON inside a script element: no text in it may close the element or open a comment. */
  static String embedded(JsonNode json) {
    return json.toString()
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  /** A module of the server's page as a part of one script, in which every name is known anyway. */
  private static String module(String name) throws IOException {
    return resource(SHARED + name)
        .replaceAll("(?m)^import .*\\R", "")
        .replaceAll("(?m)^export ", "");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ReportWriter.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks its own file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
