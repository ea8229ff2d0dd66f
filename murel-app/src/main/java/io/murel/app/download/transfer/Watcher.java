package io.murel.app.download.transfer;

/** Sees how far a piece of work is; the pieces come one after the other. */
public interface Watcher {

  /**
   * A piece of work begins.
   *
   * @param what in words, for instance "utable.npy"
   * @param from bytes that are there from an earlier try
   * @param total bytes in all; below 0 where that is not known
   */
  void begin(String what, long from, long total);

  /** So many bytes are done in all. */
  void at(long done);

  /** The piece has ended, well or not; nothing where none has begun. */
  void end();
}
