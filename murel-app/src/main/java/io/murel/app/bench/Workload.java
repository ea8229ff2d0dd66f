package io.murel.app.bench;

/** Something that is done again and again and takes time. */
interface Workload extends AutoCloseable {

  /** Does it once; returns when it is done. */
  void run();

  /** Questions that one run handles. */
  int questions();

  @Override
  default void close() {}
}
