package io.murel.io.pth;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.murel.BadInputException;
import io.murel.io.NdArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files of torch.save made by hand, good and bad. */
final class PthFiles {
  private PthFiles() {}

  /**
   * A tensor of one storage; to be formatted with the storage's key, its number of elements (see
   * {@link #int4}), and the pickles of shape and strides.
   */
  static final String TENSOR =
      "ctorch._utils\n_rebuild_tensor_v2\n((X\7\0\0\0storagectorch\nFloatStorage\n"
          + "X\1\0\0\0%sX\3\0\0\0cpuJ%stQK\0%s%s\u0089ccollections\nOrderedDict\n)RtR";

  /** A zip file around a pickle (characters are bytes) and storages of the given sizes. */
  static byte[] zip(String pickle, int... storageBytes) {
    byte[][] storages = new byte[storageBytes.length][];
    for (int key = 0; key < storages.length; key++) {
      storages[key] = new byte[storageBytes[key]];
    }
    return zip(("\u0080\2" + pickle).getBytes(StandardCharsets.ISO_8859_1), storages);
  }

  /** A zip file with right checksums around a pickle and storages. */
  static byte[] zip(byte[] pickle, byte[]... storages) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "archive/data.pkl", pickle);
      for (int key = 0; key < storages.length; key++) {
        put(zip, "archive/data/" + key, storages[key]);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /** The legacy format: the pickles one after the other, then the storages. */
  static byte[] legacy(byte[] pickle, List<NdArray> storages) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String header = "\u0080\2\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\2M\u00e9\3.";
    out.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(pickle(Map.of("little_endian", true)));
    out.writeBytes(pickle);
    List<String> keys = new ArrayList<>();
    storages.forEach(storage -> keys.add(Integer.toString(keys.size())));
    out.writeBytes(pickle(keys));
    for (NdArray storage : storages) {
      out.writeBytes(NdArray.of(new long[] {storage.numel()}).bytes().array());
      out.writeBytes(bytes(storage));
    }
    return out.toByteArray();
  }

  static byte[] pickle(Object content) {
    return new PickleWriter(new ArrayList<>()).pickle(content);
  }

  static byte[] bytes(NdArray array) {
    byte[] out = new byte[array.bytes().remaining()];
    array.bytes().get(out);
    return out;
  }

  /** Some of everything: a state dict, shared and plain tensors, numbers, texts, containers. */
  static Object sample() {
    Map<String, Object> content = new LinkedHashMap<>();
    NdArray shared = NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    OrderedDict network = new OrderedDict();
    network.put("w", shared);
    network.put("again", shared);
    content.put("network", network);
    content.put("ids", NdArray.of(new long[] {1, 2}, 2));
    content.put("list", List.of(1L, 2.5, "three", true, Tuple.of(4L, 5L)));
    return content;
  }

  /** The storages of {@link #sample()} in the order of their keys. */
  static List<NdArray> sampleStorages() {
    List<NdArray> storages = new ArrayList<>();
    new PickleWriter(storages).pickle(sample());
    return storages;
  }

  /** Four bytes, little-endian, as characters. */
  static String int4(long value) {
    return new String(
        new char[] {
          (char) (value & 255),
          (char) (value >> 8 & 255),
          (char) (value >> 16 & 255),
          (char) (value >> 24 & 255)
        });
  }

  /** Asserts that a file is refused soon, in the words given. */
  static void assertRefused(Path file, String found) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> PthReader.read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(file + ": found " + found + ", expected "));
  }
}
