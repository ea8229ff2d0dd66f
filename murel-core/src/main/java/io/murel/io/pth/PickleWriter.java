package io.murel.io.pth;

import io.murel.io.NdArray;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pickles plain data in protocol 2, with only the opcodes that PyTorch's restricted unpickler
 * ({@code weights_only=True}) knows. Each distinct {@link NdArray} becomes one storage; where the
 * same object appears twice the tensors share it.
 */
final class PickleWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<NdArray, String> storages = new IdentityHashMap<>();
  private final List<NdArray> order;

  /**
   * @param storages receives the arrays in the order of their keys "0", "1" ...
   */
  PickleWriter(List<NdArray> storages) {
    this.order = storages;
  }

  byte[] pickle(Object root) {
    op(0x80);
    op(2);
    value(root);
    op('.');
    return out.toByteArray();
  }

  private void value(Object value) {
    if (value == null) {
      op('N');
    } else if (value instanceof Boolean bool) {
      op(bool ? 0x88 : 0x89);
    } else if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      integer(((Number) value).longValue());
    } else if (value instanceof Double || value instanceof Float) {
      op('G');
      number(8, Long.reverseBytes(Double.doubleToLongBits(((Number) value).doubleValue())));
    } else if (value instanceof String text) {
      text(text);
    } else if (value instanceof NdArray array) {
      tensor(array);
    } else {
      container(value);
    }
  }

  private void container(Object value) {
    if (value instanceof OrderedDict dict) {
      orderedDict();
      items(dict);
    } else if (value instanceof Map<?, ?> dict) {
      op('}');
      items(dict);
    } else if (value instanceof Tuple tuple) {
      op('(');
      tuple.forEach(this::value);
      op('t');
    } else if (value instanceof List<?> list) {
      op(']');
      op('(');
      list.forEach(this::value);
      op('e');
    } else {
      throw new IllegalArgumentException("cannot be written to a checkpoint: " + value.getClass());
    }
  }

  private void items(Map<?, ?> dict) {
    op('(');
    dict.forEach(
        (key, value) -> {
          value(key);
          value(value);
        });
    op('u');
  }

  private void orderedDict() {
    global("collections", "OrderedDict");
    op(')');
    op('R');
  }

  /** {@code _rebuild_tensor_v2(storage, offset, shape, strides, requires_grad, hooks)}. */
  private void tensor(NdArray array) {
    global("torch._utils", "_rebuild_tensor_v2");
    op('(');
    storage(array);
    integer(0);
    longs(array.shape());
    longs(strides(array.shape()));
    op(0x89);
    orderedDict();
    op('t');
    op('R');
  }

  private void storage(NdArray array) {
    String key = storages.get(array);
    if (key == null) {
      key = Integer.toString(order.size());
      storages.put(array, key);
      order.add(array);
    }
    op('(');
    text("storage");
    global("torch", StorageType.of(array.dtype()).name());
    text(key);
    text("cpu");
    integer(array.numel());
    op('t');
    op('Q');
  }

  private static long[] strides(long[] shape) {
    long[] out = new long[shape.length];
    long stride = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      out[d] = stride;
      stride *= Math.max(1, shape[d]);
    }
    return out;
  }

  private void longs(long[] values) {
    op('(');
    for (long value : values) {
      integer(value);
    }
    op('t');
  }

  private void integer(long value) {
    if (value >= 0 && value < 256) {
      op('K');
      op((int) value);
    } else if (value == (int) value) {
      op('J');
      number(4, value);
    } else {
      op(0x8A);
      op(8);
      number(8, value);
    }
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    op('X');
    number(4, utf8.length);
    out.writeBytes(utf8);
  }

  private void global(String module, String name) {
    op('c');
    out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private void op(int code) {
    out.write(code);
  }

  private void number(int width, long value) {
    byte[] littleEndian =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    out.write(littleEndian, 0, width);
  }
}
