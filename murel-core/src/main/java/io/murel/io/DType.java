package io.murel.io;

/** Element types of stored arrays, named as in safetensors. */
public enum DType {
  F16(2),
  F32(4),
  F64(8),
  I8(1),
  U8(1),
  I16(2),
  I32(4),
  I64(8),
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }
}
