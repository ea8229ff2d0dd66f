package io.murel.data.prepare;

import io.murel.data.DatasetOptions;
import io.murel.data.sets.ProcSplit;
import io.murel.data.sets.VqaSource;

/**
 * The options that decide how one set is prepared.
 *
 * @param nans how many answers to keep
 * @param minwcount words that occur more often are kept
 * @param nlp the tokenizer
 * @param procSplit which questions are learnt from
 * @param seed which of them are held out, where some are
 */
record SetOptions(int nans, int minwcount, String nlp, ProcSplit procSplit, long seed) {

  /** What the original takes for Visual Genome, whatever the options of the set it joins. */
  private static final int GENOME_ANSWERS = 10_000;

  static SetOptions of(DatasetOptions o, VqaSource source) {
    ProcSplit learnt = source.procSplit(o.procSplit());
    return new SetOptions(o.nans(), o.minwcount(), o.nlp(), learnt, o.splitSeed());
  }

  /** For Visual Genome beside another set. */
  static SetOptions joining(DatasetOptions o, VqaSource genome) {
    ProcSplit all = genome.procSplit(ProcSplit.TRAIN);
    return new SetOptions(GENOME_ANSWERS, 0, o.nlp(), all, o.splitSeed());
  }

  /**
   * The name of the original's folder for these options; the original draws what is held out after
   * it has read the folder, so that another seed than the usual one is ours to add.
   */
  String key() {
    boolean usual = !procSplit.holdsOut() || seed == DatasetOptions.SPLIT_SEED;
    return "nans,%d_minwcount,%d_nlp,%s_proc_split,%s%s"
        .formatted(nans, minwcount, nlp, procSplit.name(), usual ? "" : "_seed," + seed);
  }
}
