package io.murel.regions;

import io.murel.BadInputException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Every check on what is in the arrays of a store but the features. */
final class RegionStoreContent {

  /** Of the features of an image: one array must hold them. */
  private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;

  private final RegionStoreFile store;
  private final Consumer<BadInputException> problems;
  private final BitSet unreadable = new BitSet();

  private RegionStoreContent(RegionStoreFile store, Consumer<BadInputException> problems) {
    this.store = store;
    this.problems = problems;
  }

  /**
   * Checks names, offsets and boxes.
   *
   * @param problems takes what is wrong; it may throw it
   * @return the images whose regions cannot be found
   */
  static BitSet check(RegionStoreFile store, Consumer<BadInputException> problems) {
    RegionStoreContent content = new RegionStoreContent(store, problems);
    content.names();
    content.offsets();
    content.boxes();
    return content.unreadable;
  }

  private void names() {
    Set<String> seen = new HashSet<>(store.names.size() * 2);
    for (String name : store.names) {
      if (!seen.add(name)) {
        problems.accept(store.layout("image '" + name + "' twice", "each image once"));
      }
    }
  }

  private void offsets() {
    long[] offsets = store.offsets;
    long regions = store.regions();
    for (int i = 0; i < store.names.size(); i++) {
      String name = store.names.get(i);
      boolean inside = offsets[i] >= 0 && offsets[i + 1] <= regions;
      if (offsets[i + 1] == offsets[i]) {
        problems.accept(
            BadInputException.at(store.file.toString())
                .found("image '" + name + "' without regions")
                .expected("at least one region an image")
                .remedy("Extract its regions again, or leave the image out."));
      } else if (offsets[i + 1] < offsets[i]) {
        problems.accept(
            store.layout(
                "offsets %d, %d at image '%s'".formatted(offsets[i], offsets[i + 1], name),
                "offsets that rise"));
      }
      boolean tooMany = offsets[i + 1] - offsets[i] > MOST_NUMBERS / Math.max(4, store.dim);
      if (tooMany) {
        problems.accept(
            store.layout(
                "%d regions of image '%s'".formatted(offsets[i + 1] - offsets[i], name),
                "fewer, of at most 8 GB"));
      }
      if (!inside || offsets[i + 1] <= offsets[i] || tooMany) {
        unreadable.set(i);
      }
    }
    long last = offsets[offsets.length - 1];
    if (offsets[0] != 0 || last != regions) {
      problems.accept(
          store.layout("offsets from %d to %d".formatted(offsets[0], last), "0 to " + regions));
    }
  }

  private void boxes() {
    for (int i = unreadable.nextClearBit(0);
        i < store.names.size();
        i = unreadable.nextClearBit(i + 1)) {
      try {
        RegionChecks.boxes(store.file.toString(), store.names.get(i), store.boxesOf(i));
      } catch (BadInputException e) {
        problems.accept(e);
      }
    }
  }
}
