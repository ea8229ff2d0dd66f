package io.murel.io.pth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.io.DType;
import io.murel.io.NdArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PthWriterTest {

  @TempDir Path folder;

  private Object roundTrip(Object content) throws IOException {
    Path file = folder.resolve("a.pth");
    PthWriter.write(file, content);
    return PthReader.read(file);
  }

  @Test
  void plainDataComesBackWithItsTypesAndOrder() throws IOException {
    Map<Object, Object> dict = new LinkedHashMap<>();
    dict.put("z", 1);
    dict.put("a", List.of(0L, 255L, 256L, -1L, 1L << 31, Long.MIN_VALUE, Long.MAX_VALUE));
    dict.put(7, Arrays.asList(null, true, false, 0.1, -0.0, Double.POSITIVE_INFINITY));
    dict.put("betas", Tuple.of(0.9, 0.999));
    dict.put("text", "caf\u00e9 \u4f60 \ud83d\ude00");
    dict.put("empty", List.of(Map.of(), List.of(), Tuple.of(), new OrderedDict(), ""));
    Map<?, ?> read = (Map<?, ?>) roundTrip(dict);
    assertThat(read.keySet().stream().map(Object.class::cast))
        .containsExactly("z", "a", 7L, "betas", "text", "empty");
    assertThat(read.get("z")).isEqualTo(1L);
    assertThat(read.get("a")).isEqualTo(dict.get("a"));
    assertThat(read.get(7L)).isEqualTo(dict.get(7));
    assertThat(read.get("betas")).isInstanceOf(Tuple.class).isEqualTo(List.of(0.9, 0.999));
    assertThat(read.get("text")).isEqualTo(dict.get("text"));
    assertThat(read.get("empty")).isEqualTo(dict.get("empty"));
    assertThat(((List<?>) read.get("empty")).get(3)).isInstanceOf(OrderedDict.class);
  }

  @Test
  void tensorsOfEveryTypeAndShapeComeBack() throws IOException {
    for (DType type : DType.values()) {
      for (long[] shape : new long[][] {{}, {0}, {3}, {2, 3}, {2, 0, 4}, {1, 2, 1, 2}}) {
        byte[] bytes = new byte[(int) NdArray.numel(shape) * type.bytes()];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) (type == DType.BOOL ? i & 1 : 37 * i);
        }
        NdArray array = new NdArray(type, shape, ByteBuffer.wrap(bytes));
        NdArray read = (NdArray) roundTrip(array);
        assertThat(read.dtype()).isEqualTo(type);
        assertThat(read.shape()).isEqualTo(shape);
        assertThat(read.bytes()).isEqualTo(array.bytes());
      }
    }
  }

  @Test
  void anArrayThatAppearsTwiceIsStoredOnce() throws IOException {
    NdArray shared = NdArray.of(new float[] {1, 2}, 2);
    Path file = folder.resolve("a.pth");
    PthWriter.write(file, new OrderedDict(Map.of("a", shared, "b", shared)));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.getEntry("archive/data/0")).isNotNull();
      assertThat(zip.getEntry("archive/data/1")).isNull();
    }
    Map<?, ?> read = PthReader.readDict(file);
    assertThat(((NdArray) read.get("b")).floats()).containsExactly(1, 2);
  }

  @Test
  void storagesStartAtMultiplesOf64Bytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PthWriter.write(
        out,
        List.of(
            NdArray.of(new long[] {0x1122334455667788L}, 1),
            NdArray.of(new long[] {0x1122334455667789L}, 1)));
    byte[] file = out.toByteArray();
    for (long value : new long[] {0x1122334455667788L, 0x1122334455667789L}) {
      int at = 0;
      while (ByteBuffer.wrap(file, at, 8).order(ByteOrder.LITTLE_ENDIAN).getLong() != value) {
        at++;
      }
      assertThat(at % 64).isZero();
    }
  }

  @Test
  void theSameContentGivesTheSameBytes() throws IOException {
    Object content = Map.of("w", NdArray.of(new float[] {1}, 1));
    PthWriter.write(folder.resolve("a.pth"), content);
    PthWriter.write(folder.resolve("b.pth"), content);
    assertThat(folder.resolve("a.pth")).hasSameBinaryContentAs(folder.resolve("b.pth"));
  }

  @Test
  void contentThatIsNoPlainDataIsRefusedAndLeavesNoFile() throws IOException {
    Path file = folder.resolve("a.pth");
    assertThatThrownBy(() -> PthWriter.write(file, List.of(new StringBuilder())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot be written to a checkpoint: class java.lang.StringBuilder");
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }
}
