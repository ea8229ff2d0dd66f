package io.murel.data;

import io.murel.BadInputException;
import io.murel.regions.RegionSource;
import io.murel.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A data set on disk: the vocabularies of its training split, and any split as items with regions.
 * Splits are read when they are first asked for. Not for several threads at once; the data sets it
 * gives out are.
 */
public final class VqaData implements AutoCloseable {

  /** Decoded regions kept in memory, for each split. */
  private static final long CACHE_BYTES = 256L << 20;

  private static final String TRAIN = "train";

  private final SplitFolder folder;
  private final StoreOpener openStore;
  private final QuestionSet train;
  private final VqaVocabulary vocabulary;
  private final Map<String, VqaDataset> splits = new LinkedHashMap<>();

  /** Opens a region store, for instance {@code RegionStore::open}. */
  @FunctionalInterface
  public interface StoreOpener {
    RegionSource open(Path store) throws IOException;
  }

  private VqaData(
      SplitFolder folder, StoreOpener openStore, QuestionSet train, VqaVocabulary vocabulary) {
    this.folder = folder;
    this.openStore = openStore;
    this.train = train;
    this.vocabulary = vocabulary;
  }

  /**
   * Reads the training questions and makes the vocabularies.
   *
   * @param options which data set and how to read it
   * @param openStore opens a region store
   * @throws BadInputException if a file is missing or unusable, or an option does not suit
   */
  public static VqaData open(DatasetOptions options, StoreOpener openStore) {
    checkSuits(options);
    SplitFolder folder = new SplitFolder(options.name(), options.dir());
    QuestionSet train = folder.questions(TRAIN);
    VqaVocabulary vocabulary =
        VqaVocabulary.of(
            train, Tokenizer.named(options.nlp()), options.nans(), options.minwcount());
    return new VqaData(folder, openStore, train, vocabulary);
  }

  private static void checkSuits(DatasetOptions options) {
    if (!options.procSplit().equals(TRAIN)) {
      throw BadInputException.at("dataset.proc_split")
          .found(options.procSplit())
          .expected("train for the data set '" + options.name() + "'")
          .remedy("Its validation split is fixed; set dataset.proc_split to train.");
    }
    if (options.vg()) {
      throw BadInputException.at("dataset.vg")
          .found("True")
          .expected("False for the data set '" + options.name() + "'")
          .remedy("Visual Genome questions can only join VQA v2; set dataset.vg to False.");
    }
  }

  /** Words and answers. */
  public VqaVocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * One split.
   *
   * @param name as in the file names, for instance "train", "val" or "test"
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
    return items(name, questions(name));
  }

  private QuestionSet questions(String name) {
    return name.equals(TRAIN) ? train : folder.questions(name);
  }

  private List<VqaItem> items(String name, QuestionSet set) {
    List<VqaItem> items =
        name.equals(TRAIN) ? vocabulary.trainingItems(set) : vocabulary.items(set);
    requireSomeKnownAnswer(items, set.source());
    return items;
  }

  private VqaDataset read(String name) {
    QuestionSet set = questions(name);
    folder.requireImageNames(set);
    List<VqaItem> items = items(name, set);
    Path store = folder.regions(name);
    RegionSource regions = openStore(store);
    try {
      requireRegions(items, regions, store);
    } catch (RuntimeException e) {
      regions.close();
      throw e;
    }
    return new VqaDataset(name, items, new CachedRegions(regions, CACHE_BYTES));
  }

  private RegionSource openStore(Path store) {
    try {
      return openStore.open(store);
    } catch (IOException e) {
      throw BadInputException.at(store.toString())
          .found("an error on reading (" + e.getMessage() + ")")
          .expected("a region store")
          .remedy("Check the disk, then make the regions again.", e);
    }
  }

  /** A few unknown answers are normal; if all are, the split is of another data set. */
  private void requireSomeKnownAnswer(List<VqaItem> items, String source) {
    boolean hopeless =
        items.stream()
            .allMatch(item -> item.hasAnswer() && !vocabulary.answers().contains(item.answer()));
    if (hopeless) {
      throw BadInputException.at(source)
          .found(
              "only answers that the training questions do not have, such as '"
                  + items.get(0).answer()
                  + "'")
          .expected("some of the " + vocabulary.answers().size() + " training answers")
          .remedy(
              "Training and evaluation must be of the same data set, and dataset.nans large enough.");
    }
  }

  private static void requireRegions(List<VqaItem> items, RegionSource regions, Path store) {
    List<String> names = items.stream().map(VqaItem::imageName).distinct().toList();
    List<String> missing = names.stream().filter(name -> !regions.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw BadInputException.at(store.toString())
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
    splits.values().forEach(split -> split.regions().close());
  }
}
