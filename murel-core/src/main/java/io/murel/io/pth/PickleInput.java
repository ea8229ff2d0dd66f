package io.murel.io.pth;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, read from the front; a length is checked before it is believed. */
final class PickleInput {

  private static final int MAX_LINE = 1000; // of a module or class name
  private static final int MAX_INTEGER_BYTES = 16; // Python's integers have no limit

  private final ByteBuffer bytes;

  /**
   * @param bytes from its position to its limit; the position moves on
   */
  PickleInput(ByteBuffer bytes) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  int u1() {
    need(1);
    return bytes.get() & 0xFF;
  }

  int u2() {
    need(2);
    return bytes.getShort() & 0xFFFF;
  }

  int i4() {
    need(4);
    return bytes.getInt();
  }

  long i8() {
    need(8);
    return bytes.getLong();
  }

  /** Floats of pickles are big-endian. */
  double f8() {
    return Double.longBitsToDouble(Long.reverseBytes(i8()));
  }

  byte[] bytes(long length) {
    need(length);
    byte[] out = new byte[(int) length];
    bytes.get(out);
    return out;
  }

  String utf8(long length) {
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  /** A str of Python 2: text in UTF-8, or else any bytes. */
  String python2String(long length) {
    byte[] raw = bytes(length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException e) {
      return new String(raw, StandardCharsets.ISO_8859_1);
    }
  }

  /** A little-endian two's complement integer: a Long where it fits. */
  Number integer(long length) {
    if (length > MAX_INTEGER_BYTES) {
      throw new MalformedException("an integer of " + length + " bytes");
    }
    byte[] raw = bytes(length);
    BigInteger value = BigInteger.ZERO;
    if (raw.length > 0) {
      byte[] bigEndian = new byte[raw.length];
      for (int i = 0; i < raw.length; i++) {
        bigEndian[i] = raw[raw.length - 1 - i];
      }
      value = new BigInteger(bigEndian);
    }
    return value.bitLength() < 64 ? (Number) value.longValue() : value;
  }

  /** A line that holds a name or a number, without its end. */
  String line() {
    String line = line(MAX_LINE);
    if (line.length() > MAX_LINE) {
      throw new MalformedException("a name of more than " + MAX_LINE + " characters");
    }
    return line;
  }

  /** A line of any length, as Latin-1. */
  String text() {
    return line(Integer.MAX_VALUE);
  }

  /** A line without its end, cut after one character more than asked for. */
  private String line(int longest) {
    StringBuilder out = new StringBuilder();
    for (int c = u1(); c != '\n' && out.length() <= longest; c = u1()) {
      out.append((char) c);
    }
    return out.toString();
  }

  private void need(long length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new MalformedException("the end of the file in the middle of its content");
    }
  }
}
