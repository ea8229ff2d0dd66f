package io.murel.data;

import io.murel.BadInputException;
import io.murel.data.prepare.Preparation;
import io.murel.data.sets.RawSplit;
import io.murel.data.sets.VqaSource;
import io.murel.data.sets.VqaSources;
import io.murel.regions.RegionSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A data set on disk: the vocabularies of its training questions, and any split as items with
 * regions. Splits are read when they are first asked for. Not for several threads at once; the data
 * sets it gives out are.
 *
 * <pre>{@code
 * try (VqaData data = VqaData.open(options, RegionStore::open)) {
 *   VqaDataset train = data.split("train");
 * }
 * }</pre>
 */
public final class VqaData implements AutoCloseable {

  private final VqaSource source;
  private final Preparation preparation;
  private final VqaVocabulary vocabulary;
  private final OpenRegions regions;
  private final Map<String, VqaDataset> splits = new LinkedHashMap<>();
  private Set<Long> testDev; // null: not read yet

  /** Opens a region store, for instance {@code RegionStore::open}. */
  @FunctionalInterface
  public interface StoreOpener {
    RegionSource open(Path store) throws IOException;
  }

  private VqaData(
      VqaSource source, Preparation preparation, VqaVocabulary vocabulary, OpenRegions regions) {
    this.source = source;
    this.preparation = preparation;
    this.vocabulary = vocabulary;
    this.regions = regions;
  }

  /** {@link #open(DatasetOptions, StoreOpener, ImportProgress)} that nobody watches. */
  public static VqaData open(DatasetOptions options, StoreOpener openStore) {
    return open(options, openStore, ImportProgress.SILENT);
  }

  /**
   * Makes the vocabularies, from the training questions or from what was kept of them.
   *
   * @param options which data set and how to read it
   * @param openStore opens a region store
   * @param progress hears how far the reading of raw files is, now and when splits are asked for
   * @throws BadInputException if a file is missing or unusable, or an option does not suit
   */
  public static VqaData open(
      DatasetOptions options, StoreOpener openStore, ImportProgress progress) {
    VqaSource source = VqaSources.of(options);
    Preparation preparation = Preparation.of(source, options, progress);
    return new VqaData(source, preparation, preparation.vocabulary(), new OpenRegions(openStore));
  }

  /** Words and answers. */
  public VqaVocabulary vocabulary() {
    return vocabulary;
  }

  /** How answers to the questions of this set are measured. */
  public Measures measures() {
    return source.measures();
  }

  /**
   * Whether a question of the test split belongs to test-dev, the part of it that one may be scored
   * on often.
   *
   * @throws BadInputException if the list of these questions is missing or unusable
   */
  public boolean isTestDev(long questionId) {
    if (testDev == null) {
      testDev = source.testDev().map(VqaData::questionIds).orElse(Set.of());
    }
    return testDev.contains(questionId);
  }

  private static Set<Long> questionIds(RawSplit raw) {
    return raw.read(ImportProgress.SILENT).questions().stream()
        .map(Question::id)
        .collect(Collectors.toSet());
  }

  /**
   * One split.
   *
   * @param name for instance "train", "val" or "test"
   * @throws BadInputException if its files are missing or unusable, an image has no regions or all
   *     answers are unknown
   */
  public VqaDataset split(String name) {
    VqaDataset open = splits.get(name);
    if (open == null) {
      open = read(name);
      splits.put(name, open);
    }
    return open;
  }

  private VqaDataset read(String name) {
    List<Path> files = preparation.files(name);
    List<Path> places = preparation.regions(name);
    RegionSource stores = regions.at(places); // first: a wrong path should not be a late surprise
    List<VqaItem> items = preparation.items(name, vocabulary);
    requireItems(items, name, files.get(0));
    requireSomeKnownAnswer(items, files.get(0));
    requireRegions(items, stores, places);
    return new VqaDataset(name, items, stores);
  }

  private static void requireItems(List<VqaItem> items, String split, Path questions) {
    if (items.isEmpty()) {
      throw BadInputException.at(questions.toString())
          .found("too few questions: none is left for the split '" + split + "'")
          .expected("at least 20")
          .remedy("Add questions, or raise dataset.nans.");
    }
  }

  /** A few unknown answers are normal; if all are, the split is of another data set. */
  private void requireSomeKnownAnswer(List<VqaItem> items, Path questions) {
    boolean hopeless =
        items.stream()
            .allMatch(item -> item.hasAnswer() && !vocabulary.answers().contains(item.answer()));
    if (hopeless) {
      throw BadInputException.at(questions.toString())
          .found(
              "only answers that the training questions do not have, such as '"
                  + items.get(0).answer()
                  + "'")
          .expected("some of the " + vocabulary.answers().size() + " training answers")
          .remedy(
              "Training and evaluation must be of the same data set, and dataset.nans large enough.");
    }
  }

  private static void requireRegions(List<VqaItem> items, RegionSource regions, List<Path> places) {
    List<String> names = items.stream().map(VqaItem::imageName).distinct().toList();
    List<String> missing = names.stream().filter(name -> !regions.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw BadInputException.at(
              places.stream().map(Path::toString).collect(Collectors.joining(" and ")))
          .found(
              "no regions of %d of the %d images (%s%s)"
                  .formatted(
                      missing.size(),
                      names.size(),
                      String.join(", ", missing.subList(0, Math.min(3, missing.size()))),
                      missing.size() > 3 ? ", ..." : ""))
          .expected("regions of every image the questions are about")
          .remedy("Questions and regions must be of the same split; make both again.");
    }
  }

  /** Closes the region stores of all splits. */
  @Override
  public void close() {
    regions.close();
  }
}
