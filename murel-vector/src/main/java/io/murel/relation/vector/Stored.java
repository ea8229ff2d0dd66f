package io.murel.relation.vector;

import io.murel.relation.PairTerm;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * The products of a term that takes part in several relations, {@code W z_ij} for all pairs of as
 * many images as fit into memory: {@code [panel][region][partner][2 L]} for each.
 */
final class Stored {

  private final long budget; // in numbers
  private final List<float[]> images = new ArrayList<>(); // all of one length
  private WeakReference<PairTerm> term = new WeakReference<>(null);
  private int regions;
  private int padded;
  private int count;

  /**
   * @param budget bytes that may be used
   */
  Stored(long budget) {
    this.budget = budget / Float.BYTES;
  }

  /** Whether what is here are products of that term. */
  boolean holds(PairTerm other) {
    return term.get() == other;
  }

  /**
   * Makes room for another term; nothing is stored yet.
   *
   * @param count the term's images, B or 1
   */
  void reserve(PairTerm other, int count, int panels, int regions) {
    term = new WeakReference<>(other);
    this.regions = regions;
    padded = Tiling.of(regions).padded();
    long needed = (long) panels * regions * padded * Panels.WIDTH;
    if (!images.isEmpty() && images.get(0).length < needed) {
      images.clear();
    }
    long length = images.isEmpty() ? needed : images.get(0).length;
    long fit = length > Integer.MAX_VALUE - 8 ? 0 : budget / length;
    this.count = (int) Math.min(count, fit);
    while (images.size() < this.count) {
      images.add(new float[(int) length]);
    }
  }

  /** Number of images there is room for. */
  int count() {
    return count;
  }

  float[] image(int image) {
    return images.get(image);
  }

  /** Where the products of a region and a panel begin. */
  int at(int panel, int region) {
    return (panel * regions + region) * padded * Panels.WIDTH;
  }

  /** Forgets everything. */
  void clear() {
    images.clear();
    term.clear();
    count = 0;
  }
}
