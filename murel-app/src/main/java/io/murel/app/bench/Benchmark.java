package io.murel.app.bench;

import java.io.IOException;

/** Two ways to do the same, and what one run of ours costs at least. */
interface Benchmark extends AutoCloseable {

  /** What is done, for instance "a training step". */
  String what();

  /** What ours is compared with. */
  String baselineLabel();

  /** What is measured. */
  String oursLabel();

  /** The way to compare with. */
  Workload baseline() throws IOException;

  /** Our way. */
  Workload ours() throws IOException;

  /** Counted operations of one run of ours. */
  Floor floor();

  @Override
  default void close() throws IOException {}
}
