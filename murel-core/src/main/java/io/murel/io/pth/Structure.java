package io.murel.io.pth;

import io.murel.io.NdArray;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that what a pickle left behind is plain data that can be walked: no leftover classes, no
 * container inside itself, no nesting deeper than programs expect, and no sharing that makes a
 * small file look endless (lists of the same list, many times over).
 */
final class Structure {

  private static final int MAX_DEPTH = 100;

  /** A file of n bytes may be walked in this many steps a byte. */
  private static final long STEPS_PER_BYTE = 16;

  /** What is known of a value: steps of a walk through it, and containers on its longest path. */
  private record Extent(long size, int height) {
    static final Extent LEAF = new Extent(1, 0);
    static final Extent IN_PROGRESS = new Extent(0, 0);
  }

  private final Map<Object, Extent> known = new IdentityHashMap<>();
  private final long maxSize;

  private Structure(long pickleBytes) {
    maxSize = 1000 + STEPS_PER_BYTE * pickleBytes;
  }

  /**
   * @param pickleBytes length of the pickle the value came from
   * @return the value
   * @throws MalformedException if it is not plain data
   */
  static Object checked(Object value, long pickleBytes) {
    new Structure(pickleBytes).extent(value, 0);
    return value;
  }

  private Extent extent(Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      return extent(value, map.values(), depth);
    }
    if (value instanceof List<?> || value instanceof Set<?>) {
      return extent(value, (Collection<?>) value, depth);
    }
    if (value == null
        || value instanceof String
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof byte[]
        || value instanceof NdArray) {
      return Extent.LEAF;
    }
    throw new MalformedException("something that is no plain data");
  }

  private Extent extent(Object container, Collection<?> items, int depth) {
    Extent before = known.putIfAbsent(container, Extent.IN_PROGRESS);
    if (before == Extent.IN_PROGRESS) {
      throw new MalformedException("a container inside itself");
    }
    if (before != null) {
      return before;
    }
    long size = 1;
    int height = 1;
    for (Object item : items) {
      Extent part = extent(item, checked(depth + 1));
      size += part.size();
      height = checked(Math.max(height, part.height() + 1));
      if (size > maxSize) {
        throw new MalformedException("the same containers used over and over");
      }
    }
    Extent extent = new Extent(size, height);
    known.put(container, extent);
    return extent;
  }

  private static int checked(int levels) {
    if (levels > MAX_DEPTH) {
      throw new MalformedException("containers nested more than " + MAX_DEPTH + " deep");
    }
    return levels;
  }
}
