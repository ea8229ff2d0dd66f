package io.murel.data;

import io.murel.BadInputException;
import io.murel.regions.RegionSource;
import io.murel.regions.Regions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Small data sets made in memory. */
public final class Samples {
  private Samples() {}

  /** A region source that holds what it is given; image i has the features i, i, ... */
  static final class MemoryRegions implements RegionSource {
    final Map<String, Regions> images = new LinkedHashMap<>();
    private final int dim;
    boolean closed;

    MemoryRegions(int dim) {
      this.dim = dim;
    }

    /** Adds an image whose numbers are all {@code value}. */
    MemoryRegions with(String name, int count, float value) {
      float[] features = new float[count * dim];
      float[] boxes = new float[count * 4];
      java.util.Arrays.fill(features, value);
      java.util.Arrays.fill(boxes, value / 10);
      images.put(name, new Regions(features, boxes, count, dim));
      return this;
    }

    @Override
    public int featureDim() {
      return dim;
    }

    @Override
    public List<String> imageNames() {
      return List.copyOf(images.keySet());
    }

    @Override
    public boolean contains(String imageName) {
      return images.containsKey(imageName);
    }

    @Override
    public Regions regions(String imageName) {
      Regions regions = images.get(imageName);
      if (regions == null) {
        throw new BadInputException("no image " + imageName);
      }
      return regions;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /**
   * Question number {@code id} about image "i{id}", of {@code words} words, answered by class id.
   */
  static VqaItem item(int id, int words) {
    return new VqaItem(
        new Question(id, id, "i" + id, "question " + id),
        new Annotation(id, "answer " + id, List.of(), "type", "other"),
        "i" + id,
        IntStream.rangeClosed(1, words).mapToLong(w -> 100L * id + w).toArray(),
        id,
        new int[] {id, id + 1000},
        new int[] {3, 1});
  }

  /** Questions 0 to n - 1, question i of 1 + i % 4 words about an image of 1 + i % 3 regions. */
  public static VqaDataset dataset(int n) {
    MemoryRegions regions = new MemoryRegions(2);
    for (int i = 0; i < n; i++) {
      regions.with("i" + i, 1 + i % 3, i);
    }
    List<VqaItem> items = IntStream.range(0, n).mapToObj(i -> item(i, 1 + i % 4)).toList();
    return new VqaDataset("train", items, regions);
  }
}
