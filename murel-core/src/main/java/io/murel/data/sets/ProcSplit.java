package io.murel.data.sets;

import io.murel.BadInputException;
import java.util.List;

/**
 * Which questions vocabularies and training items are made of.
 *
 * @param name as the option {@code proc_split} and the names of prepared folders have it
 * @param raw the raw splits they come from, in this order
 * @param holdsOut whether a part of the training items is kept back as the split "val"; else that
 *     is a raw split
 */
public record ProcSplit(String name, List<String> raw, boolean holdsOut) {

  /** The option's values. */
  public static final String TRAIN = "train";

  public static final String TRAINVAL = "trainval";

  public ProcSplit {
    raw = List.copyOf(raw);
  }

  /** For sets with a train and a val split: "train" keeps them apart, "trainval" joins them. */
  static ProcSplit ofTrainAndVal(String wanted) {
    return wanted.equals(TRAINVAL)
        ? new ProcSplit(TRAINVAL, List.of("train", "val"), true)
        : new ProcSplit(TRAIN, List.of("train"), false);
  }

  /**
   * For sets whose splits are fixed.
   *
   * @param name of the set, for the message
   */
  static ProcSplit ofTrainAlone(String wanted, String name) {
    if (!wanted.equals(TRAIN)) {
      throw BadInputException.at("dataset.proc_split")
          .found(wanted)
          .expected("train for the data set '" + name + "'")
          .remedy("Its validation split is fixed; set dataset.proc_split to train.");
    }
    return new ProcSplit(TRAIN, List.of("train"), false);
  }
}
