package io.murel.io;

import io.murel.BadInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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

  /** The array of that name. */
  public NdArray get(String name) {
    NdArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no array '" + name + "', only " + arrays.keySet());
    }
    return array;
  }

  /**
   * Maps a file. The file may be of any size, one array up to 2 GB; {@link MappedArray} reads
   * larger ones.
   */
  public static Safetensors map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      SafetensorsHeader header = SafetensorsHeader.read(file, channel);
      Map<String, NdArray> arrays = new LinkedHashMap<>();
      Parts parts = parts(channel);
      for (Map.Entry<String, SafetensorsHeader.Entry> field : header.arrays().entrySet()) {
        SafetensorsHeader.Entry entry = field.getValue();
        if (entry.bytes() > Integer.MAX_VALUE) {
          throw BadInputException.at(file.toString())
              .found(field.getKey() + " of " + entry.bytes() + " bytes")
              .expected("arrays of up to 2 GB")
              .remedy("Save it in several arrays.");
        }
        ByteBuffer data = parts.at(entry.position(), (int) entry.bytes());
        arrays.put(field.getKey(), new NdArray(entry.dtype(), entry.shape(), data));
      }
      return new Safetensors(arrays, header.metadata());
    } catch (NoSuchFileException e) {
      throw BadInputException.at(file.toString())
          .found("no such file")
          .expected("a safetensors file")
          .remedy("Check the path.", e);
    }
  }

  private interface Parts {
    ByteBuffer at(long position, int length) throws IOException;
  }

  /**
   * Mapped as a whole, or where that is not possible array by array: a process may map so often.
   */
  private static Parts parts(FileChannel channel) throws IOException {
    if (channel.size() > Integer.MAX_VALUE) {
      return (position, length) -> channel.map(FileChannel.MapMode.READ_ONLY, position, length);
    }
    ByteBuffer whole = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    return (position, length) -> whole.slice((int) position, length);
  }

  /** Writes all arrays to a file, atomically. */
  public static void write(Path file, Map<String, NdArray> arrays, Map<String, String> metadata)
      throws IOException {
    Map<String, SafetensorsHeader.Entry> entries = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) ->
            entries.put(name, new SafetensorsHeader.Entry(array.dtype(), array.shape(), 0)));
    byte[] header = SafetensorsHeader.encode(entries, metadata);
    AtomicFile.write(
        file,
        out -> {
          out.write(header);
          for (NdArray array : arrays.values()) {
            copy(array.bytes(), out);
          }
        });
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
