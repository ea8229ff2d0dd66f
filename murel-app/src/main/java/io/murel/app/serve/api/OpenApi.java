package io.murel.app.serve.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.app.serve.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The file {@code openapi.json}, with the limits of this service filled in. */
public final class OpenApi {

  private static final String FILE = "/io/murel/app/serve/openapi.json";

  private final ObjectNode document;

  public OpenApi(Limits limits, String version) {
    document = read();
    put("/info", "version", version);
    put("/components/schemas/Question", "maxLength", limits.questionCharacters());
    put("/components/schemas/Questions", "maxItems", limits.questions());
    put("/components/schemas/TopK", "maximum", limits.topK());
  }

  byte[] bytes() {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  private static ObjectNode read() {
    try (InputStream in = OpenApi.class.getResourceAsStream(FILE)) {
      return (ObjectNode) new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void put(String pointer, String field, Object value) {
    JsonNode at = document.at(pointer);
    if (!(at instanceof ObjectNode object) || !object.has(field)) {
      throw new IllegalStateException(FILE + " has no " + pointer + "/" + field);
    }
    object.putPOJO(field, value);
  }
}
