package io.murel.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a safetensors file declares before its data: type, shape and place of every array. All
 * places have been checked against the size of the file, so that what reads it cannot run past the
 * end.
 *
 * @param arrays by name, in the order of the header
 * @param metadata the free-form {@code __metadata__} strings
 */
public record SafetensorsHeader(Map<String, Entry> arrays, Map<String, String> metadata) {

  /** The longest header that is read, in bytes; the format's own limit. */
  private static final int LONGEST = 100_000_000;

  /** Data starts at a multiple of this, so that mapped arrays are aligned for vector loads. */
  private static final int ALIGNMENT = 64;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(LONGEST).build())
              .build()
              .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));

  /**
   * One array.
   *
   * @param dtype element type
   * @param shape extents, outermost first
   * @param position first byte, counted from the start of the file
   */
  public record Entry(DType dtype, long[] shape, long position) {
    /** Length of the data. */
    public long bytes() {
      return Math.multiplyExact(NdArray.numel(shape), (long) dtype.bytes());
    }
  }

  /**
   * Reads and checks the header of an open file.
   *
   * @throws BadInputException if the file is truncated, longer than it declares, or no safetensors
   */
  public static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    ByteBuffer prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    long length = readFully(channel, prefix, 0) ? prefix.getLong(0) : -1;
    if (length < 2 || length > Math.min(size - 8, LONGEST)) {
      throw broken(file, "a header of " + length + " bytes in a file of " + size, null);
    }
    ByteBuffer text = ByteBuffer.allocate((int) length);
    if (!readFully(channel, text, 8)) {
      throw broken(file, "a header cut short", null);
    }
    try {
      return parse(
          file, new String(text.array(), StandardCharsets.UTF_8), 8 + length, size - 8 - length);
    } catch (JsonProcessingException | IllegalArgumentException | ArithmeticException e) {
      throw broken(file, "an unreadable header (" + firstLine(e) + ")", e);
    }
  }

  private static SafetensorsHeader parse(Path file, String text, long start, long available)
      throws JsonProcessingException {
    Map<String, Entry> arrays = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    long last = 0;
    for (Map.Entry<String, JsonNode> field : JSON.readTree(text).properties()) {
      JsonNode value = field.getValue();
      if (field.getKey().equals("__metadata__")) {
        value.properties().forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
        continue;
      }
      long[] shape = JSON.convertValue(value.required("shape"), long[].class);
      long begin = value.required("data_offsets").required(0).asLong();
      long end = value.required("data_offsets").required(1).asLong();
      if (begin < 0 || end < begin || end > available) {
        throw broken(
            file,
            "%s at bytes %d to %d of %d".formatted(field.getKey(), begin, end, available),
            null);
      }
      Entry entry =
          new Entry(DType.valueOf(value.required("dtype").asText()), shape, start + begin);
      if (Arrays.stream(shape).anyMatch(extent -> extent < 0) || entry.bytes() != end - begin) {
        throw broken(
            file,
            "%s of shape %s in %d bytes"
                .formatted(field.getKey(), Arrays.toString(shape), end - begin),
            null);
      }
      arrays.put(field.getKey(), entry);
      last = Math.max(last, end);
    }
    if (last != available) {
      throw broken(file, "%d bytes after the last array".formatted(available - last), null);
    }
    return new SafetensorsHeader(arrays, metadata);
  }

  /**
   * The bytes that go before the data, length included, of arrays that follow each other in the
   * order given.
   *
   * @param arrays types and shapes by name; positions are ignored
   */
  public static byte[] encode(Map<String, Entry> arrays, Map<String, String> metadata)
      throws IOException {
    return encode(arrays, metadata, 0);
  }

  /**
   * {@link #encode(Map, Map)} in at least so many bytes, filled up with blanks: for data that was
   * written before its header was known.
   */
  public static byte[] encode(Map<String, Entry> arrays, Map<String, String> metadata, int atLeast)
      throws IOException {
    ObjectNode header = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      header.set("__metadata__", JSON.valueToTree(metadata));
    }
    long offset = 0;
    for (Map.Entry<String, Entry> field : arrays.entrySet()) {
      Entry entry = field.getValue();
      ObjectNode node = header.putObject(field.getKey());
      node.put("dtype", entry.dtype().name());
      node.set("shape", JSON.valueToTree(entry.shape()));
      node.putArray("data_offsets").add(offset).add(offset + entry.bytes());
      offset += entry.bytes();
    }
    byte[] json = JSON.writeValueAsBytes(header);
    int total = aligned(Math.max(json.length + 8, atLeast));
    byte[] out = new byte[total];
    ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).putLong(total - 8).put(json);
    Arrays.fill(out, 8 + json.length, total, (byte) ' ');
    return out;
  }

  /** The next length at which data may start. */
  public static int aligned(int length) {
    return Math.addExact(length, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  static BadInputException broken(Path file, String found, Exception cause) {
    return BadInputException.at(file.toString())
        .found(found)
        .expected("a complete safetensors file")
        .remedy("The file is truncated or of another format; write or download it again.", cause);
  }

  private static boolean readFully(FileChannel channel, ByteBuffer into, long position)
      throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, position + into.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
