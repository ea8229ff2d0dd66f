package io.murel.regions;

import java.util.List;
import java.util.Optional;

/**
 * The extractors that can be run here, by the name that stores note under {@link #KEY}. Features of
 * other origin (a detector in Python, say) can be read but not made.
 */
public final class RegionExtractors {
  private RegionExtractors() {}

  /** In the metadata of a store: the name of the extractor that made its features. */
  public static final String KEY = "extractor";

  private static List<RegionExtractor> all() {
    return List.of(new PixelDescriptor());
  }

  /** The extractor of that name; empty where it is none of ours. */
  public static Optional<RegionExtractor> named(String name) {
    return all().stream().filter(extractor -> extractor.name().equals(name)).findFirst();
  }

  /** The names there are. */
  public static List<String> names() {
    return all().stream().map(RegionExtractor::name).toList();
  }
}
