package io.murel.io.pth;

import static io.murel.io.pth.PthFiles.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zip files of all kinds, and those made to deceive. */
class ZipDirectoryTest {

  private static final byte[] PICKLE = PthFiles.pickle(Map.of("epoch", 3L));

  @TempDir Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file.pth"), bytes);
  }

  private void assertRead(byte[] bytes) throws IOException {
    assertThat(PthReader.read(file(bytes))).isEqualTo(Map.of("epoch", 3L));
  }

  @Test
  void aCommentAtTheEndDoesNotMatter() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      PthFiles.put(zip, "a/data.pkl", PICKLE);
      zip.setComment("PK\5\6 looks like an end but is none, being only a comment".repeat(3));
    }
    assertRead(out.toByteArray());
  }

  @Test
  void sizesAndPlacesMayBeIn64Bits() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
      zip.setUseZip64(Zip64Mode.Always);
      ZipArchiveEntry entry = new ZipArchiveEntry("a/data.pkl");
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(PICKLE.length);
      CRC32 crc = new CRC32();
      crc.update(PICKLE);
      entry.setCrc(crc.getValue());
      zip.putArchiveEntry(entry);
      zip.write(PICKLE);
      zip.closeArchiveEntry();
    }
    assertRead(out.toByteArray());
  }

  @Test
  void moreEntriesThanTwoBytesCountAreRead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < 66_000; i++) {
        PthFiles.put(zip, "a/data/" + i, new byte[0]);
      }
      PthFiles.put(zip, "a/data.pkl", PICKLE);
    }
    assertRead(out.toByteArray());
  }

  @Test
  void compressedEntriesAreRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(new byte[1 << 20]);
      zip.closeEntry();
    }
    assertRefused(file(out.toByteArray()), "a compressed entry archive/data.pkl");
  }

  @Test
  void twoEntriesOfOneNameAreRefused() throws IOException {
    byte[] bytes = two("a/data.pkl", "b/data.pkl");
    assertRead(bytes);
    replace(bytes, "b/data.pkl", "a/data.pkl");
    assertRefused(file(bytes), "two entries of the name a/data.pkl");
  }

  @Test
  void entriesThatLieAcrossEachOtherAreRefused() throws IOException {
    byte[] bytes = two("a/data.pkl", "a/data/0xx");
    ByteBuffer directory = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int first = indexOf(bytes, "PK\1\2", 0);
    int size = directory.getInt(first + 24) + 30;
    directory.putInt(first + 20, size).putInt(first + 24, size); // into the second one
    assertRefused(file(bytes), "an entry a/data.pkl that lies across what follows it");
  }

  @Test
  void twoEntriesInOnePlaceAreRefused() throws IOException {
    byte[] bytes = two("a/data.pkl", "a/data/0xx");
    ByteBuffer directory = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int second = indexOf(bytes, "PK\1\2", indexOf(bytes, "PK\1\2", 0) + 1);
    directory.putInt(second + 42, 0); // the place of the first
    assertRefused(
        file(bytes),
        "a damaged zip file (an entry a/data/0xx that is not where the directory says)");
    replace(bytes, "a/data/0xx", "a/data.pkl");
    assertRefused(file(bytes), "two entries of the name a/data.pkl");
  }

  @Test
  void aWrongChecksumIsRefused() throws IOException {
    byte[] bytes = two("a/data.pkl", "a/data/0xx");
    bytes[indexOf(bytes, "epoch", 0)] = 'E';
    assertRefused(file(bytes), "a wrong checksum of a/data.pkl");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] bytes = two("a/data.pkl", "a/data/0xx");
    for (int length = 4; length < bytes.length; length++) {
      assertRefused(
          file(Arrays.copyOf(bytes, length)), "a damaged zip file (no directory at its end)");
    }
  }

  /** A file of two entries with equal content. */
  private static byte[] two(String first, String second) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      PthFiles.put(zip, first, PICKLE);
      PthFiles.put(zip, second, PICKLE);
    }
    return out.toByteArray();
  }

  /** Replaces a text everywhere by another one of its length. */
  private static void replace(byte[] bytes, String from, String to) {
    byte[] replacement = to.getBytes(StandardCharsets.ISO_8859_1);
    for (int at = indexOf(bytes, from, 0); at >= 0; at = indexOf(bytes, from, at + 1)) {
      System.arraycopy(replacement, 0, bytes, at, replacement.length);
    }
  }

  private static int indexOf(byte[] bytes, String text, int from) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text, from);
  }
}
