package io.murel.data.prepare;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what {@link CompactOutput} wrote, and trusts no number before it allocates. */
final class CompactInput {

  private final ByteBuffer in;
  private final List<String> known = new ArrayList<>();

  /** What was written does not make sense. */
  static final class DamagedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DamagedException(String message) {
      super(message);
    }
  }

  /**
   * @param in what was written, and nothing else
   */
  CompactInput(ByteBuffer in) {
    this.in = in;
  }

  /** A number from 0. */
  long number() {
    long number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      long bits = in.get();
      number |= (bits & 0x7F) << shift;
      if (bits >= 0) {
        return number;
      }
    }
    throw new DamagedException("a number of more than 64 bits");
  }

  /** Any number. */
  long signed() {
    long number = number();
    return number >>> 1 ^ -(number & 1);
  }

  /** How many of something follow, each of at least one byte. */
  int count() {
    long count = number();
    if (count < 0 || count > in.remaining()) {
      throw new DamagedException(count + " items in " + in.remaining() + " bytes");
    }
    return (int) count;
  }

  /** A number that fits an int. */
  int integer() {
    long number = number();
    if (number != (int) number) {
      throw new DamagedException("the number " + number);
    }
    return (int) number;
  }

  String text() {
    long header = number();
    long length = header >>> 1;
    boolean latin = (header & 1) == 0;
    if (length > in.remaining() / (latin ? 1 : 2)) {
      throw new DamagedException("a text of " + length + " in " + in.remaining() + " bytes");
    }
    byte[] bytes = new byte[(int) length * (latin ? 1 : 2)];
    in.get(bytes);
    if (latin) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    char[] chars = new char[(int) length];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) (bytes[2 * i] << 8 | bytes[2 * i + 1] & 0xFF);
    }
    return new String(chars);
  }

  /** A text that may have occurred before, or null. */
  String shared() {
    int index = integer();
    if (index == known.size() + 1) {
      known.add(text());
    }
    if (index < 0 || index > known.size()) {
      throw new DamagedException("text number " + index);
    }
    return index == 0 ? null : known.get(index - 1);
  }

  /** Texts that may have occurred before. */
  List<String> sharedList() {
    String[] texts = new String[count()];
    Arrays.setAll(texts, i -> shared());
    return List.of(texts);
  }
}
