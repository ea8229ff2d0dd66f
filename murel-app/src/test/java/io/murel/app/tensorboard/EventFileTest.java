package io.murel.app.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {

  /** Made with TensorBoard 2.21's own RecordWriter and protocol buffers. */
  private static final byte[] REAL =
      HexFormat.of()
          .parseHex(
              "1800000000000000a37f4b220900001040fc54d9411a0d627261696e2e4576656e743a32338d2fe92b0000"
                  + "0000000000861bc34b0900006040fc54d94110032a1e0a1c0a156c6f73732f65706f63682f6576616c"
                  + "5f65706f636815fa730c40496cca14200000000000000029eda950090000a040fc54d94110f0a2042a"
                  + "110a0f0a08cf802f6261746368150000c07f53b075081800000000000000a37f4b22090000a040fc54"
                  + "d9412a0d0a0b0a047a65726f150000000043bbae12");

  private static final List<ScalarEvent> EVENTS =
      List.of(
          new ScalarEvent(1700000001.5, 3, "loss/epoch/eval_epoch", 2.19457864f),
          new ScalarEvent(1700000002.5, 70000, "π/batch", Float.NaN),
          new ScalarEvent(1700000002.5, 0, "zero", 0));

  @TempDir private Path dir;

  @Test
  void theFileOfTensorBoardItselfIsReadAndWrittenByteByByte() throws IOException {
    assertThat(read(REAL)).isEqualTo(EVENTS);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventRecords.write(out, ScalarEvent.fileVersion(1700000000.25));
    for (ScalarEvent event : EVENTS) {
      EventRecords.write(out, event.encoded());
    }
    assertThat(out.toByteArray()).isEqualTo(REAL);
  }

  /** Vectors of RFC 3720, B.4, and the usual check value of CRC-32C. */
  @Test
  void checksumsAreThoseOfCastagnoli() {
    byte[] ascending = new byte[32];
    for (int i = 0; i < ascending.length; i++) {
      ascending[i] = (byte) i;
    }
    byte[] ones = new byte[32];
    Arrays.fill(ones, (byte) 0xff);
    assertThat(crc(new byte[32])).isEqualTo(0x8A9136AAL);
    assertThat(crc(ones)).isEqualTo(0x62A8AB43L);
    assertThat(crc(ascending)).isEqualTo(0x46DD794EL);
    assertThat(crc("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xE3069283L);
  }

  @Test
  void aMaskedChecksumIsRotatedAndShifted() {
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    // 0xE3069283 >> 15 | 0xE3069283 << 17 = 0x2507C60D; + 0xA282EAD8
    assertThat(EventRecords.maskedCrc(digits, 9)).isEqualTo(0xC78AB0E5);
  }

  @Test
  void aFileIsReadUpToTheRecordThatIsTornOrDamaged() throws IOException {
    assertThat(read(Arrays.copyOf(REAL, REAL.length - 1))).isEqualTo(EVENTS.subList(0, 2));
    byte[] damaged = REAL.clone();
    damaged[100]++;
    assertThat(read(damaged)).isEqualTo(EVENTS.subList(0, 1));
    byte[] wrongLength = REAL.clone();
    wrongLength[40 + 7] = 0x7f; // 9 exabytes, with a checksum that does not fit
    assertThat(read(wrongLength)).isEmpty();
    assertThat(read(new byte[0])).isEmpty();
    assertThat(read("no events at all, but long enough".getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
  }

  @Test
  void aLengthBeyondTheFileIsNotAllocated() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventRecords.write(out, new byte[0]);
    byte[] whole = out.toByteArray();
    byte[] huge = {-1, -1, -1, 0x7f, 0, 0, 0, 0}; // 2 GiB, with its right checksum
    int crc = EventRecords.maskedCrc(huge, 8);
    System.arraycopy(huge, 0, whole, 0, 8);
    for (int i = 0; i < 4; i++) {
      whole[8 + i] = (byte) (crc >>> (8 * i));
    }
    assertThat(read(whole)).isEmpty();
  }

  @Test
  void otherEventsAreSkipped() {
    byte[] withTensor = HexFormat.of().parseHex("0900000000000000002a060a040a01784200");
    assertThat(ScalarEvent.decoded(withTensor)).isEmpty();
    assertThat(ScalarEvent.decoded(ScalarEvent.fileVersion(1))).isEmpty();
    assertThat(ScalarEvent.decoded(new byte[] {0x09, 0})).isEmpty(); // half a number
    assertThat(ScalarEvent.decoded(new byte[] {0x0b})).isEmpty(); // a group
    byte[] endless = new byte[12];
    Arrays.fill(endless, (byte) 0xff);
    assertThat(ScalarEvent.decoded(endless)).isEmpty();
  }

  private List<ScalarEvent> read(byte[] content) throws IOException {
    Files.write(dir.resolve("events.out.tfevents.0000000001.x"), content);
    List<ScalarEvent> events = new ArrayList<>();
    EventFile.read(dir, events::add);
    return events;
  }

  private static long crc(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    return crc.getValue();
  }
}
