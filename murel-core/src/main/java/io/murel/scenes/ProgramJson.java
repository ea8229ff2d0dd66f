package io.murel.scenes;

import com.fasterxml.jackson.core.JsonGenerator;
import io.murel.scenes.ask.Program;
import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.Description;
import java.io.IOException;
import java.util.Locale;

/** Writes programs as nested objects: {@code op} and, where there are, its parts. */
final class ProgramJson {

  private ProgramJson() {}

  static void write(JsonGenerator json, Program program) throws IOException {
    json.writeStartObject();
    json.writeStringField("op", program.op().name().toLowerCase(Locale.ROOT));
    if (program.attribute() != null) {
      json.writeStringField("attribute", program.attribute().word());
    }
    if (program.relation() != null) {
      json.writeStringField("relation", program.relation().word());
    }
    if (program.where() != null) {
      json.writeFieldName("where");
      write(json, program.where());
    }
    if (!program.inputs().isEmpty()) {
      json.writeArrayFieldStart("inputs");
      for (Program input : program.inputs()) {
        write(json, input);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** The mentioned attributes and their values. */
  static void write(JsonGenerator json, Description description) throws IOException {
    json.writeStartObject();
    for (Attribute attribute : Attribute.values()) {
      if (description.mentions(attribute)) {
        String value = attribute.names().get(description.value(attribute));
        json.writeStringField(attribute.word(), value);
      }
    }
    json.writeEndObject();
  }
}
