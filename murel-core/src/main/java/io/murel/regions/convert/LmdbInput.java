package io.murel.regions.convert;

import io.murel.BadInputException;
import io.murel.io.Lmdb;
import io.murel.io.LmdbEntries;
import io.murel.io.NdArray;
import io.murel.io.pth.PickleReader;
import io.murel.regions.Regions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * The LMDB of mmf: image names as keys, pickled dicts as values, with {@code features [N, V]},
 * {@code bbox [N, 4]} in pixels, {@code image_width} and {@code image_height}; or that of ViLBERT,
 * whose {@code features} and {@code boxes} are base64 of float32. The entry {@code keys}, a list of
 * the others, is not needed.
 */
final class LmdbInput implements RegionInput {

  private static final byte[] KEYS = "keys".getBytes(StandardCharsets.US_ASCII);

  private final Lmdb lmdb;
  private final LmdbEntries entries;
  private long given;

  static LmdbInput open(Path path) throws IOException {
    Lmdb lmdb = Lmdb.open(path);
    try {
      return new LmdbInput(lmdb);
    } catch (IOException | RuntimeException e) {
      lmdb.close();
      throw e;
    }
  }

  private LmdbInput(Lmdb lmdb) throws IOException {
    this.lmdb = lmdb;
    this.entries = lmdb.read();
  }

  @Override
  public RawImage next() throws IOException {
    LmdbEntries.Entry entry = entries.next();
    given++;
    if (entry != null && Arrays.equals(entry.key(), KEYS)) {
      entry = entries.next();
      given++;
    }
    if (entry == null) {
      return null;
    }
    String name = new String(entry.key(), StandardCharsets.UTF_8);
    byte[] value = entry.value().read();
    return new RawImage(name, () -> decode(value, lmdb.file().toString(), name));
  }

  private static Regions decode(byte[] value, String file, String name) {
    String where = file + " key '" + name + "'";
    if (!(PickleReader.read(value, where) instanceof Map<?, ?> image)) {
      throw unknown(where, "a value that is no dict");
    }
    Object boxes = either(image, "bbox", "boxes");
    Object features = image.get("features");
    double width = number(either(image, "image_width", "image_w"), where, "image_width");
    double height = number(either(image, "image_height", "image_h"), where, "image_height");
    float[] boxValues = floats(boxes, where, "bbox");
    long count =
        features instanceof NdArray array && array.shape().length == 2
            ? array.shape()[0]
            : boxValues.length / 4;
    return PixelRegions.of(
        where, name, count, floats(features, where, "features"), boxValues, width, height);
  }

  private static Object either(Map<?, ?> image, String key, String other) {
    Object value = image.get(key);
    return value == null ? image.get(other) : value;
  }

  private static double number(Object value, String where, String key) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof NdArray array && array.numel() == 1) {
      return array.doubles()[0];
    }
    throw unknown(where, value == null ? "no " + key : key + " that is no number");
  }

  /** An array, or base64 of one; a copy. */
  private static float[] floats(Object value, String where, String key) {
    if (value instanceof NdArray array) {
      return array.floats();
    }
    if (value instanceof byte[] base64) {
      return Base64Floats.decode(ByteBuffer.wrap(base64), where, key);
    }
    if (value instanceof String base64) {
      byte[] ascii = base64.getBytes(StandardCharsets.ISO_8859_1);
      return Base64Floats.decode(ByteBuffer.wrap(ascii), where, key);
    }
    throw unknown(where, value == null ? "no " + key : key + " that is no array");
  }

  private static BadInputException unknown(String where, String found) {
    return BadInputException.at(where)
        .found(found)
        .expected("a dict with features, bbox, image_width and image_height")
        .remedy("Check that this database was written by mmf's lmdb_conversion or ViLBERT's.");
  }

  @Override
  public long offset() {
    return given;
  }

  @Override
  public void skipTo(long offset) throws IOException {
    while (given < offset && entries.next() != null) {
      given++;
    }
  }

  @Override
  public long done() {
    return given;
  }

  @Override
  public long total() {
    return lmdb.entries();
  }

  @Override
  public long expectedImages() {
    return Math.min(lmdb.entries(), lmdb.file().toFile().length() / 64);
  }

  @Override
  public String identity() {
    return FileIdentity.of(lmdb.file());
  }

  @Override
  public void close() throws IOException {
    lmdb.close();
  }
}
