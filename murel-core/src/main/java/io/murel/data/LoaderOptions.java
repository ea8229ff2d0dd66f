package io.murel.data;

/**
 * How a data set is cut into batches.
 *
 * @param batchSize questions in a batch; the last one of an epoch may be smaller
 * @param threads threads that prepare batches ahead of the consumer; 0 prepares them when asked for
 * @param shuffle a new random order in each epoch, rather than the order of the data set
 * @param bucketing shuffled batches of images with equally many regions and questions of similar
 *     length: little padding
 * @param sampleAnswers the answer to learn is drawn from the annotators' answers by their counts
 * @param seed of order and draws; equal seeds give equal batches, whatever the number of threads
 */
public record LoaderOptions(
    int batchSize,
    int threads,
    boolean shuffle,
    boolean bucketing,
    boolean sampleAnswers,
    long seed) {

  public LoaderOptions {
    if (batchSize < 1 || threads < 0) {
      throw new IllegalArgumentException(
          "batches of %d questions with %d threads".formatted(batchSize, threads));
    }
  }

  /** As training visits the data: shuffled, answers drawn if the options say so. */
  public static LoaderOptions training(DatasetOptions options, long seed) {
    return new LoaderOptions(
        options.batchSize(),
        options.nbThreads(),
        true,
        options.bucketing(),
        options.samplingAnswers(),
        seed);
  }

  /** As evaluation does: in order, with the most frequent answers. */
  public static LoaderOptions evaluation(DatasetOptions options) {
    return new LoaderOptions(options.batchSize(), options.nbThreads(), false, false, false, 0);
  }
}
