package io.murel.regions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.BadInputException;
import io.murel.io.DType;
import io.murel.io.MappedArray;
import io.murel.io.SafetensorsHeader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The layout of a {@link RegionStore}: the names of its arrays, and a file opened with its arrays
 * checked in type and extent. What is in them is checked by {@link RegionStoreContent}.
 */
final class RegionStoreFile {

  static final String FEATURES = "features";
  static final String BOXES = "boxes";
  static final String OFFSETS = "offsets";
  static final String IMAGE_NAMES = "image_names";

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
              .build());

  final Path file;
  final DType dtype;
  final int dim;
  final MappedArray features;
  final long[] offsets;
  final List<String> names;
  final Map<String, String> metadata;
  private final MappedArray boxes;

  private RegionStoreFile(Path file, FileChannel channel) throws IOException {
    this.file = file;
    SafetensorsHeader header = SafetensorsHeader.read(file, channel);
    SafetensorsHeader.Entry featureEntry = entry(header, FEATURES, "[regions, features]", -1, -1);
    long regions = featureEntry.shape()[0];
    SafetensorsHeader.Entry boxEntry = entry(header, BOXES, "[regions, 4]", regions, 4);
    SafetensorsHeader.Entry offsetEntry = entry(header, OFFSETS, "[images + 1]", -1);
    this.dtype = featureEntry.dtype();
    require(FEATURES, dtype, DType.F16, DType.F32);
    require(BOXES, boxEntry.dtype(), DType.F32);
    require(OFFSETS, offsetEntry.dtype(), DType.I64);
    this.dim = Math.toIntExact(featureEntry.shape()[1]);
    this.features = MappedArray.map(channel, featureEntry);
    this.boxes = MappedArray.map(channel, boxEntry);
    this.names = names(header);
    this.offsets =
        MappedArray.map(channel, offsetEntry).longs(0, Math.toIntExact(offsetEntry.shape()[0]));
    this.metadata = new LinkedHashMap<>(header.metadata());
    this.metadata.remove(IMAGE_NAMES);
    if (offsets.length != names.size() + 1) {
      throw layout(
          "%d offsets for %d images".formatted(offsets.length, names.size()), "one more offset");
    }
  }

  /** Opens a file. */
  static RegionStoreFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new RegionStoreFile(file, channel);
    } catch (NoSuchFileException e) {
      throw BadInputException.at(file.toString())
          .found("no such file")
          .expected("a region store")
          .remedy("Check the path, or generate, import or extract the regions first.", e);
    }
  }

  /** Regions of all images together. */
  long regions() {
    return features.numel() / dim;
  }

  /** Number of regions of an image. */
  int count(int image) {
    return Math.toIntExact(offsets[image + 1] - offsets[image]);
  }

  /** {@code [regions, 4]} of an image. */
  float[] boxesOf(int image) {
    return boxes.floats(offsets[image] * 4, Math.multiplyExact(count(image), 4));
  }

  /** The entry of that name; {@code shape} holds the extents required, -1 for any. */
  private SafetensorsHeader.Entry entry(
      SafetensorsHeader header, String name, String expected, long... shape) {
    SafetensorsHeader.Entry entry = header.arrays().get(name);
    if (entry == null) {
      throw layout("no array '" + name + "', only " + header.arrays().keySet(), expected);
    }
    boolean fits = entry.shape().length == shape.length;
    for (int i = 0; fits && i < shape.length; i++) {
      fits = entry.shape()[i] >= 1 && (shape[i] == -1 || shape[i] == entry.shape()[i]);
    }
    if (!fits) {
      throw layout(name + " of shape " + Arrays.toString(entry.shape()), expected);
    }
    return entry;
  }

  private List<String> names(SafetensorsHeader header) {
    String json = header.metadata().get(IMAGE_NAMES);
    if (json == null) {
      throw layout("no " + IMAGE_NAMES + " in the metadata", "a JSON list of image names");
    }
    try {
      return List.of(JSON.readValue(json, String[].class));
    } catch (JsonProcessingException | NullPointerException e) {
      throw layout("an unreadable " + IMAGE_NAMES + " in the metadata", "a JSON list of names");
    }
  }

  private void require(String name, DType found, DType... allowed) {
    if (!Arrays.asList(allowed).contains(found)) {
      throw layout(
          name + " in " + found,
          Arrays.stream(allowed).map(DType::name).collect(Collectors.joining(" or ")));
    }
  }

  BadInputException layout(String found, String expected) {
    return BadInputException.at(file.toString())
        .found(found)
        .expected(expected)
        .remedy("This is not a region store, or a damaged one: make it again.");
  }
}
