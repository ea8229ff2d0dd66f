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
 */
record SetOptions(int nans, int minwcount, String nlp, ProcSplit procSplit) {

  /** What the original takes for Visual Genome, whatever the options of the set it joins. */
  private static final int GENOME_ANSWERS = 10_000;

  static SetOptions of(DatasetOptions o, VqaSource source) {
    return new SetOptions(o.nans(), o.minwcount(), o.nlp(), source.procSplit(o.procSplit()));
  }

  /** For Visual Genome beside another set. */
  static SetOptions joining(DatasetOptions o, VqaSource genome) {
    return new SetOptions(GENOME_ANSWERS, 0, o.nlp(), genome.procSplit(ProcSplit.TRAIN));
  }

  /** The name of the original's folder for these options. */
  String key() {
    return "nans,%d_minwcount,%d_nlp,%s_proc_split,%s"
        .formatted(nans, minwcount, nlp, procSplit.name());
  }
}
