package io.murel.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our reader of what LMDB itself wrote, whole and damaged. */
class LmdbTest {

  private static final int PAGE = 4096;

  @TempDir private Path folder;

  /** Entries of every size: within a page, on one of their own, on many. */
  private static Map<String, byte[]> entries(int n) {
    Map<String, byte[]> out = new TreeMap<>();
    Random random = new Random(n);
    for (int i = 0; i < n; i++) {
      byte[] value = new byte[i % 7 == 0 ? 30_000 + i : i % 5 == 0 ? 2030 + i % 20 : i % 90];
      random.nextBytes(value);
      out.put("COCO_%06d".formatted(i * 37 % n), value);
    }
    return out;
  }

  private static Map<String, byte[]> read(Path path) throws IOException {
    Map<String, byte[]> out = new LinkedHashMap<>();
    try (Lmdb lmdb = Lmdb.open(path)) {
      LmdbEntries entries = lmdb.read();
      for (LmdbEntries.Entry e = entries.next(); e != null; e = entries.next()) {
        out.put(new String(e.key(), StandardCharsets.UTF_8), e.value().read());
      }
    }
    return out;
  }

  private Path data(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("data.mdb"), bytes);
  }

  private byte[] written(int entries) throws IOException {
    LmdbFiles.write(folder.resolve("whole"), entries(entries));
    return Files.readAllBytes(folder.resolve("whole/data.mdb"));
  }

  @Test
  void everyEntryIsReadInTheOrderOfItsKey() throws IOException {
    Map<String, byte[]> expected = entries(1500); // three levels of pages
    Path database = LmdbFiles.write(folder.resolve("db"), expected);
    Map<String, byte[]> read = read(database);
    assertThat(read.keySet()).containsExactlyElementsOf(expected.keySet());
    read.forEach((key, value) -> assertThat(value).as(key).isEqualTo(expected.get(key)));
    try (Lmdb lmdb = Lmdb.open(database.resolve("data.mdb"))) { // or the file itself
      assertThat(lmdb.entries()).isEqualTo(1500);
    }
  }

  @Test
  void theNewestStateIsRead() throws IOException {
    Path database = LmdbFiles.write(folder.resolve("db"), entries(100));
    LmdbFiles.write(database, Map.of("COCO_000003", new byte[] {1, 2}, "new", new byte[] {3}));
    Map<String, byte[]> read = read(database);
    assertThat(read).hasSize(101);
    assertThat(read.get("COCO_000003")).containsExactly(1, 2);
    assertThat(read.get("new")).containsExactly(3);
  }

  @Test
  void anEmptyDatabaseHasNoEntries() throws IOException {
    assertThat(read(LmdbFiles.write(folder.resolve("db"), Map.of()))).isEmpty();
  }

  @Test
  void databasesInsideTheMainOneAreLeftOut() throws IOException {
    Path database = LmdbFiles.write(folder.resolve("db"), Map.of("a", new byte[] {1}));
    LmdbFiles.write(database, "inside", Map.of("b", new byte[] {2}));
    assertThat(read(database).keySet()).containsExactly("a");
  }

  @Test
  void whatIsNoDatabaseIsSaidToBeNone() throws IOException {
    assertThatThrownBy(() -> Lmdb.open(folder.resolve("none.lmdb")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found no such file, expected an LMDB database");
    for (byte[] other : new byte[][] {{}, new byte[100], new byte[20_000]}) {
      Path file = data(other);
      assertThatThrownBy(() -> Lmdb.open(file))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("found no header of LMDB's data format 1");
    }
  }

  @Test
  void aFileThatWasCutOffIsRefusedRatherThanReadBeyondItsEnd() throws IOException {
    byte[] whole = written(100);
    for (int pages = 2; pages < whole.length / PAGE; pages += 1 + pages / 10) {
      Path cut = data(Arrays.copyOf(whole, pages * PAGE + 17));
      assertThatThrownBy(() -> read(cut))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(cut + ": found ")
          .hasMessageContaining(
              "expected a complete LMDB database. The file is cut off or damaged");
    }
  }

  @Test
  void damageNowhereLeadsToAnythingButAMessage() throws IOException {
    byte[] whole = written(80);
    Random random = new Random(5);
    int refused = 0;
    for (int trial = 0; trial < 200; trial++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 1 + trial % 4; i++) { // in the structure rather than in the values
        int page = random.nextInt(damaged.length / PAGE);
        damaged[page * PAGE + random.nextInt(trial % 2 == 0 ? 24 : 200)] = (byte) random.nextInt();
      }
      try {
        read(data(damaged));
      } catch (BadInputException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(20);
  }

  @Test
  void pagesThatLeadToEachOtherAreRefused() throws IOException {
    byte[] whole = written(1500);
    ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int meta = bytes.getLong(144) > bytes.getLong(PAGE + 144) ? 0 : PAGE;
    int root = (int) bytes.getLong(meta + 128) * PAGE;
    assertThat(bytes.getShort(root + 10)).isEqualTo((short) 1); // a branch
    int node = root + Short.toUnsignedInt(bytes.getShort(root + 16));
    bytes.putShort(node, (short) (root / PAGE)); // its first child is itself
    bytes.putShort(node + 2, (short) 0).putShort(node + 4, (short) 0);
    Path file = data(whole);
    assertThatThrownBy(() -> read(file)).hasMessageContaining("pages that lead to each other");
  }

  @Test
  void aValueThatClaimsMoreThanItsPagesHoldIsRefused() throws IOException {
    Path database = LmdbFiles.write(folder.resolve("db"), Map.of("k", new byte[10_000]));
    byte[] whole = Files.readAllBytes(database.resolve("data.mdb"));
    ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int meta = bytes.getLong(144) > bytes.getLong(PAGE + 144) ? 0 : PAGE;
    int leaf = (int) bytes.getLong(meta + 128) * PAGE;
    int node = leaf + Short.toUnsignedInt(bytes.getShort(leaf + 16));
    assertThat(bytes.getInt(node)).isEqualTo(10_000);
    bytes.putInt(node, 0x7FFF_FFF0);
    Path file = data(whole);
    assertThatThrownBy(() -> read(file))
        .hasMessageContaining("a value of 2147483632 bytes on pages for 12272");
  }
}
