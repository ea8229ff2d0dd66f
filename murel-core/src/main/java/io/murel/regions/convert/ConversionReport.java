package io.murel.regions.convert;

import io.murel.regions.StoreTally;
import java.util.List;

/**
 * What came of a conversion.
 *
 * @param tally null if the store was complete before
 * @param missing images that were wanted and did not come
 */
public record ConversionReport(StoreTally tally, List<String> missing) {

  /** Whether an earlier run had finished it. */
  public boolean wasComplete() {
    return tally == null;
  }
}
