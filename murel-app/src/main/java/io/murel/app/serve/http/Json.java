package io.murel.app.serve.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.murel.app.serve.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON, strictly: one value, nothing after it, no name twice, no deep nesting. */
public final class Json {
  private Json() {}

  public static final String TYPE = "application/json";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8) // emoji as such
          .build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(20).build());
  }

  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  /** The value in a body of a client; a problem if there is none, or too much. */
  public static JsonNode parse(byte[] body, Limits limits) {
    if (body.length > limits.jsonBytes()) {
      throw new ProblemException(
          Problem.of(
              ProblemType.BODY_TOO_LARGE,
              "body: found %d bytes of JSON, expected at most %d. Ask in several requests."
                  .formatted(body.length, limits.jsonBytes())));
    }
    try {
      JsonNode value = MAPPER.readTree(body);
      if (value == null || value.isMissingNode()) {
        throw malformed("nothing");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw malformed("lists in lists or texts beyond all measure");
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      String where =
          place == null
              ? ""
              : " in line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
      throw malformed("a mistake" + where + " (" + Problem.shown(e.getOriginalMessage()) + ")");
    } catch (IOException e) {
      throw malformed("text that is not UTF-8");
    }
  }

  private static ProblemException malformed(String found) {
    return new ProblemException(
        Problem.of(
            ProblemType.MALFORMED_BODY,
            "body: found " + found + ", expected one JSON object in UTF-8."));
  }
}
