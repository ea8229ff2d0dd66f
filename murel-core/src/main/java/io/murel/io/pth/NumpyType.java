package io.murel.io.pth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A numpy dtype, as far as it is one of numbers. */
final class NumpyType {

  private final String name;

  NumpyType(String name) {
    this.name = name;
  }

  /** (version, byte order, ...). */
  void setState(Object state) {
    if (!(state instanceof Tuple tuple)
        || tuple.size() < 2
        || !("<".equals(tuple.get(1)) || "|".equals(tuple.get(1)))) {
      throw new MalformedException("numpy numbers that are not little-endian");
    }
  }

  /**
   * The elements of an array of this type.
   *
   * @throws MalformedException for texts, objects, records and unsigned numbers of several bytes
   */
  StorageType elements() {
    return switch (name) {
      case "f2" -> StorageType.HalfStorage;
      case "f4" -> StorageType.FloatStorage;
      case "f8" -> StorageType.DoubleStorage;
      case "b1" -> StorageType.BoolStorage;
      case "i1" -> StorageType.CharStorage;
      case "u1" -> StorageType.ByteStorage;
      case "i2" -> StorageType.ShortStorage;
      case "i4" -> StorageType.IntStorage;
      case "i8" -> StorageType.LongStorage;
      default -> throw new MalformedException("a numpy array of type " + name);
    };
  }

  /** The number those bytes mean. */
  Object scalar(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (!name.matches("[fiub][1248]") || bytes.length != name.charAt(1) - '0') {
      throw new MalformedException("a numpy number of type " + name);
    }
    return switch (name) {
      case "f4" -> (double) in.getFloat();
      case "f8" -> in.getDouble();
      case "b1" -> in.get() != 0;
      case "i1" -> (long) in.get();
      case "u1" -> in.get() & 0xFFL;
      case "i2" -> (long) in.getShort();
      case "u2" -> in.getShort() & 0xFFFFL;
      case "i4" -> (long) in.getInt();
      case "u4" -> in.getInt() & 0xFFFFFFFFL;
      case "i8" -> in.getLong();
      default -> throw new MalformedException("a numpy number of type " + name);
    };
  }
}
