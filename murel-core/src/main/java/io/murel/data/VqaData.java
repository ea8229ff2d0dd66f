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
import java.util.function.LongPredicate;
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

  private static final String TEST = "test";

  private final VqaSource source;
  private final Preparation preparation;
  private final VqaVocabulary vocabulary;
  private final OpenRegions regions;
  private final Map<String, VqaDataset> splits = new LinkedHashMap<>();

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

  /**
   * Which questions of a split belong to test-dev, the part of the test that one may be scored on
   * often; null for a split without such a part.
   *
   * @throws BadInputException if the list of these questions is missing or unusable
   */
  public LongPredicate testDev(String split) {
    return split.equals(TEST)
        ? source
            .testDev()
            .map(VqaData::questionIds)
            .<LongPredicate>map(ids -> ids::contains)
            .orElse(null)
        : null;
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

  /**
   * The questions of a split without their images, for what looks at none.
   *
   * @param name as for {@link #split}
   * @throws BadInputException if its files are missing or unusable, or all answers are unknown
   */
  public List<VqaItem> items(String name) {
    List<Path> files = preparation.files(name);
    List<VqaItem> items = preparation.items(name, vocabulary);
    requireItems(items, name, files.get(0));
    requireSomeKnownAnswer(items, files.get(0));
    return items;
  }

  /**
   * Where the regions of a split's images lie; several places where data sets are joined.
   *
   * @throws BadInputException if nothing says so, or there is no such split
   */
  public List<Path> regionPlaces(String split) {
    return preparation.regions(split);
  }

  private VqaDataset read(String name) {
    Path questions = preparation.files(name).get(0); // is missing before the regions are
    List<Path> places = preparation.regions(name);
    RegionSource stores = regions.at(places); // first: a wrong path should not be a late surprise
    List<VqaItem> items = items(name);
    requireImageNames(items, questions);
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

  private static void requireImageNames(List<VqaItem> items, Path questions) {
    for (VqaItem item : items) {
      if (item.imageName() == null) {
        throw BadInputException.at(questions.toString())
            .found("question " + item.question().id() + " without an image_name")
            .expected("the file name of its image")
            .remedy("Regions are found by that name: add it to each question.");
      }
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
