package io.murel.app.download.transfer;

/** Looks away. */
public class NoWatcher implements Watcher {
  @Override
  public void begin(String what, long from, long total) {}

  @Override
  public void at(long done) {}

  @Override
  public void end() {}
}
