package io.murel.data;

import io.murel.regions.RegionSource;
import java.util.List;
import java.util.function.Predicate;

/**
 * One split, ready for training or evaluation.
 *
 * @param split its name, for instance "train"
 * @param items the questions in the order of the question file; of the training split only those
 *     whose answer has a class
 * @param regions the regions of all images asked about
 */
public record VqaDataset(String split, List<VqaItem> items, RegionSource regions) {

  public VqaDataset {
    items = List.copyOf(items);
  }

  /** Number of questions. */
  public int size() {
    return items.size();
  }

  /** Whether the answers are known. */
  public boolean hasAnswers() {
    return items.stream().allMatch(VqaItem::hasAnswer);
  }

  /** The answers of all items, for the open-ended accuracy; empty where they are not known. */
  public List<Annotation> annotations() {
    return items.stream().filter(VqaItem::hasAnswer).map(VqaItem::annotation).toList();
  }

  /** The questions that pass a test, for instance those of one question type. */
  public VqaDataset where(Predicate<VqaItem> test) {
    return new VqaDataset(split, items.stream().filter(test).toList(), regions);
  }
}
