package io.murel.regions.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.BadInputException;
import io.murel.io.pth.PickleReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which image is where in an HDF5 file: a dict from image id to index, as Python's pickle ({@code
 * *_imgid2idx.pkl}) or the same as JSON.
 */
final class ImageIndex {
  private ImageIndex() {}

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One image.
   *
   * @param name its id or name
   * @param row its index
   */
  record Entry(String name, long row) {}

  /**
   * The index that lies beside an HDF5 file: {@code train36.hdf5}, {@code train36_imgid2idx.pkl}.
   */
  static Optional<Path> beside(Path hdf5) {
    String name = hdf5.getFileName().toString();
    String base = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    return Stream.of("_imgid2idx.pkl", "_imgid2idx.json")
        .map(suffix -> hdf5.resolveSibling(base + suffix))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Reads an index; the images in the order of their rows. */
  static List<Entry> read(Path file) throws IOException {
    Map<?, ?> content = file.getFileName().toString().endsWith(".json") ? json(file) : pickle(file);
    List<Entry> out = new ArrayList<>(content.size());
    Map<Long, String> seen = new HashMap<>();
    for (Map.Entry<?, ?> entry : content.entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (!(entry.getValue() instanceof Long row) || row < 0) {
        throw broken(file, "index %s of image '%s'".formatted(entry.getValue(), name), null);
      }
      String before = seen.put(row, name);
      if (before != null) {
        throw broken(file, "index %d of images '%s' and '%s'".formatted(row, before, name), null);
      }
      out.add(new Entry(name, row));
    }
    out.sort(Comparator.comparingLong(Entry::row));
    return out;
  }

  private static Map<?, ?> pickle(Path file) throws IOException {
    if (PickleReader.read(file) instanceof Map<?, ?> map) {
      return map;
    }
    throw broken(file, "a pickle that is no dict", null);
  }

  private static Map<?, ?> json(Path file) throws IOException {
    try {
      JsonNode root = JSON.readTree(file.toFile());
      if (!root.isObject()) {
        throw broken(file, "JSON that is no object", null);
      }
      Map<String, Object> out = new HashMap<>();
      root.properties()
          .forEach(
              field -> {
                JsonNode row = field.getValue();
                out.put(field.getKey(), row.isIntegralNumber() ? row.longValue() : row.asText());
              });
      return out;
    } catch (JsonProcessingException e) {
      throw broken(file, "broken JSON (" + e.getOriginalMessage() + ")", e);
    }
  }

  private static BadInputException broken(Path file, String found, Exception cause) {
    return BadInputException.at(file.toString())
        .found(found)
        .expected("a dict from each image id to an index of its own")
        .remedy("Use the index that was written together with the HDF5 file.", cause);
  }
}
