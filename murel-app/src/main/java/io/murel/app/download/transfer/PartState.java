package io.murel.app.download.transfer;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.io.AtomicFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which content the first part of a file belongs to; kept beside it. Any field may be null.
 *
 * @param place where it came from
 * @param etag the server's name of this content
 * @param lastModified the server's date of it
 * @param length of the whole, in bytes; -1 where the server did not say
 */
record PartState(
    @JsonProperty("place") String place,
    @JsonProperty("etag") String etag,
    @JsonProperty("lastModified") String lastModified,
    @JsonProperty("length") long length) {

  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
  private static final long LARGEST_FILE = 1 << 16;

  static PartState of(URI place, HttpHeaders headers, long length) {
    return new PartState(
        place.toString(),
        headers.firstValue("ETag").orElse(null),
        headers.firstValue("Last-Modified").orElse(null),
        length);
  }

  /** What a server compares; weak tags do not promise the same bytes. */
  Optional<String> validator() {
    if (etag != null && !etag.startsWith("W/")) {
      return Optional.of(etag).filter(PartState::isHeader);
    }
    return Optional.ofNullable(lastModified).filter(PartState::isHeader);
  }

  /** Whether a text can be sent as a header, whoever changed the file. */
  private static boolean isHeader(String text) {
    return text.matches("[ -~]+");
  }

  void write(Path file) throws IOException {
    AtomicFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
  }

  /** Empty where there is none or it is damaged: then the transfer begins again. */
  static Optional<PartState> read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_FILE) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readValue(Files.readAllBytes(file), PartState.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
