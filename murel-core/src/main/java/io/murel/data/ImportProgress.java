package io.murel.data;

/** Hears how far an import, or the reading of raw files, is. */
@FunctionalInterface
public interface ImportProgress {

  /** Hears nothing. */
  ImportProgress SILENT = (what, done, total) -> {};

  /**
   * @param what the phase, such as "Reading images"
   * @param done from 0 to {@code total}, in units of the phase
   */
  void at(String what, long done, long total);
}
