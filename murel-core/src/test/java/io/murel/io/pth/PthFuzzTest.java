package io.murel.io.pth;

import io.murel.fuzz.Damage;
import io.murel.fuzz.Fuzz;
import io.murel.io.NdArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of torch.save, damaged: a message or data, never more time or memory than they are worth.
 */
class PthFuzzTest {

  private static final byte[] PICKLE = PthFiles.pickle(PthFiles.sample());
  private static final List<NdArray> STORAGES = PthFiles.sampleStorages();
  private static final byte[][] STORAGE_BYTES =
      STORAGES.stream().map(PthFiles::bytes).toArray(byte[][]::new);

  @TempDir Path folder;

  private void fuzz(String name, Fuzz.Maker maker) {
    Fuzz.run(folder.resolve(name + ".pth"), maker, file -> walk(PthReader.read(file)));
  }

  @Test
  void damagedZipFiles() {
    byte[] whole = sample();
    fuzz("zip", random -> Damage.of(whole, random));
  }

  @Test
  void damagedPicklesWithRightChecksums() {
    fuzz("pickle", random -> PthFiles.zip(Damage.of(PICKLE, random), STORAGE_BYTES));
  }

  @Test
  void damagedLegacyFiles() {
    byte[] whole = PthFiles.legacy(PICKLE, STORAGES);
    fuzz("legacy", random -> Damage.of(whole, random));
  }

  @Test
  void randomPicklesInZipFiles() {
    fuzz("program", random -> PthFiles.zip(RandomPickle.make(random), new byte[24], new byte[24]));
  }

  @Test
  void randomPicklesInLegacyFiles() {
    List<NdArray> storages = List.of(NdArray.of(new float[6], 6), NdArray.of(new float[6], 6));
    fuzz("old-program", random -> PthFiles.legacy(RandomPickle.make(random), storages));
  }

  private static byte[] sample() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PthWriter.write(out, PthFiles.sample());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Visits everything there is, as whoever uses the content might. */
  private static void walk(Object value) {
    if (value instanceof Map<?, ?> map) {
      new ArrayList<>(map.keySet()).forEach(PthFuzzTest::walk);
      map.values().forEach(PthFuzzTest::walk);
    } else if (value instanceof Collection<?> items) {
      items.forEach(PthFuzzTest::walk);
    } else if (value instanceof NdArray array) {
      for (ByteBuffer bytes = array.bytes(); bytes.hasRemaining(); ) {
        bytes.get();
      }
    }
  }
}
