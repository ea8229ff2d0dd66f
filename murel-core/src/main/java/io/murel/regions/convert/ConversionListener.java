package io.murel.regions.convert;

import io.murel.regions.StoreTally;

/** Hears how far a conversion is; called by one thread. */
public interface ConversionListener {

  /** Hears nothing. */
  ConversionListener SILENT =
      new ConversionListener() {
        @Override
        public void started(String unit, long done, long total, StoreTally before) {}

        @Override
        public void progress(long done, StoreTally tally) {}
      };

  /**
   * It begins, or goes on.
   *
   * @param unit what is counted, in the plural
   * @param done how much an earlier run has done
   * @param total how much there is
   * @param before what an earlier run has put into the store
   */
  void started(String unit, long done, long total, StoreTally before);

  /** It is so far. */
  void progress(long done, StoreTally tally);
}
