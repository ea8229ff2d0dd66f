package io.murel.app.ask;

import java.io.IOException;

/** Where questions come from, line by line. */
interface Lines extends AutoCloseable {

  /** The next line; null after the last one. */
  String next() throws IOException;

  /** Whether a person types them and is talked to. */
  boolean interactive();

  @Override
  void close() throws IOException;
}
