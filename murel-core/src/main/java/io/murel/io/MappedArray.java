package io.murel.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/**
 * An array of any size in a file, mapped in windows because one mapping ends at 2 GB. Reading is
 * safe for many threads; the file may be closed afterwards but must not be cut.
 */
public final class MappedArray {

  private static final long WINDOW_BYTES = 1L << 30;

  /** Elements handed on together: few enough to stay in the core's cache. */
  private static final int PIECE = 1 << 12;

  private final DType dtype;
  private final long numel;
  private final long windowElements;
  private final ByteBuffer[] windows;

  private MappedArray(DType dtype, long numel, long windowElements, ByteBuffer[] windows) {
    this.dtype = dtype;
    this.numel = numel;
    this.windowElements = windowElements;
    this.windows = windows;
  }

  /** Maps what a checked header declares. */
  public static MappedArray map(FileChannel channel, SafetensorsHeader.Entry entry)
      throws IOException {
    return map(channel, entry, WINDOW_BYTES);
  }

  /**
   * @param windowBytes a multiple of 8, so that no element lies in two windows
   */
  static MappedArray map(FileChannel channel, SafetensorsHeader.Entry entry, long windowBytes)
      throws IOException {
    long bytes = entry.bytes();
    ByteBuffer[] windows = new ByteBuffer[Math.toIntExact((bytes + windowBytes - 1) / windowBytes)];
    for (int i = 0; i < windows.length; i++) {
      long begin = i * windowBytes;
      windows[i] =
          channel
              .map(
                  FileChannel.MapMode.READ_ONLY,
                  entry.position() + begin,
                  Math.min(windowBytes, bytes - begin))
              .order(ByteOrder.LITTLE_ENDIAN);
    }
    return new MappedArray(
        entry.dtype(), NdArray.numel(entry.shape()), windowBytes / entry.dtype().bytes(), windows);
  }

  /** Number of elements. */
  public long numel() {
    return numel;
  }

  /**
   * {@code count} elements from index {@code first} on, as floats.
   *
   * @throws IllegalStateException if the elements are neither F16 nor F32
   */
  public float[] floats(long first, int count) {
    float[] out = new float[count];
    floats(
        first,
        count,
        (values, length, index) -> System.arraycopy(values, 0, out, (int) index, length));
    return out;
  }

  /**
   * Copies {@code count} elements from index {@code first} on to the position of {@code out}, which
   * moves on.
   *
   * @throws IllegalStateException if the elements are neither F16 nor F32
   */
  public void copyTo(FloatBuffer out, long first, int count) {
    if (dtype == DType.F32) {
      eachWindow(first, count, (bytes, from, length) -> out.put(bytes.asFloatBuffer()));
    } else {
      floats(first, count, (values, length, index) -> out.put(values, 0, length));
    }
  }

  /** Takes elements piece by piece. */
  @FunctionalInterface
  public interface Floats {
    /**
     * @param values valid until the call returns, from 0 to {@code length}
     * @param index of the first of them, counted from the first element asked for
     */
    void take(float[] values, int length, long index);
  }

  /**
   * Hands on {@code count} elements from index {@code first} on, as floats: what goes elsewhere
   * anyway needs no array of its own.
   *
   * @throws IllegalStateException if the elements are neither F16 nor F32
   */
  public void floats(long first, int count, Floats taker) {
    if (dtype != DType.F16 && dtype != DType.F32) {
      throw new IllegalStateException(dtype + " elements are not read as floats");
    }
    float[] values = new float[Math.min(PIECE, count)];
    short[] halves = new short[dtype == DType.F16 ? values.length : 0];
    eachWindow(
        first,
        count,
        (bytes, from, length) -> {
          FloatBuffer floats = bytes.asFloatBuffer();
          ShortBuffer shorts = bytes.asShortBuffer();
          for (int done = 0; done < length; done += values.length) {
            int n = Math.min(values.length, length - done);
            if (dtype == DType.F32) {
              floats.get(values, 0, n);
            } else {
              shorts.get(halves, 0, n);
              Half.toFloats(halves, n, values);
            }
            taker.take(values, n, from + done);
          }
        });
  }

  /**
   * {@code count} elements from index {@code first} on.
   *
   * @throws IllegalStateException if the elements are not I64
   */
  public long[] longs(long first, int count) {
    if (dtype != DType.I64) {
      throw new IllegalStateException(dtype + " elements are not read as longs");
    }
    long[] out = new long[count];
    eachWindow(first, count, (bytes, from, length) -> bytes.asLongBuffer().get(out, from, length));
    return out;
  }

  @FunctionalInterface
  private interface Part {
    /** Reads {@code length} elements at the start of {@code bytes} to index {@code from}. */
    void read(ByteBuffer bytes, int from, int length);
  }

  private void eachWindow(long first, int count, Part part) {
    Objects.checkFromIndexSize(first, count, numel);
    int done = 0;
    while (done < count) {
      long index = first + done;
      long inWindow = index % windowElements;
      int length = (int) Math.min(count - done, windowElements - inWindow);
      int begin = (int) (inWindow * dtype.bytes());
      ByteBuffer bytes =
          windows[(int) (index / windowElements)]
              .slice(begin, length * dtype.bytes())
              .order(ByteOrder.LITTLE_ENDIAN);
      part.read(bytes, done, length);
      done += length;
    }
  }
}
