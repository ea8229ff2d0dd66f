package io.murel.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Damages bytes and texts as disks, networks and attackers do. */
public final class Damage {
  private Damage() {}

  private static final long[] EXTREMES = {
    0,
    1,
    -1,
    127,
    128,
    255,
    256,
    32767,
    65535,
    65536,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 31,
    0xFFFFFFFFL,
    1L << 32,
    1L << 40,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final Pattern NUMBER = Pattern.compile("-?\\d+");

  /** A number at which programs break. */
  public static long extreme(Random random) {
    return EXTREMES[random.nextInt(EXTREMES.length)] + (random.nextInt(8) == 0 ? 1 : 0);
  }

  /** One wound, seldom more: a file that is torn apart is refused at the door. */
  public static byte[] of(byte[] whole, Random random) {
    byte[] bytes = whole;
    do {
      bytes = wound(bytes, random);
    } while (bytes.length > 0 && random.nextInt(3) == 0);
    return bytes;
  }

  private static byte[] wound(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    int length = random.nextInt(Math.min(64, bytes.length - at)) + 1;
    return switch (random.nextInt(12)) {
      case 0 -> Arrays.copyOf(bytes, at); // cut off
      case 1 -> joined(bytes, 0, at, bytes, at + length, bytes.length); // left out
      case 2 -> joined(bytes, 0, at + length, bytes, at, bytes.length); // twice
      case 3 -> number(bytes, at, random);
      case 4 -> elsewhere(bytes, at, length, random);
      case 5 -> inserted(bytes, at, length, random);
      default -> flipped(bytes, at, random);
    };
  }

  private static byte[] flipped(byte[] bytes, int at, Random random) {
    byte[] out = bytes.clone();
    out[at] ^= random.nextBoolean() ? 1 << random.nextInt(8) : random.nextInt(256);
    return out;
  }

  /** An extreme number of one to eight bytes, little-endian. */
  private static byte[] number(byte[] bytes, int at, Random random) {
    byte[] out = bytes.clone();
    long value = extreme(random);
    int width = 1 << random.nextInt(4);
    for (int i = 0; i < width && at + i < out.length; i++) {
      out[at + i] = (byte) (value >> 8 * i);
    }
    return out;
  }

  private static byte[] elsewhere(byte[] bytes, int at, int length, Random random) {
    byte[] out = bytes.clone();
    System.arraycopy(bytes, at, out, random.nextInt(bytes.length - length + 1), length);
    return out;
  }

  private static byte[] inserted(byte[] bytes, int at, int length, Random random) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return joined(joined(bytes, 0, at, noise, 0, length), 0, at + length, bytes, at, bytes.length);
  }

  private static byte[] joined(byte[] a, int a0, int a1, byte[] b, int b0, int b1) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(a, a0, a1 - a0);
    out.write(b, b0, b1 - b0);
    return out.toByteArray();
  }

  /** A text some of whose numbers are extreme, or with a wound. */
  public static String of(String text, Random random) {
    if (random.nextInt(4) == 0) {
      byte[] damaged = of(text.getBytes(StandardCharsets.ISO_8859_1), random);
      return new String(damaged, StandardCharsets.ISO_8859_1);
    }
    Matcher number = NUMBER.matcher(text);
    return number.replaceAll(
        match -> random.nextInt(4) == 0 ? Long.toString(extreme(random)) : match.group());
  }
}
