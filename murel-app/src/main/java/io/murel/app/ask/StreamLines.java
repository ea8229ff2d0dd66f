package io.murel.app.ask;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Lines of a file or a pipe, in UTF-8. */
final class StreamLines implements Lines {

  private final BufferedReader reader;

  StreamLines(InputStream in) {
    reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  @Override
  public String next() throws IOException {
    return reader.readLine();
  }

  @Override
  public boolean interactive() {
    return false;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
