package io.murel.io.pth;

import java.util.List;

/** How a pickle names a storage: {@code ('storage', type, key, device, numel)}. */
record StorageId(StorageType type, String key, long numel) {

  /**
   * @throws MalformedException if a persistent id is anything else
   */
  static StorageId of(Object id) {
    if (id instanceof List<?> fields
        && fields.size() >= 5
        && "storage".equals(fields.get(0))
        && fields.get(1) instanceof StorageType type
        && fields.get(2) instanceof String key
        && fields.get(4) instanceof Long numel
        && numel >= 0
        && (fields.size() == 5 || fields.get(5) == null)) {
      return new StorageId(type, key, numel);
    }
    throw new MalformedException("a reference that is not to a storage of numbers");
  }

  /** Bytes of the storage; -1 where no storage can be as large. */
  long bytes() {
    long width = type.dtype().bytes();
    return numel > Integer.MAX_VALUE / width ? -1 : numel * width;
  }
}
