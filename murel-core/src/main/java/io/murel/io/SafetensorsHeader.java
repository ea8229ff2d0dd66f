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
import java.util.Comparator;
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
    if (!(JSON.readTree(text) instanceof ObjectNode header)) {
      throw broken(file, "a header that is no JSON object", null);
    }
    Map<String, Entry> arrays = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (field.getKey().equals("__metadata__")) {
        field.getValue().properties().forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
      } else {
        arrays.put(field.getKey(), entry(file, field.getKey(), field.getValue(), start, available));
      }
    }
    requireGapless(file, arrays, start, available);
    return new SafetensorsHeader(arrays, metadata);
  }

  private static Entry entry(Path file, String name, JsonNode value, long start, long available) {
    JsonNode extents = value.required("shape");
    if (!extents.isArray()) {
      throw new IllegalArgumentException(name + " without a shape");
    }
    long[] shape = new long[extents.size()];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = whole(extents.get(d));
    }
    long begin = whole(value.required("data_offsets").required(0));
    long end = whole(value.required("data_offsets").required(1));
    if (begin < 0 || end < begin || end > available) {
      throw broken(file, "%s at bytes %d to %d of %d".formatted(name, begin, end, available), null);
    }
    Entry entry = new Entry(DType.valueOf(value.required("dtype").asText()), shape, start + begin);
    if (Arrays.stream(shape).anyMatch(extent -> extent < 0) || entry.bytes() != end - begin) {
      throw broken(
          file,
          "%s of shape %s in %d bytes".formatted(name, Arrays.toString(shape), end - begin),
          null);
    }
    return entry;
  }

  private static long whole(JsonNode number) {
    if (!number.isIntegralNumber() || !number.canConvertToLong()) {
      throw new IllegalArgumentException("not a whole number: " + number);
    }
    return number.longValue();
  }

  /** The format allows neither holes nor arrays that share bytes. */
  private static void requireGapless(
      Path file, Map<String, Entry> arrays, long start, long available) {
    long last = start;
    for (Map.Entry<String, Entry> array :
        arrays.entrySet().stream()
            .sorted(Comparator.comparingLong(field -> field.getValue().position()))
            .toList()) {
      if (array.getValue().position() < last && array.getValue().bytes() > 0) {
        throw broken(file, array.getKey() + " that shares bytes with another array", null);
      }
      if (array.getValue().position() > last) {
        long hole = array.getValue().position() - last;
        throw broken(file, "%d bytes before %s".formatted(hole, array.getKey()), null);
      }
      last = Math.max(last, array.getValue().position() + array.getValue().bytes());
    }
    if (last != start + available) {
      throw broken(file, "%d bytes after the last array".formatted(start + available - last), null);
    }
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
