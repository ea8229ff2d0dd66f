package io.murel.regions.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.io.LmdbFiles;
import io.murel.regions.RegionStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LmdbConversionTest {

  @TempDir private Path folder;

  private Path target() {
    return folder.resolve("store.safetensors");
  }

  /** Writes the pickles that Python's protocol 3 gives for the values of mmf. */
  private static final class Pickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] dict(Map<String, Object> items) {
      Pickle pickle = new Pickle();
      pickle.ascii("\u0080\3}(");
      items.forEach(
          (key, value) -> {
            pickle.text(key);
            pickle.value(value);
          });
      pickle.ascii("u.");
      return pickle.out.toByteArray();
    }

    private void value(Object value) {
      if (value instanceof Integer number) {
        ascii("J");
        int4(number);
      } else if (value instanceof String text) {
        text(text);
      } else if (value instanceof byte[] bytes) {
        bytes(bytes);
      } else if (value instanceof float[][] matrix) {
        array(matrix.length, matrix.length == 0 ? 0 : matrix[0].length, flat(matrix));
      } else {
        ascii("N");
      }
    }

    private void array(int rows, int columns, float[] values) {
      ascii("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\1b\u0087R(K\1J");
      int4(rows);
      ascii("J");
      int4(columns);
      ascii("\u0086cnumpy\ndtype\nX\2\0\0\0f4\u0089\u0088\u0087R(K\3X\1\0\0\0<NNNJ");
      int4(-1);
      ascii("J");
      int4(-1);
      ascii("K\0tb\u0089");
      bytes(Sample.bytes(values));
      ascii("tb");
    }

    private void bytes(byte[] bytes) {
      ascii("B");
      int4(bytes.length);
      out.writeBytes(bytes);
    }

    private void text(String text) {
      ascii("X");
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      int4(utf8.length);
      out.writeBytes(utf8);
    }

    private void int4(int value) {
      out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }

    private void ascii(String opcodes) {
      out.writeBytes(opcodes.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static float[] flat(float[][] rows) {
    float[] out = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, out, i * rows[i].length, rows[i].length);
    }
    return out;
  }

  private static float[][] matrix(float[] values, int rows) {
    float[][] out = new float[rows][values.length / rows];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(values, i * out[i].length, out[i], 0, out[i].length);
    }
    return out;
  }

  private static Map<String, Object> mmf(Sample sample) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("feature_path", "x/" + sample.id());
    item.put("features", matrix(sample.features(), sample.count()));
    item.put("image_height", sample.height());
    item.put("image_width", sample.width());
    item.put("num_boxes", sample.count());
    item.put("objects", null);
    item.put("bbox", matrix(sample.pixels(), sample.count()));
    return item;
  }

  @Test
  void theDatabasesOfMmfAndVilbertAreRead() throws IOException {
    Sample mmf = Sample.of(9, 3, 8);
    Sample vilbert = Sample.of(25, 2, 8);
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("image_id", "25");
    item.put("image_h", vilbert.height());
    item.put("image_w", vilbert.width());
    item.put("num_boxes", vilbert.count());
    item.put("boxes", Sample.base64(vilbert.pixels()).getBytes(StandardCharsets.US_ASCII));
    item.put("features", Sample.base64(vilbert.features()));
    Path lmdb =
        LmdbFiles.write(
            folder.resolve("trainval2014.lmdb"),
            new TreeMap<>(
                Map.of(
                    "COCO_train2014/COCO_train2014_000000000009", Pickle.dict(mmf(mmf)),
                    "25", Pickle.dict(item),
                    "keys", "\u0080\3]q\0.".getBytes(StandardCharsets.ISO_8859_1))));

    ConversionReport report = Converting.run(Converting.options(target(), lmdb));

    assertThat(report.tally().bad()).isEmpty();
    try (RegionStore store = RegionStore.open(target())) {
      assertThat(store.imageNames()).containsExactly("25", "COCO_train2014_000000000009.jpg");
      vilbert.assertIn(store, "25");
      mmf.assertIn(store, "COCO_train2014_000000000009.jpg");
    }
  }

  @Test
  void hostileAndBrokenValuesArePassedOverByName() throws IOException {
    Map<String, Object> noBoxes = mmf(Sample.of(1, 2, 8));
    noBoxes.remove("bbox");
    Map<String, Object> fewBoxes = mmf(Sample.of(1, 2, 8));
    fewBoxes.put("bbox", new float[1][4]);
    Map<String, Object> noSize = mmf(Sample.of(1, 2, 8));
    noSize.put("image_width", "wide");
    byte[] whole = Pickle.dict(mmf(Sample.of(1, 2, 8)));
    Map<String, byte[]> entries = new TreeMap<>();
    Path marker = folder.resolve("marker");
    entries.put(
        "a", ("cos\nsystem\n(S'touch " + marker + "'\ntR.").getBytes(StandardCharsets.ISO_8859_1));
    entries.put("b", Pickle.dict(noBoxes));
    entries.put("c", Pickle.dict(fewBoxes));
    entries.put("d", Pickle.dict(noSize));
    entries.put("e", Arrays.copyOf(whole, whole.length / 2));
    entries.put("f", "\u0080\3K\1.".getBytes(StandardCharsets.ISO_8859_1));
    entries.put("g", new byte[0]);
    entries.put("h", whole);
    Path lmdb = LmdbFiles.write(folder.resolve("bad.lmdb"), entries);

    ConversionReport report = Converting.run(Converting.options(target(), lmdb));

    assertThat(Converting.badNames(report)).containsExactly("a", "b", "c", "d", "e", "f", "g");
    List<String> reasons = Converting.reasons(report);
    String where = lmdb.resolve("data.mdb") + " key 'a': ";
    assertThat(reasons.get(0))
        .startsWith(where + "found the Python class or function 'os.system' in a pickle");
    assertThat(reasons.get(1)).contains("key 'b': found no bbox, expected a dict with features");
    assertThat(reasons.get(2)).contains("4 numbers for the boxes and 16 for the features of 2");
    assertThat(reasons.get(3)).contains("image_width that is no number");
    assertThat(reasons.get(4)).contains("the end of the file in the middle of its content");
    assertThat(reasons.get(5)).contains("a value that is no dict");
    assertThat(marker).doesNotExist();
    try (RegionStore store = RegionStore.open(target())) {
      Sample.of(1, 2, 8).assertIn(store, "h");
    }
  }

  @Test
  void aFileOfItsOwnIsReadLikeAFolder() throws IOException {
    Path lmdb =
        LmdbFiles.write(folder.resolve("db"), Map.of("1", Pickle.dict(mmf(Sample.of(1, 2, 8)))));
    Path single = Files.move(lmdb.resolve("data.mdb"), folder.resolve("single.lmdb"));
    Converting.run(Converting.options(target(), single));
    try (RegionStore store = RegionStore.open(target())) {
      Sample.of(1, 2, 8).assertIn(store, "1");
    }
  }
}
