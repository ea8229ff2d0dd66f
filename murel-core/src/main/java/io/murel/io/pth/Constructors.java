package io.murel.io.pth;

import io.murel.io.NdArray;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The functions behind {@link Constructor#ALLOWED}. */
final class Constructors {
  private Constructors() {}

  private static final int ENTRY_BYTES = 64; // of a map or set, roughly

  /** () or (list of pairs). */
  static Object orderedDict(Tuple arguments, Budget copies) {
    OrderedDict out = new OrderedDict();
    for (Object item : items(arguments, copies)) {
      if (!(item instanceof List<?> pair) || pair.size() != 2) {
        throw new MalformedException("an OrderedDict of something else than pairs");
      }
      out.put(Unpickler.key(pair.get(0)), pair.get(1));
    }
    return out;
  }

  /** () or (list). */
  static Object set(Tuple arguments, Budget copies) {
    Set<Object> out = new LinkedHashSet<>();
    items(arguments, copies).forEach(item -> out.add(Unpickler.key(item)));
    return out;
  }

  private static List<?> items(Tuple arguments, Budget copies) {
    if (arguments.isEmpty()) {
      return List.of();
    }
    List<?> items = argument(arguments, 0, List.class);
    if (arguments.size() > 1 || !copies.take((long) items.size() * ENTRY_BYTES)) {
      throw new MalformedException(
          "a container made of " + items.size() + " items again and again");
    }
    return items;
  }

  /** (text, "latin1"): how protocol 2 writes bytes. */
  static Object bytes(Tuple arguments, Budget copies) {
    String text = argument(arguments, 0, String.class);
    if (!argument(arguments, 1, String.class).equals("latin1") || !copies.take(text.length())) {
      throw new MalformedException("bytes in another encoding than latin1");
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** ((extents)). */
  static Object size(Tuple arguments, Budget copies) {
    return argument(arguments, 0, Tuple.class);
  }

  /** (storage, offset, shape, strides, ...): the rest says nothing about the numbers. */
  static Object tensor(Tuple arguments, Budget copies) {
    Storage storage = argument(arguments, 0, Storage.class);
    long offset = argument(arguments, 1, Long.class);
    long[] shape = longs(argument(arguments, 2, Tuple.class));
    long[] strides = longs(argument(arguments, 3, Tuple.class));
    return storage.data() == null ? null : storage.view(offset, shape, strides, copies);
  }

  /** (tensor, requires_grad, hooks). */
  static Object parameter(Tuple arguments, Budget copies) {
    // Null while the storages of a legacy file are not known yet.
    boolean unknown = !arguments.isEmpty() && arguments.get(0) == null;
    return unknown ? null : argument(arguments, 0, NdArray.class);
  }

  /** (name, align, copy). */
  static Object numpyType(Tuple arguments, Budget copies) {
    return new NumpyType(argument(arguments, 0, String.class));
  }

  /** (dtype, bytes). */
  static Object numpyScalar(Tuple arguments, Budget copies) {
    return argument(arguments, 0, NumpyType.class).scalar(argument(arguments, 1, byte[].class));
  }

  /** numpy.ndarray itself is only named, as the first argument of the next. */
  static Object numpyClass(Tuple arguments, Budget copies) {
    throw new MalformedException("a call of numpy.ndarray");
  }

  /** (class, shape, type): an array that gets its content later. */
  static Object numpyEmpty(Tuple arguments, Budget copies) {
    return new NumpyArray();
  }

  /** (bytes, dtype, shape, "C" or "F"): how protocol 5 writes arrays. */
  static Object numpyArray(Tuple arguments, Budget copies) {
    return NumpyArray.of(
        argument(arguments, 0, byte[].class),
        argument(arguments, 1, NumpyType.class),
        argument(arguments, 2, Tuple.class),
        argument(arguments, 3, String.class).equals("F"),
        copies);
  }

  private static <T> T argument(Tuple arguments, int index, Class<T> type) {
    if (index >= arguments.size() || !type.isInstance(arguments.get(index))) {
      throw new MalformedException("a call with the wrong arguments");
    }
    return type.cast(arguments.get(index));
  }

  private static long[] longs(Tuple extents) {
    if (extents.size() > Storage.MAX_DIMS) {
      throw new MalformedException("a tensor of " + extents.size() + " dimensions");
    }
    long[] out = new long[extents.size()];
    for (int d = 0; d < out.length; d++) {
      out[d] = argument(extents, d, Long.class);
    }
    return out;
  }
}
