package io.murel.text;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Gates of a GRU that see the same inputs, with their parameters. Gates lie in the order r, i, n;
 * the candidate n is always a group of its own, for its recurrent part is reset.
 *
 * @param inputWeight {@code [.., E]}
 * @param hiddenWeight {@code [.., H]}
 * @param inputBias {@code [..]}
 * @param hiddenBias {@code [..]}; null: none
 * @param row the first row of the parameters that belongs to these gates
 * @param column the first column of these gates among those of all, {@code 3H}
 * @param width number of rows and columns
 */
record GateGroup(
    Tensor inputWeight,
    Tensor hiddenWeight,
    Tensor inputBias,
    Tensor hiddenBias,
    long row,
    long column,
    long width) {

  /** Of parameters that hold all gates below one another, {@code [3H, ..]}. */
  static List<GateGroup> joint(
      Tensor inputWeight, Tensor hiddenWeight, Tensor inputBias, Tensor hiddenBias) {
    long h = hiddenWeight.size(1);
    return List.of(
        new GateGroup(inputWeight, hiddenWeight, inputBias, hiddenBias, 0, 0, 2 * h),
        new GateGroup(inputWeight, hiddenWeight, inputBias, hiddenBias, 2 * h, 2 * h, h));
  }

  /** Whether this is the candidate n. */
  boolean isCandidate() {
    return column == 2 * hiddenDim();
  }

  long hiddenDim() {
    return hiddenWeight.size(1);
  }

  /** The own rows of a parameter. */
  Tensor rows(Tensor parameter) {
    return parameter.narrow(0, row, width);
  }

  /** The own columns of {@code [.., 3H]}. */
  Tensor columns(Tensor all) {
    return all.narrow(1, column, width);
  }
}
