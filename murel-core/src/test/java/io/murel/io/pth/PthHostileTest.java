package io.murel.io.pth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.murel.BadInputException;
import io.murel.io.NdArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to harm: each ends in one clear message, in little time and memory. */
class PthHostileTest {

  private static final String TENSOR =
      "ctorch._utils\n_rebuild_tensor_v2\n((X\7\0\0\0storagectorch\nFloatStorage\n"
          + "X\1\0\0\0%sX\3\0\0\0cpuJ%stQK\0%s%s\u0089ccollections\nOrderedDict\n)RtR";

  @TempDir Path folder;

  /** A zip file around a pickle (characters are bytes) and storages of the given sizes. */
  private Path file(String pickle, int... storageBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "archive/data.pkl", ("\u0080\2" + pickle).getBytes(StandardCharsets.ISO_8859_1));
      for (int key = 0; key < storageBytes.length; key++) {
        put(zip, "archive/data/" + key, new byte[storageBytes[key]]);
      }
    }
    return Files.write(folder.resolve("bad.pth"), out.toByteArray());
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
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

  private static String int4(long value) {
    return new String(
        new char[] {
          (char) (value & 255),
          (char) (value >> 8 & 255),
          (char) (value >> 16 & 255),
          (char) (value >> 24 & 255)
        });
  }

  private static void assertRefused(Path file, String found) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> PthReader.read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(file + ": found " + found + ", expected "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cos\nsystem\n(X\2\0\0\0lstR.",
        "cposix\nsystem\n)R.",
        "cbuiltins\neval\n(X\1\0\0\0" + "1tR.",
        "cjava.lang\nRuntime\n)R.",
        "ctorch\nload\n)R.",
        "ctorch.nn.modules.linear\nLinear\n)\u0081}b.",
        "X\2\0\0\0osX\6\0\0\0system\u0093)R.",
        "cbuiltins\nException\n)R.",
        "cdatetime\ndatetime\n)R.",
        "c__builtin__\ncomplex\n)R."
      })
  void whateverIsNotOnTheListIsRefusedByName(String pickle) throws IOException {
    Path file = file(pickle);
    assertThatThrownBy(() -> PthReader.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageMatching(
            "(?s).*bad.pth: found the Python class or function '[a-z_]+\\.[A-Za-z_.]+', expected"
                + " tensors, numbers, texts and plain containers only\\. It is refused because it"
                + " could run a program; .*");
  }

  @Test
  void theRefusedNameIsInTheMessage() throws IOException {
    assertRefused(file("cos\nsystem\n(X\2\0\0\0lstR."), "the Python class or function 'os.system'");
    assertRefused(
        file("ctorch\nBFloat16Storage\n."), "the Python class or function 'torch.BFloat16Storage'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(lp0\n.", "I1\n.", "S'x'\n.", "(ios\nsystem\n.", "(cos\nsystem\no.", "P0\n."})
  void opcodesOfOtherProtocolsAreRefused(String pickle) throws IOException {
    Path file = file(pickle);
    assertThatThrownBy(() -> PthReader.read(file)).isInstanceOf(BadInputException.class);
  }

  @Test
  void leftoverClassesAreNoData() throws IOException {
    assertRefused(file("ctorch\nFloatStorage\n."), "something that is no plain data");
    assertRefused(file("ccollections\nOrderedDict\n."), "something that is no plain data");
  }

  @Test
  void aListInsideItselfIsRefused() throws IOException {
    assertRefused(file("]q\0h\0a."), "a container inside itself");
    assertRefused(file("}q\0K\1h\0s."), "a container inside itself");
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    assertRefused(
        file("]".repeat(200_000) + "a".repeat(199_999) + "."),
        "containers nested more than 100 deep");
  }

  @Test
  void deepNestingHiddenBehindSharedPartsIsRefused() throws IOException {
    // Every list holds the one before it; the outermost list names them innermost first.
    StringBuilder pickle = new StringBuilder("](]q\0");
    for (int i = 1; i < 200; i++) {
      pickle.append("]q").append((char) i).append('h').append((char) (i - 1)).append('a');
    }
    assertRefused(file(pickle + "e."), "containers nested more than 100 deep");
  }

  @Test
  void smallFilesThatLookEndlessAreRefused() throws IOException {
    StringBuilder pickle = new StringBuilder("]q\0");
    for (int i = 0; i < 60; i++) { // two to the sixtieth empty lists
      pickle.append("0]q\1(h\0h\0eq\0");
    }
    assertRefused(file(pickle + "."), "the same containers used over and over");
  }

  @Test
  void keysWithoutACheapHashAreRefused() throws IOException {
    assertRefused(
        file("}]q\0h\0aK\1s."), "a key that is neither text nor number nor a tuple of these");
  }

  @Test
  void copyingTheSameListManyTimesIsBounded() throws IOException {
    String list = "](" + "X\1\0\0\0aK\1\u0086".repeat(50_000) + "eq\0";
    String calls = "h\1h\0\u0085R0".repeat(50_000);
    assertRefused(
        file("ccollections\nOrderedDict\nq\1" + list + calls + "."),
        "a container made of 50000 items again and again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X\u00ff\u00ff\u00ff\u007fabc.",
        "X\u00ff\u00ff\u00ff\u00ffabc.",
        "T\u00ff\u00ff\u00ff\u00ffabc.",
        "B\u00ff\u00ff\u00ff\u00ffabc.",
        "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007fabc.",
        "\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffabc.",
        "\u008b\u00ff\u00ff\u00ff\u00ffabc.",
        "cos",
        "("
      })
  void lengthsBeyondTheEndAreNotBelieved(String pickle) throws IOException {
    assertRefused(file(pickle), "the end of the file in the middle of its content");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "a.", "R.", "s.", "t.", "e.", "(.", "0.", "2.", "h\7.", "b.", "Q."})
  void stackErrorsAreRefused(String pickle) throws IOException {
    Path file = file(pickle);
    assertThatThrownBy(() -> PthReader.read(file)).isInstanceOf(BadInputException.class);
  }

  @Test
  void storagesMustHaveTheDeclaredSize() throws IOException {
    String huge =
        TENSOR.formatted("0", int4(1L << 30), "J" + int4(1L << 30) + "\u0085", "K\1\u0085");
    assertRefused(
        file(huge + ".", 8), "8 bytes of archive/data/0 for 1073741824 elements of FloatStorage");
    String missing = TENSOR.formatted("1", int4(2), "K\2\u0085", "K\1\u0085");
    assertRefused(file(missing + ".", 8), "no entry data/1");
  }

  @Test
  void viewsMustLieWithinTheirStorage() throws IOException {
    String beyond = TENSOR.formatted("0", int4(2), "K\3\u0085", "K\1\u0085");
    assertRefused(
        file(beyond + ".", 8),
        "a tensor of shape [3], strides [1], offset 0 in a storage of 2 elements");
    String negative = TENSOR.formatted("0", int4(2), "K\2\u0085", "J" + int4(-1) + "\u0085");
    assertRefused(
        file(negative + ".", 8),
        "a tensor of shape [2], strides [-1], offset 0 in a storage of 2 elements");
    String overflow = "\u008a\10" + "\0".repeat(7) + "\u0040"; // 2^62
    assertRefused(
        file(
            TENSOR.formatted("0", int4(2), overflow + overflow + "\u0086", "K\0K\0\u0086") + ".",
            8),
        "a tensor of shape [4611686018427387904, 4611686018427387904], strides [0, 0], offset 0 in"
            + " a storage of 2 elements");
  }

  @Test
  void expandedTensorsDoNotOutgrowTheFile() throws IOException {
    String expanded = TENSOR.formatted("0", int4(2), "J" + int4(1 << 30) + "\u0085", "K\0\u0085");
    assertRefused(
        file(expanded + ".", 8),
        "a tensor of shape [1073741824], strides [0], offset 0 in a storage of 2 elements");
    String modest = TENSOR.formatted("0", int4(2), "J" + int4(1000) + "\u0085", "K\0\u0085");
    assertThat(((NdArray) PthReader.read(file(modest + ".", 8))).floats()).hasSize(1000);
  }

  @Test
  void compressedEntriesAreRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(new byte[1 << 20]);
      zip.closeEntry();
    }
    Path file = Files.write(folder.resolve("bad.pth"), out.toByteArray());
    assertRefused(file, "a compressed entry archive/data.pkl");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = folder.resolve("other.pth");
    for (String content :
        List.of("", "x", "PK", "PK\3\4", "PK\3\4 no zip at all", "\u0080\2", "K")) {
      Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
      assertThatThrownBy(() -> PthReader.read(file))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("expected a complete file of torch.save. The file is damaged");
    }
    assertThatThrownBy(() -> PthReader.read(folder.resolve("absent.pth")))
        .hasMessage(
            folder.resolve("absent.pth")
                + ": found no such file, expected a file of torch.save. Check the path.");
    assertThatThrownBy(() -> PthReader.read(folder)).hasMessageContaining("found a folder");
  }

  @Test
  void thousandsOfDamagedFilesEndInAMessageOrInData() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          byte[] zip = sample();
          byte[] legacy = legacy();
          Random random = new Random(7);
          Path file = folder.resolve("damaged.pth");
          for (int i = 0; i < 4000; i++) {
            byte[] bytes = (i % 2 == 0 ? zip : legacy).clone();
            int flips = 1 + random.nextInt(4);
            for (int f = 0; f < flips; f++) {
              bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            if (i % 5 == 0) {
              bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            Files.write(file, bytes);
            readOrRefuse(file);
          }
        });
  }

  @Test
  void damagedPicklesEndInAMessageOrInData() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          byte[] pickle = new PickleWriter(new ArrayList<>()).pickle(content());
          Random random = new Random(8);
          for (int i = 0; i < 3000; i++) {
            byte[] bytes = pickle.clone();
            for (int f = 0; f <= i % 3; f++) {
              bytes[2 + random.nextInt(bytes.length - 2)] = (byte) random.nextInt(256);
            }
            String text = new String(bytes, 2, bytes.length - 2, StandardCharsets.ISO_8859_1);
            readOrRefuse(file(text, 24, 16));
          }
        });
  }

  private static void readOrRefuse(Path file) throws IOException {
    try {
      assertThat(String.valueOf(PthReader.read(file))).isNotNull();
    } catch (BadInputException e) {
      assertThat(e.getMessage()).startsWith(file + ": found ");
    }
  }

  private static Object content() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("network", new OrderedDict(Map.of("w", NdArray.of(new float[6], 2, 3))));
    content.put("ids", NdArray.of(new long[] {1, 2}, 2));
    content.put("list", List.of(1L, 2.5, "three", true, Tuple.of(4L, 5L)));
    return content;
  }

  private static byte[] sample() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PthWriter.write(out, content());
    return out.toByteArray();
  }

  /** The sample in the legacy format: the pickles one after the other, then the storages. */
  private static byte[] legacy() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String header = "\u0080\2\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\2M\u00e9\3.";
    out.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
    List<NdArray> storages = new ArrayList<>();
    out.writeBytes(new PickleWriter(new ArrayList<>()).pickle(Map.of("little_endian", true)));
    out.writeBytes(new PickleWriter(storages).pickle(content()));
    List<String> keys = List.of("0", "1");
    out.writeBytes(new PickleWriter(new ArrayList<>()).pickle(keys));
    for (NdArray storage : storages) {
      out.writeBytes(NdArray.of(new long[] {storage.numel()}).bytes().array());
      byte[] bytes = new byte[storage.bytes().remaining()];
      storage.bytes().get(bytes);
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void theUndamagedSamplesAreRead() throws IOException {
    for (byte[] bytes : List.of(sample(), legacy())) {
      Path file = Files.write(folder.resolve("good.pth"), bytes);
      Map<?, ?> read = PthReader.readDict(file);
      assertThat(read.get("list")).isEqualTo(List.of(1L, 2.5, "three", true, List.of(4L, 5L)));
      assertThat(((NdArray) read.get("ids")).longs()).containsExactly(1, 2);
    }
  }
}
