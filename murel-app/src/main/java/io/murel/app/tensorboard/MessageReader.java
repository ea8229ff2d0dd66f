package io.murel.app.tensorboard;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the fields of a protocol-buffer message one after the other. What is no message ends in
 * {@link BufferUnderflowException}.
 */
final class MessageReader {

  private static final int LONGEST_VARINT = 10;

  private final ByteBuffer in;
  private int field;
  private int type;

  MessageReader(byte[] message) {
    in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Goes to the next field; false after the last. */
  boolean next() {
    if (!in.hasRemaining()) {
      return false;
    }
    long key = varint();
    field = (int) (key >>> 3);
    type = (int) (key & 7);
    return true;
  }

  /** Whether the field has this number and type. */
  boolean is(int number, int wireType) {
    return field == number && type == wireType;
  }

  long whole() {
    return varint();
  }

  double real64() {
    return in.getDouble();
  }

  float real32() {
    return in.getFloat();
  }

  byte[] bytes() {
    long length = varint();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] out = new byte[(int) length];
    in.get(out);
    return out;
  }

  /** Passes over a field that is not wanted. */
  void skip() {
    switch (type) {
      case MessageWriter.VARINT -> varint();
      case MessageWriter.FIXED64 -> in.getLong();
      case MessageWriter.BYTES -> bytes();
      case MessageWriter.FIXED32 -> in.getInt();
      default -> throw new BufferUnderflowException(); // groups, long out of use
    }
  }

  private long varint() {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      byte b = in.get();
      value |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    throw new BufferUnderflowException();
  }
}
