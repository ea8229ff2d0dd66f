package io.murel.io;

import io.murel.fuzz.Damage;
import io.murel.fuzz.Fuzz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of arrays, damaged: a message or data, never more time or memory than they are worth. */
class ArrayFuzzTest {

  private static final byte[] NPY = NpyFiles.npy(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

  @TempDir Path folder;

  @Test
  void damagedSafetensors() throws IOException {
    byte[] whole = safetensors();
    Fuzz.run(folder.resolve("a.safetensors"), random -> Damage.of(whole, random), this::readAll);
  }

  @Test
  void safetensorsWithDamagedHeaders() throws IOException {
    byte[] whole = safetensors();
    int length = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String header = new String(whole, 8, length, StandardCharsets.UTF_8);
    byte[] data = Arrays.copyOfRange(whole, 8 + length, whole.length);
    Fuzz.run(
        folder.resolve("header.safetensors"),
        random -> {
          byte[] text = Damage.of(header, random).getBytes(StandardCharsets.UTF_8);
          return ByteBuffer.allocate(8 + text.length + data.length)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(text.length)
              .put(text)
              .put(data)
              .array();
        },
        this::readAll);
  }

  private void readAll(Path file) throws IOException {
    Safetensors.map(file).arrays().values().forEach(ArrayFuzzTest::sum);
  }

  private byte[] safetensors() throws IOException {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("weight", NdArray.of(new float[] {1, -2.5f, 3, 4, 5, 6}, 2, 3));
    arrays.put("ids", NdArray.of(new long[] {7, 8}, 2));
    arrays.put("none", NdArray.of(new float[0], 0, 3));
    Path file = folder.resolve("good.safetensors");
    Safetensors.write(file, arrays, Map.of("format", "pt"));
    return Files.readAllBytes(file);
  }

  @Test
  void damagedNpyFiles() {
    Fuzz.run(
        folder.resolve("a.npy"),
        random -> Damage.of(NPY, random),
        file -> {
          sum(Npy.read(file));
          Npy.readRows(file, new int[] {1, 0, 1});
        });
  }

  @Test
  void npyFilesWithDamagedHeaders() {
    String header = "{'descr': '<u2', 'fortran_order': True, 'shape': (2, 3), }";
    Fuzz.run(
        folder.resolve("header.npy"),
        random -> NpyFiles.npy(1 + random.nextInt(3), Damage.of(header, random), new byte[12]),
        file -> sum(Npy.read(file)));
  }

  @Test
  void damagedNpzFiles() {
    byte[] whole = npz(NPY, false);
    Fuzz.run(folder.resolve("a.npz"), random -> Damage.of(whole, random), ArrayFuzzTest::readNpz);
  }

  @Test
  void npzFilesWithDamagedMembersAndRightChecksums() {
    Fuzz.run(
        folder.resolve("members.npz"),
        random -> npz(Damage.of(NPY, random), random.nextBoolean()),
        ArrayFuzzTest::readNpz);
  }

  private byte[] npz(byte[] member, boolean deflated) {
    try {
      Path file = folder.resolve("good.npz");
      NpyFiles.npz(file, deflated, Map.of("x", member));
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readNpz(Path file) throws IOException {
    try (Npz npz = Npz.open(file)) {
      for (String name : npz.names()) {
        sum(npz.get(name));
      }
    }
  }

  private static double sum(NdArray array) {
    return Arrays.stream(array.doubles()).sum();
  }
}
