package io.murel.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.BadInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The safetensors format: an unsigned 64-bit header length, a JSON header, the raw data. The file
 * is mapped, so arrays cost no copy; declared sizes are checked against the file before anything is
 * used.
 *
 * @param arrays by name, in the order of the header
 * @param metadata the free-form {@code __metadata__} strings
 */
public record Safetensors(Map<String, NdArray> arrays, Map<String, String> metadata) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The array of that name. */
  public NdArray get(String name) {
    NdArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no array '" + name + "', only " + arrays.keySet());
    }
    return array;
  }

  /** Maps a file (each file up to 2 GB an array; the file itself may be larger). */
  public static Safetensors map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      channel.read(prefix, 0);
      long headerLength = size < 8 ? -1 : prefix.getLong(0);
      if (headerLength < 2 || headerLength > Math.min(size - 8, 100_000_000)) {
        throw broken(file, "a header of " + headerLength + " bytes in a file of " + size, null);
      }
      ByteBuffer header = ByteBuffer.allocate((int) headerLength);
      channel.read(header, 8);
      String text = new String(header.array(), StandardCharsets.UTF_8);
      return parse(file, channel, text, 8 + headerLength, size);
    } catch (NoSuchFileException e) {
      throw BadInputException.at(file.toString())
          .found("no such file")
          .expected("a safetensors file")
          .remedy("Check the path.", e);
    }
  }

  private static Safetensors parse(
      Path file, FileChannel channel, String header, long start, long size) throws IOException {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, JsonNode> entry : JSON.readTree(header).properties()) {
        JsonNode value = entry.getValue();
        if (entry.getKey().equals("__metadata__")) {
          value.properties().forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
          continue;
        }
        DType dtype = DType.valueOf(value.required("dtype").asText());
        long[] shape = JSON.convertValue(value.required("shape"), long[].class);
        long begin = value.required("data_offsets").required(0).asLong();
        long end = value.required("data_offsets").required(1).asLong();
        if (begin < 0 || end < begin || start + end > size) {
          throw broken(file, entry.getKey() + " at bytes " + begin + " to " + end, null);
        }
        if (end - begin != NdArray.numel(shape) * dtype.bytes()) {
          throw broken(file, entry.getKey() + " of " + (end - begin) + " bytes", null);
        }
        ByteBuffer data = channel.map(FileChannel.MapMode.READ_ONLY, start + begin, end - begin);
        arrays.put(entry.getKey(), new NdArray(dtype, shape, data));
      }
    } catch (JsonProcessingException | IllegalArgumentException | ArithmeticException e) {
      throw broken(file, "an unreadable header (" + e.getMessage() + ")", e);
    }
    return new Safetensors(arrays, metadata);
  }

  private static BadInputException broken(Path file, String found, Exception cause) {
    return BadInputException.at(file.toString())
        .found(found)
        .expected("a complete safetensors file")
        .remedy("The file is truncated or of another format; write or download it again.", cause);
  }

  /** Writes all arrays to a file, atomically. */
  public static void write(Path file, Map<String, NdArray> arrays, Map<String, String> metadata)
      throws IOException {
    ObjectNode header = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      header.set("__metadata__", JSON.valueToTree(metadata));
    }
    long offset = 0;
    for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
      NdArray array = entry.getValue();
      long end = offset + array.numel() * array.dtype().bytes();
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", array.dtype().name());
      node.set("shape", JSON.valueToTree(array.shape()));
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = padded(JSON.writeValueAsBytes(header));
    AtomicFile.write(
        file,
        out -> {
          ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
          out.write(length.putLong(json.length).array());
          out.write(json);
          for (NdArray array : arrays.values()) {
            copy(array.bytes(), out);
          }
        });
  }

  /** Data starts at a multiple of 64 bytes, so that mapped arrays are aligned for vector loads. */
  private static byte[] padded(byte[] json) {
    int length = (json.length + 8 + 63) / 64 * 64 - 8;
    byte[] out = new byte[length];
    System.arraycopy(json, 0, out, 0, json.length);
    java.util.Arrays.fill(out, json.length, length, (byte) ' ');
    return out;
  }

  private static void copy(ByteBuffer data, OutputStream out) throws IOException {
    byte[] chunk = new byte[1 << 16];
    while (data.hasRemaining()) {
      int n = Math.min(chunk.length, data.remaining());
      data.get(chunk, 0, n);
      out.write(chunk, 0, n);
    }
  }
}
