package io.murel.text;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Dropout masks of a recurrence, one a sequence, for each {@link GateGroup}.
 *
 * @param input on the words, each {@code [B, E]}; empty: nothing is dropped
 * @param hidden on the states, each {@code [B, H]}; empty: nothing is dropped
 * @param previous whether the update mixes in the state as dropped out for the gates (then all have
 *     the same mask), or as it was
 */
record GruMasks(List<Tensor> input, List<Tensor> hidden, boolean previous) {

  static final GruMasks NONE = new GruMasks(List.of(), List.of(), false);

  /** The mask of a group on each row, {@code [rows, E]}; null: none. */
  Tensor input(int group, Tensor questions) {
    return input.isEmpty() ? null : input.get(group).index_select(0, questions);
  }

  /** The mask of a group on each row, {@code [rows, H]}; null: none. */
  Tensor hidden(int group, Tensor questions) {
    return hidden.isEmpty() ? null : hidden.get(group).index_select(0, questions);
  }

  /** {@code x * mask}, or x. */
  static Tensor apply(Tensor mask, Tensor x) {
    return mask == null ? x : x.mul(mask);
  }
}
