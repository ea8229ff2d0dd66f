package io.murel.io.pth;

import io.murel.io.DType;
import java.util.Optional;

/** The storage classes of PyTorch whose elements this library can hold. */
enum StorageType {
  HalfStorage(DType.F16),
  FloatStorage(DType.F32),
  DoubleStorage(DType.F64),
  CharStorage(DType.I8),
  ByteStorage(DType.U8),
  ShortStorage(DType.I16),
  IntStorage(DType.I32),
  LongStorage(DType.I64),
  BoolStorage(DType.BOOL);

  private final DType dtype;

  StorageType(DType dtype) {
    this.dtype = dtype;
  }

  DType dtype() {
    return dtype;
  }

  static Optional<StorageType> named(String name) {
    for (StorageType type : values()) {
      if (type.name().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  static StorageType of(DType dtype) {
    for (StorageType type : values()) {
      if (type.dtype == dtype) {
        return type;
      }
    }
    throw new IllegalArgumentException("no storage for " + dtype);
  }
}
