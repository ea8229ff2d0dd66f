package io.murel.app.serve.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Attributes;

/**
 * The parts of a body in {@code multipart/form-data}, in memory.
 *
 * @param parts in their order
 */
public record Form(List<Part> parts) {

  public static final String TYPE = "multipart/form-data";

  /** More parts than a request with as many questions as are allowed could have. */
  private static final int MOST_PARTS = 256;

  private static final int MOST_PART_HEADERS = 4096;

  /**
   * One part.
   *
   * @param name of the field
   * @param isFile whether it came with a file name
   * @param bytes of its content
   */
  public record Part(String name, boolean isFile, byte[] bytes) {

    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  static Form parse(String contentType, byte[] body) {
    MultiPartConfig config =
        new MultiPartConfig.Builder()
            .maxParts(MOST_PARTS)
            .maxHeadersSize(MOST_PART_HEADERS)
            .maxMemoryPartSize(-1) // the body is in memory already; nothing goes to the disk
            .useFilesForPartsWithoutFileName(false)
            .build();
    List<Part> parts = new ArrayList<>();
    try (MultiPartFormData.Parts parsed =
        MultiPartFormData.getParts(
            Content.Source.from(ByteBuffer.wrap(body)),
            new Attributes.Mapped(),
            contentType,
            config)) {
      for (MultiPart.Part part : parsed) {
        if (part.getName() == null) {
          throw malformed("a part without a name");
        }
        parts.add(
            new Part(
                part.getName(),
                part.getFileName() != null,
                Content.Source.asByteArrayAsync(part.getContentSource(), -1).join()));
      }
    } catch (ProblemException e) {
      throw e;
    } catch (RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw malformed("a mistake (" + Problem.shown(String.valueOf(cause.getMessage())) + ")");
    }
    return new Form(parts);
  }

  private static ProblemException malformed(String found) {
    return new ProblemException(
        Problem.of(
            ProblemType.MALFORMED_BODY,
            "body: found " + found + ", expected the parts of a form, each with a name."));
  }
}
