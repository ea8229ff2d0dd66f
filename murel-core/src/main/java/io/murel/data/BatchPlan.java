package io.murel.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which questions come together in a batch. Plain: the questions in order (or shuffled), cut every
 * so many. Bucketed: questions about images with equally many regions come together, and of similar
 * length, so that little of a batch is padding; which questions meet stays random.
 */
final class BatchPlan {

  /** Batches whose questions are sorted by length together; more would make batches less random. */
  private static final int POOL = 8;

  private final int batchSize;
  private final int[] regionCounts; // [questions]
  private final int[] lengths; // [questions]

  /** A plan for bucketed batches. */
  BatchPlan(VqaDataset dataset, int batchSize) {
    this.batchSize = batchSize;
    regionCounts =
        dataset.items().stream()
            .mapToInt(item -> dataset.regions().view(item.imageName()).count())
            .toArray();
    lengths = dataset.items().stream().mapToInt(item -> item.wordIds().length).toArray();
  }

  /** Questions {@code 0..n-1}, or in the given order, cut every so many. */
  static List<int[]> cut(int[] order, int batchSize) {
    List<int[]> out = new ArrayList<>();
    for (int from = 0; from < order.length; from += batchSize) {
      out.add(Arrays.copyOfRange(order, from, Math.min(from + batchSize, order.length)));
    }
    return out;
  }

  /** Batches in an epoch: what does not fill a batch of its bucket comes together at the end. */
  int batches() {
    int full = 0;
    int left = 0;
    TreeMap<Integer, Integer> sizes = new TreeMap<>();
    Arrays.stream(regionCounts).forEach(count -> sizes.merge(count, 1, Integer::sum));
    for (int size : sizes.values()) {
      full += size / batchSize;
      left += size % batchSize;
    }
    return full + (left + batchSize - 1) / batchSize;
  }

  /** The batches of an epoch in random order. */
  List<int[]> bucketed(Random random) {
    TreeMap<Integer, List<Integer>> buckets = new TreeMap<>();
    for (int question : Seeds.permutation(regionCounts.length, random)) {
      buckets.computeIfAbsent(regionCounts[question], c -> new ArrayList<>()).add(question);
    }
    List<int[]> out = new ArrayList<>();
    List<Integer> left = new ArrayList<>();
    for (List<Integer> bucket : buckets.values()) {
      int full = bucket.size() / batchSize * batchSize;
      for (int from = 0; from < full; from += POOL * batchSize) {
        int[] pool = sortedByLength(bucket.subList(from, Math.min(from + POOL * batchSize, full)));
        out.addAll(cut(pool, batchSize));
      }
      left.addAll(bucket.subList(full, bucket.size()));
    }
    out.addAll(cut(sortedByLength(left), batchSize));
    Collections.shuffle(out, random);
    return out;
  }

  private int[] sortedByLength(List<Integer> questions) {
    return IntStream.range(0, questions.size())
        .map(questions::get)
        .boxed()
        .sorted((a, b) -> Integer.compare(lengths[a], lengths[b])) // stable: else random
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
