package io.murel.io.pth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.io.DType;
import io.murel.io.NdArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles as Python wrote them (3.11, numpy 1.24), and some it would not write. */
class PickleReaderTest {

  @TempDir private Path folder;

  /**
   * {@code {'a': np.arange(6, dtype='f4').reshape(2, 3), 'n': np.int64(3), 's': np.float32(2.5)}}
   */
  @ParameterizedTest(name = "protocol {0}")
  @CsvSource({
    "0,286470300a56610a70310a636e756d70792e636f72652e6d756c746961727261790a5f7265636f6e737472756374"
        + "0a70320a28636e756d70790a6e6461727261790a70330a2849300a7470340a635f636f646563730a656e636f"
        + "64650a70350a2856620a70360a566c6174696e310a70370a7470380a5270390a747031300a527031310a2849"
        + "310a2849320a49330a747031320a636e756d70790a64747970650a7031330a285666340a7031340a4930300a"
        + "4930310a747031350a527031360a2849330a563c0a7031370a4e4e4e492d310a492d310a49300a747031380a"
        + "624930300a67350a28565c75303030305c75303030305c75303030305c75303030305c75303030305c753030"
        + "3030803f5c75303030305c75303030305c7530303030405c75303030305c753030303040405c75303030305c"
        + "753030303080405c75303030305c7530303030a0400a7031390a67370a747032300a527032310a747032320a"
        + "6273566e0a7032330a636e756d70792e636f72652e6d756c746961727261790a7363616c61720a7032340a28"
        + "6731330a285669380a7032350a4930300a4930310a747032360a527032370a2849330a6731370a4e4e4e492d"
        + "310a492d310a49300a747032380a6267350a2856035c75303030305c75303030305c75303030305c75303030"
        + "305c75303030305c75303030305c75303030300a7032390a67370a747033300a527033310a747033320a5270"
        + "33330a7356730a7033340a6732340a286731360a67350a28565c75303030305c753030303020400a7033350a"
        + "67370a747033360a527033370a747033380a527033390a732e",
    "2,80027d7100285801000000617101636e756d70792e636f72652e6d756c746961727261790a5f7265636f6e737472"
        + "7563740a7102636e756d70790a6e6461727261790a71034b00857104635f636f646563730a656e636f64650a"
        + "7105580100000062710658060000006c6174696e31710786710852710987710a52710b284b014b024b038671"
        + "0c636e756d70790a64747970650a710d58020000006634710e898887710f527110284b0358010000003c7111"
        + "4e4e4e4affffffff4affffffff4b0074711262896805581b000000000000000000c2803f0000004000004040"
        + "0000c280400000c2a040711368078671145271157471166258010000006e7117636e756d70792e636f72652e"
        + "6d756c746961727261790a7363616c61720a7118680d580200000069387119898887711a52711b284b036811"
        + "4e4e4e4affffffff4affffffff4b0074711c62680558080000000300000000000000711d680786711e52711f"
        + "867120527121580100000073712268186810680558040000000000204071236807867124527125867126527127"
        + "752e",
    "3,80037d7100285801000000617101636e756d70792e636f72652e6d756c746961727261790a5f7265636f6e737472"
        + "7563740a7102636e756d70790a6e6461727261790a71034b008571044301627105877106527107284b014b02"
        + "4b03867108636e756d70790a64747970650a710958020000006634710a898887710b52710c284b0358010000"
        + "003c710d4e4e4e4affffffff4affffffff4b0074710e62894318000000000000803f00000040000040400000"
        + "80400000a040710f7471106258010000006e7111636e756d70792e636f72652e6d756c746961727261790a73"
        + "63616c61720a711268095802000000693871138988877114527115284b03680d4e4e4e4affffffff4affffff"
        + "ff4b0074711662430803000000000000007117867118527119580100000073711a6812680c43040000204071"
        + "1b86711c52711d752e",
    "4,80049501010000000000007d94288c0161948c156e756d70792e636f72652e6d756c74696172726179948c0c5f72"
        + "65636f6e7374727563749493948c056e756d7079948c076e6461727261799493944b00859443016294879452"
        + "94284b014b024b03869468058c0564747970659493948c02663494898887945294284b038c013c944e4e4e4a"
        + "ffffffff4affffffff4b00749462894318000000000000803f0000004000004040000080400000a040947494"
        + "628c016e9468028c067363616c6172949394680e8c02693894898887945294284b0368124e4e4e4affffffff"
        + "4affffffff4b007494624308030000000000000094869452948c017394681868114304000020409486945294"
        + "752e",
    "5,80059502010000000000007d94288c0161948c126e756d70792e636f72652e6e756d65726963948c0b5f66726f6d"
        + "62756666657294939428961800000000000000000000000000803f0000004000004040000080400000a04094"
        + "8c056e756d7079948c0564747970659493948c02663494898887945294284b038c013c944e4e4e4affffffff"
        + "4affffffff4b007494624b024b0386948c014394749452948c016e948c156e756d70792e636f72652e6d756c"
        + "74696172726179948c067363616c617294939468088c02693894898887945294284b03680c4e4e4e4affffff"
        + "ff4affffffff4b007494624308030000000000000094869452948c0173946815680b43040000204094869452"
        + "94752e"
  })
  void arraysAndScalarsOfEveryProtocolAreRead(int protocol, String hex) {
    Map<?, ?> dict = (Map<?, ?>) hex(hex);
    assertThat(dict.keySet()).map(Object::toString).containsExactly("a", "n", "s");
    NdArray array = (NdArray) dict.get("a");
    assertThat(array.dtype()).isEqualTo(DType.F32);
    assertThat(array.shape()).containsExactly(2, 3);
    assertThat(array.floats()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(dict.get("n")).isEqualTo(3L);
    assertThat(dict.get("s")).isEqualTo(2.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = { // np.asfortranarray(a) in protocols 4 and 5
        "800495a2000000000000008c156e756d70792e636f72652e6d756c74696172726179948c0c5f7265636f6e73747275"
            + "63749493948c056e756d7079948c076e6461727261799493944b0085944301629487945294284b014b024b"
            + "03869468038c0564747970659493948c02663494898887945294284b038c013c944e4e4e4affffffff4aff"
            + "ffffff4b0074946288431800000000000040400000803f00008040000000400000a040947494622e",
        "8005958d000000000000008c126e756d70792e636f72652e6e756d65726963948c0b5f66726f6d6275666665729493"
            + "942896180000000000000000000000000040400000803f00008040000000400000a040948c056e756d7079"
            + "948c0564747970659493948c02663494898887945294284b038c013c944e4e4e4affffffff4affffffff4b"
            + "007494624b024b0386948c014694749452942e"
      })
  void fortranOrderBecomesRowMajor(String hex) {
    NdArray array = (NdArray) hex(hex);
    assertThat(array.shape()).containsExactly(2, 3);
    assertThat(array.floats()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void otherElementTypesAndShapesAreRead() {
    Map<?, ?> dict =
        (Map<?, ?>)
            hex(
                "800495bd010000000000007d94288c0169948c156e756d70792e636f72652e6d756c74696172726179948c"
                    + "0c5f7265636f6e7374727563749493948c056e756d7079948c076e6461727261799493944b0085"
                    + "944301629487945294284b014b02859468058c0564747970659493948c02693894898887945294"
                    + "284b038c013c944e4e4e4affffffff4affffffff4b007494628943100100000000000000feffff"
                    + "ffffffffff947494628c016294680468074b008594680987945294284b014b028594680e8c0262"
                    + "3194898887945294284b038c017c944e4e4e4affffffff4affffffff4b00749462894302010094"
                    + "7494628c016894680468074b008594680987945294284b014b018594680e8c0266329489888794"
                    + "5294284b0368124e4e4e4affffffff4affffffff4b00749462894302003e947494628c01649468"
                    + "0468074b008594680987945294284b0129680e8c02663894898887945294284b0368124e4e4e4a"
                    + "ffffffff4affffffff4b007494628943080000000000001d40947494628c016594680468074b00"
                    + "8594680987945294284b014b004b048694680e8c02663494898887945294284b0368124e4e4e4a"
                    + "ffffffff4affffffff4b0074946289430094749462752e");
    assertThat(((NdArray) dict.get("i")).longs()).containsExactly(1, -2);
    assertThat(((NdArray) dict.get("b")).longs()).containsExactly(1, 0);
    assertThat(((NdArray) dict.get("h")).floats()).containsExactly(1.5f);
    assertThat(((NdArray) dict.get("d")).shape()).isEmpty();
    assertThat(((NdArray) dict.get("d")).doubles()).containsExactly(7.25);
    assertThat(((NdArray) dict.get("e")).shape()).containsExactly(0, 4);
  }

  @Test
  void theIndexThatPython2WroteIsRead() throws IOException {
    Path file = folder.resolve("train36_imgid2idx.pkl");
    Files.writeString(file, "(dp1\nI9\nI0\nsI25\nI1\nsL262145L\nI2\ns.");
    assertThat(PickleReader.read(file)).isEqualTo(Map.of(9L, 0L, 25L, 1L, 262145L, 2L));
  }

  @Test
  void everyValueOfProtocolZeroAndOneIsRead() {
    List<Object> list = Arrays.asList(1L, -5L, true, null, 1.5, "a\nb\\ \u1234", "it's\t\u00e9");
    assertThat(
            text(
                "(dp0\nVx\np1\n(lp2\nI1\naI-5\naI01\naNaF1.5\naVa\\u000ab\\u005c \\u1234\np3\na"
                    + "S\"it's\\t\\xe9\"\nasVl\np4\n(g1\nL2L\ntp5\ns."))
        .isEqualTo(Map.of("x", list, "l", List.of("x", 2L)));
    assertThat(
            text("}q\0(X\1\0\0\0xq\1]q\2(K\1J\u00fb\u00ff\u00ff\u00ffI01\nNe\u0055\1y(K\1K\2tu."))
        .isEqualTo(Map.of("x", Arrays.asList(1L, -5L, true, null), "y", List.of(1L, 2L)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cos\nsystem\n(S'touch /tmp/x'\ntR.",
        "c__builtin__\neval\n(Vprint(1)\ntR.",
        "\u0080\4\u008c\2os\u008c\6system\u0093\u008c\2ls\u0085R.",
        "cnumpy\nload\n(Vx\ntR.",
        "cnumpy.core.multiarray\nfromfile\n)R.",
        "(S'ls'\nios\nsystem\n."
      })
  void nothingIsEverRun(String pickle) {
    assertThatThrownBy(() -> text(pickle))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("here: found ");
  }

  @Test
  void aRefusedFunctionIsNamed() {
    assertThatThrownBy(() -> text("cos\nsystem\n(S'ls'\ntR."))
        .hasMessage(
            "here: found the Python class or function 'os.system' in a pickle, expected numpy"
                + " arrays, numbers, texts and plain containers only. It is refused because it could"
                + " run a program. Do not trust this file.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4b02 4b03 86   | 24 | 18 | 24 bytes for a numpy array", // the right one for comparison
        "4b02 4b04 86   | 24 | -  | 24 bytes for a numpy array of shape [2, 4] in F32",
        "4b02 4b02 86   | 24 | -  | 24 bytes for a numpy array of shape [2, 2] in F32",
        "4b02 4affffffff 86 | 24 | - | 24 bytes for a numpy array of shape [2, -1] in F32",
        "8a08ffffffffffffff7f 4b02 86 | 24 | - | 24 bytes for a numpy array of shape",
        "4b02 8c0133 86 | 24 | -  | an array of shape [2, 3]",
        "4b05 85        | 23 | -  | 23 bytes for a numpy array of shape [5] in F32"
      })
  void anArrayMustHaveAsManyBytesAsItsShapeSays(
      String shape, int bytes, String fits, String message) {
    byte[] head = // numpy.core.numeric _frombuffer (
        HexFormat.of()
            .parseHex("80058c126e756d70792e636f72652e6e756d657269638c0b5f66726f6d6275666665729328");
    byte[] data = new byte[2 + bytes];
    data[0] = 'C';
    data[1] = (byte) bytes;
    byte[] type =
        HexFormat.of()
            .parseHex(
                "8c056e756d70798c05647479706593"
                    + "8c0266348988875228"
                    + "4b038c013c4e4e4e4affffffff4affffffff4b007462");
    byte[] tail = HexFormat.of().parseHex(shape.strip().replace(" ", "") + "8c014374522e");
    byte[] whole = concat(head, data, type, tail);
    if (!fits.equals("-")) {
      assertThat(((NdArray) PickleReader.read(whole, "here")).shape()).containsExactly(2, 3);
      return;
    }
    assertThatThrownBy(() -> PickleReader.read(whole, "here"))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("here: found " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "a numpy array whose content is no plain numbers, 8004958c000000000000008c156e756d70792e636f72652e6d756c74696172726179948c0c5f7265636f6e737472"
        + "7563749493948c056e756d7079948c076e6461727261799493944b0085944301629487945294284b014b0285"
        + "9468038c0564747970659493948c024f3894898887945294284b038c017c944e4e4e4affffffff4affffffff"
        + "4b3f749462895d94287d944e657494622e",
    "a numpy array of type U2, 8004958a000000000000008c156e756d70792e636f72652e6d756c74696172726179948c0c5f7265636f6e737472"
        + "7563749493948c056e756d7079948c076e6461727261799493944b0085944301629487945294284b014b0185"
        + "9468038c0564747970659493948c02553294898887945294284b038c013c944e4e4e4b084b044b0874946289"
        + "43086100000062000000947494622e"
  })
  void arraysOfObjectsAndTextsAreRefused(String found, String hex) {
    assertThatThrownBy(() -> hex(hex))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("here: found " + found + ", expected a complete pickle.");
  }

  @Test
  void bigEndianNumbersAreRefused() {
    assertThatThrownBy(
            () ->
                hex(
                    "8004958c000000000000008c156e756d70792e636f72652e6d756c74696172726179948c0c5f726563"
                        + "6f6e7374727563749493948c056e756d7079948c076e6461727261799493944b008594430162"
                        + "9487945294284b014b01859468038c0564747970659493948c02663494898887945294284b03"
                        + "8c013e944e4e4e4affffffff4affffffff4b007494628943043f800000947494622e"))
        .hasMessageContaining("numpy numbers that are not little-endian");
  }

  @Test
  void anArrayThatNeverGotItsContentIsNoData() {
    String empty = "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntVb\ntR";
    assertThatThrownBy(() -> text(empty + ".")).hasMessageContaining("no plain data");
    assertThatThrownBy(() -> text("(lp0\n" + empty + "p1\na."))
        .hasMessageContaining("no plain data");
    assertThatThrownBy(() -> text("cnumpy\nndarray\n(I9\ntR."))
        .hasMessageContaining("a call of numpy.ndarray");
  }

  @Test
  void everyCutIsRefused() {
    byte[] whole =
        "(dp0\nVx\np1\n(lp2\nI1\naF1.5\naS'y'\nasL12L\nNs.".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(PickleReader.read(whole, "here")).isInstanceOf(Map.class);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> PickleReader.read(cut, "here"))
          .isInstanceOf(BadInputException.class);
    }
  }

  @Test
  void whatIsNoPickleIsSaidToBeNone() throws IOException {
    Path file = Files.writeString(folder.resolve("a.pkl"), "hello");
    assertThatThrownBy(() -> PickleReader.read(file))
        .hasMessageStartingWith(file + ": found ")
        .hasMessageContaining("expected a complete pickle");
    assertThatThrownBy(() -> PickleReader.read(folder.resolve("gone.pkl")))
        .hasMessageContaining("found no such file, expected a pickle file");
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static Object hex(String hex) {
    return PickleReader.read(HexFormat.of().parseHex(hex.strip()), "here");
  }

  private static Object text(String pickle) {
    return PickleReader.read(pickle.getBytes(StandardCharsets.ISO_8859_1), "here");
  }
}
