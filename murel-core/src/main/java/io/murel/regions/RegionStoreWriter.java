package io.murel.regions;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.BadInputException;
import io.murel.io.AtomicFile;
import io.murel.io.DType;
import io.murel.io.SafetensorsHeader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes a {@link RegionStore} image by image; neither the number of images nor that of regions
 * need be known before. The features wait in a file beside the target, so that memory holds the
 * boxes only. The store appears, whole, on {@link #finish}; closing without it leaves nothing.
 */
public final class RegionStoreWriter implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path target;
  private final Path temporary;
  private final int dim;
  private final DType dtype;
  private final FeatureEncoder encoder;
  private final Map<String, String> metadata;
  private final OutputStream features;
  private final Set<String> names = new LinkedHashSet<>();
  private final List<float[]> boxes = new ArrayList<>();
  private long regions;

  /**
   * @param target where the store will be; its folder is made where missing
   * @param dim features per region
   * @param dtype how features are stored: F16 or F32
   * @param metadata notes on how the features are made, such as {@code extractor}
   */
  public RegionStoreWriter(Path target, int dim, DType dtype, Map<String, String> metadata)
      throws IOException {
    this.encoder = new FeatureEncoder(target.toString(), dtype);
    this.target = target.toAbsolutePath();
    this.dim = dim;
    this.dtype = dtype;
    this.metadata = new TreeMap<>(metadata); // sorted: the same store has the same bytes
    Files.createDirectories(this.target.getParent());
    this.temporary =
        Files.createTempFile(this.target.getParent(), "." + this.target.getFileName(), ".tmp");
    this.features = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 18);
  }

  /**
   * Appends an image.
   *
   * @throws BadInputException if the name is there already, the features are of another width or
   *     not finite (in F16: above 65504), or a box is outside the image; the writer stays usable
   */
  public void add(String imageName, Regions image) throws IOException {
    byte[] encoded = encoder.encode(imageName, image, dim);
    if (!names.add(imageName)) {
      throw BadInputException.at(target.toString())
          .found("image '" + imageName + "' twice")
          .expected("each image once")
          .remedy("Give the images different names.");
    }
    features.write(encoded);
    boxes.add(image.normBoxes().clone());
    regions += image.count();
  }

  /**
   * Puts the store in its place.
   *
   * @throws BadInputException if no image was added
   */
  public void finish() throws IOException {
    if (names.isEmpty()) {
      throw BadInputException.at(target.toString())
          .found("no images")
          .expected("at least one")
          .remedy("Check where the images are read from.");
    }
    features.close();
    metadata.put(RegionStoreFile.IMAGE_NAMES, JSON.writeValueAsString(names));
    Map<String, SafetensorsHeader.Entry> arrays = new LinkedHashMap<>();
    arrays.put(RegionStoreFile.OFFSETS, entry(DType.I64, names.size() + 1));
    arrays.put(RegionStoreFile.BOXES, entry(DType.F32, regions, 4));
    arrays.put(RegionStoreFile.FEATURES, entry(dtype, regions, dim));
    byte[] header = SafetensorsHeader.encode(arrays, metadata);
    AtomicFile.write(
        target,
        out -> {
          out.write(header);
          writeOffsets(out);
          for (float[] box : boxes) {
            ByteBuffer bytes = littleEndian(box.length * 4);
            bytes.asFloatBuffer().put(box);
            out.write(bytes.array());
          }
          Files.copy(temporary, out);
        });
  }

  /** Removes what is temporary. */
  @Override
  public void close() throws IOException {
    try {
      features.close();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void writeOffsets(OutputStream out) throws IOException {
    ByteBuffer bytes = littleEndian(8 * (boxes.size() + 1));
    long offset = 0;
    bytes.putLong(offset);
    for (float[] box : boxes) {
      offset += box.length / 4;
      bytes.putLong(offset);
    }
    out.write(bytes.array());
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static SafetensorsHeader.Entry entry(DType dtype, long... shape) {
    return new SafetensorsHeader.Entry(dtype, shape, 0);
  }
}
