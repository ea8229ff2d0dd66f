package io.murel.regions;

import io.murel.regions.StoreJournal.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How many images came into a store, and what became of the others. */
public final class StoreTally {

  private int images;
  private long regions;
  private int duplicates;
  private int leftOut;
  private Mark after = new Mark(0, 0);
  private final List<BadImage> bad = new ArrayList<>();

  /**
   * An image that cannot be used.
   *
   * @param name of the image, or of its place where it has none
   * @param reason a complete message
   */
  public record BadImage(String name, String reason) {}

  StoreTally() {}

  void add(Entry entry) {
    after = entry.after();
    switch (entry.kind()) {
      case STORED -> {
        images++;
        regions += entry.regions();
      }
      case BAD -> bad.add(new BadImage(entry.name(), entry.reason()));
      case DUPLICATE -> duplicates++;
      case LEFT_OUT -> leftOut++;
      default -> throw new IllegalArgumentException(entry.kind().toString());
    }
  }

  /** Images in the store. */
  public int images() {
    return images;
  }

  /** Regions of all images together. */
  public long regions() {
    return regions;
  }

  /** Images that came again and were passed over. */
  public int duplicates() {
    return duplicates;
  }

  /** Images that were not wanted. */
  public int leftOut() {
    return leftOut;
  }

  /** Images that cannot be used, in the order they came in. */
  public List<BadImage> bad() {
    return Collections.unmodifiableList(bad);
  }

  /** Where the next image begins. */
  public Mark after() {
    return after;
  }
}
