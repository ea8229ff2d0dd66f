package io.murel.data;

/** How the answers to a data set's questions are measured. */
public enum Measures {
  /** The open-ended accuracy of VQA: how many of ten annotators gave the answer. */
  OPEN_ENDED,
  /** The measures of TDIUC: means over question types, plain and normalised by answer. */
  TDIUC,
  /** Plain accuracy by question type: one true answer a question. */
  BY_TYPE
}
