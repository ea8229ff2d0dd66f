package io.murel.nn;

/** A way to compute a part of a network that keeps buffers or threads between calls. */
public interface Kernel extends AutoCloseable {

  /** Frees buffers and threads. */
  @Override
  default void close() {}
}
