package io.murel.data;

import io.murel.options.Options;
import java.nio.file.Path;
import java.util.List;

/**
 * The {@code dataset} block of an option file, with the original's keys.
 *
 * @param name which data set, one of {@link io.murel.data.sets.VqaSources#names}
 * @param dir where it lies
 * @param trainSplit the split to learn from; null to evaluate only
 * @param evalSplit the split to evaluate on; null for none
 * @param procSplit the questions to learn from: "train", or "trainval" for 95 % of train and val
 * @param splitSeed which 95 % these are: {@code misc.seed}, as in the original
 * @param nbThreads threads that prepare batches ahead; 0 prepares them in the training thread
 * @param batchSize questions in a batch
 * @param bucketing training batches of images with equally many regions and questions of similar
 *     length, so that little is padding; not in the original, whose images all have 36 regions
 * @param curriculum the stages training begins with; empty: all questions from the start
 * @param nans how many answers, the most frequent ones, the network chooses from
 * @param minwcount words are known when they occur more often than this in the training questions
 * @param nlp the tokenizer: "mcb", "nltk" or "default"
 * @param samplingAnswers the answer to learn is drawn from the annotators' answers at each visit,
 *     rather than always the most frequent
 * @param dirRcnn region files of the images, for data sets that do not bring their regions; null
 *     where not given
 * @param vg Visual Genome questions join the training split
 * @param dirVg where Visual Genome lies; null where not given
 * @param dirRcnnVg region files of its images; null where not given
 */
public record DatasetOptions(
    String name,
    Path dir,
    String trainSplit,
    String evalSplit,
    String procSplit,
    long splitSeed,
    int nbThreads,
    int batchSize,
    boolean bucketing,
    List<Stage> curriculum,
    int nans,
    int minwcount,
    String nlp,
    boolean samplingAnswers,
    Path dirRcnn,
    boolean vg,
    Path dirVg,
    Path dirRcnnVg) {

  /** {@code misc.seed} of the original's option files: everyone evaluates on the same questions. */
  public static final long SPLIT_SEED = 1337;

  public DatasetOptions {
    curriculum = List.copyOf(curriculum);
  }

  /**
   * Reads the block. Defaults are those of the original's option files: 3000 answers, every word,
   * tokenizer mcb, answers drawn, batches of 80, train and val.
   */
  public static DatasetOptions from(Options o) {
    o.onlyKeys(
        "name",
        "dir",
        "train_split",
        "eval_split",
        "proc_split",
        "nb_threads",
        "batch_size",
        "bucketing",
        "curriculum",
        "nans",
        "minwcount",
        "nlp",
        "samplingans",
        "dir_rcnn",
        "vg",
        "dir_vg",
        "dir_rcnn_vg");
    String name = o.string("name");
    return new DatasetOptions(
        name,
        Path.of(o.string("dir", "data/" + name)),
        split(o, "train_split", "train"),
        split(o, "eval_split", "val"),
        o.choice("proc_split", "train", List.of("train", "trainval")),
        SPLIT_SEED,
        o.count("nb_threads", 2),
        o.positive("batch_size", 80),
        o.bool("bucketing", false),
        Stage.list(o, "curriculum"),
        o.positive("nans", 3000),
        o.count("minwcount", 0),
        o.string("nlp", "mcb"),
        o.bool("samplingans", true),
        path(o, "dir_rcnn"),
        o.bool("vg", false),
        path(o, "dir_vg"),
        path(o, "dir_rcnn_vg"));
  }

  /** The same options for a data set that lies elsewhere. */
  public DatasetOptions withDir(Path elsewhere) {
    return with(elsewhere, splitSeed);
  }

  /** The same options with other questions held out by {@code proc_split: trainval}. */
  public DatasetOptions withSplitSeed(long seed) {
    return with(dir, seed);
  }

  private DatasetOptions with(Path dir, long splitSeed) {
    return new DatasetOptions(
        name,
        dir,
        trainSplit,
        evalSplit,
        procSplit,
        splitSeed,
        nbThreads,
        batchSize,
        bucketing,
        curriculum,
        nans,
        minwcount,
        nlp,
        samplingAnswers,
        dirRcnn,
        vg,
        dirVg,
        dirRcnnVg);
  }

  /** A split that is named, left out (the fallback) or switched off (null or an empty text). */
  private static String split(Options o, String key, String fallback) {
    if (!o.values().containsKey(key)) {
      return fallback;
    }
    String name = o.string(key, null);
    return name == null || name.isEmpty() ? null : name;
  }

  private static Path path(Options o, String key) {
    return o.has(key) ? Path.of(o.string(key)) : null;
  }
}
