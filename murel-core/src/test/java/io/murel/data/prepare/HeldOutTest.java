package io.murel.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldOutTest {

  /**
   * Checksums of the two index lists (as big-endian 32-bit numbers) computed with NumPy 1.24 and
   * Python 3.11: {@code train = RandomState(1337).choice(n, int(n * .95), replace=False)}, {@code
   * val = set(numpy.arange(n)) - set(train)}. 658,111 is VQA v2; at 1,100,000 the set grows past
   * the size from which it only doubles.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 558161692",
    "2, 558161692, 1447292810",
    "20, 4075699133, 798971694",
    "21, 983300981, 3409314059",
    "40, 3956055794, 1138827309",
    "5000, 947325349, 3119200084",
    "658111, 773877518, 12420907",
    "1100000, 1821451521, 2395428135"
  })
  void bothPartsAreThoseOfNumpyAndPython(int n, long train, long val) {
    HeldOut split = HeldOut.of(n, 1337);
    assertThat(checksum(split.train())).isEqualTo(train);
    assertThat(checksum(split.val())).isEqualTo(val);
  }

  @ParameterizedTest
  @CsvSource({
    "40, 0, 1354336982, 4230713043",
    "333, 7, 197271908, 165308659",
    "5000, 4294967295, 3677633408, 2880906604"
  })
  void otherSeedsHoldOutWhatNumpyHoldsOut(int n, long seed, long train, long val) {
    HeldOut split = HeldOut.of(n, seed);
    assertThat(checksum(split.train())).isEqualTo(train);
    assertThat(checksum(split.val())).isEqualTo(val);
  }

  @Test
  void everyItemIsInOnePart() {
    HeldOut split = HeldOut.of(333, 1337);
    assertThat(split.train()).hasSize(316); // rounded down
    assertThat(IntStream.concat(IntStream.of(split.train()), IntStream.of(split.val())).sorted())
        .containsExactlyElementsOf(IntStream.range(0, 333).boxed().toList());
  }

  private static long checksum(int[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
    bytes.asIntBuffer().put(numbers);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
