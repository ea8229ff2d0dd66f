package io.murel.text;

import io.murel.nn.Products;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A GRU over packed words:
 *
 * <pre>
 *   r, i = sigmoid(W x + b + U h),  n = tanh(W x + b + r (U h + c)),  h' = n + i (h - n)
 * </pre>
 *
 * All words are projected in one product a group of gates; a step works on the questions that still
 * have words.
 */
final class GruForward {

  final Tensor gates; // r, i, n of each word, [W, 3H]
  final Tensor reset; // U h + c of the candidate, which r multiplies, [W, H]
  final Tensor states; // h' of each word, [W, H]

  private final List<GateGroup> groups;
  private final GruMasks masks;
  private final PackedWords words;
  private final long h;

  /**
   * @param x word vectors, {@code [W, E]}
   * @param kernel computes only the states, of what it serves
   */
  GruForward(
      List<GateGroup> groups,
      GruMasks masks,
      PackedWords words,
      Tensor x,
      Optional<RecurrentKernel> kernel) {
    this.groups = groups;
    this.masks = masks;
    this.words = words;
    h = groups.get(0).hiddenDim();
    gates = torch.empty(new long[] {words.size(), 3 * h}, x.options(), null);
    reset = torch.empty(new long[] {words.size(), h}, x.options(), null);
    states = torch.empty(new long[] {words.size(), h}, x.options(), null);
    try (PointerScope scope = new PointerScope()) {
      Recurrence whole = kernel.isPresent() ? recurrence(x) : null;
      if (whole != null && kernel.get().serves(whole)) {
        kernel.get().run(whole);
      } else {
        project(x);
        recur();
      }
    }
  }

  /** What a kernel has to compute; null if it is more than one question or has dropout. */
  private Recurrence recurrence(Tensor x) {
    if (words.batch() > 1 || masks != GruMasks.NONE) {
      return null;
    }
    List<Recurrence.Gates> parts = new ArrayList<>();
    Tensor reset = null;
    for (GateGroup group : groups) {
      parts.add(
          new Recurrence.Gates(
              group.rows(group.inputWeight()), bias(group), group.rows(group.hiddenWeight())));
      if (group.isCandidate() && group.hiddenBias() != null) {
        reset = group.rows(group.hiddenBias());
      }
    }
    return new Recurrence(x, parts, reset, states);
  }

  /** What the projections of the words begin with. */
  private static Tensor bias(GateGroup group) {
    Tensor bias = group.rows(group.inputBias());
    return group.hiddenBias() == null || group.isCandidate()
        ? bias
        : bias.add(group.rows(group.hiddenBias()));
  }

  private void project(Tensor x) {
    for (int g = 0; g < groups.size(); g++) {
      GateGroup group = groups.get(g);
      Tensor seen = GruMasks.apply(masks.input(g, words.questions()), x);
      Tensor weight = group.rows(group.inputWeight());
      Tensor own = group.columns(gates);
      own.copy_(bias(group));
      Products.add(own, seen, weight);
    }
  }

  private void recur() {
    Tensor[] resetAndUpdate = words.steps(gates.narrow(1, 0, 2 * h));
    Tensor[] r = words.steps(gates.narrow(1, 0, h));
    Tensor[] i = words.steps(gates.narrow(1, h, h));
    Tensor[] n = words.steps(gates.narrow(1, 2 * h, h));
    Tensor[] out = words.steps(states);
    Tensor[] recurrent = words.steps(reset);
    Tensor[][] targets = new Tensor[groups.size()][];
    Tensor[] hiddenMasks = new Tensor[groups.size()];
    for (int g = 0; g < targets.length; g++) {
      GateGroup group = groups.get(g);
      targets[g] = group.isCandidate() ? recurrent : words.steps(group.columns(gates));
      hiddenMasks[g] = masks.hidden(g, words.order());
    }
    for (int t = 0; t < out.length; t++) {
      Tensor previous = t == 0 ? null : out[t - 1].narrow(0, 0, out[t].size(0));
      for (int g = 0; g < targets.length; g++) {
        addRecurrent(groups.get(g), targets[g][t], masked(previous, hiddenMasks[g]));
      }
      resetAndUpdate[t].sigmoid_();
      n[t].addcmul_(r[t], recurrent[t]).tanh_();
      if (previous == null) {
        torch.addcmul_out(out[t], n[t], i[t], n[t], new Scalar(-1));
      } else {
        Tensor mixed = masks.previous() ? masked(previous, hiddenMasks[0]) : previous;
        torch.lerp_out(out[t], n[t], mixed, i[t]);
      }
    }
  }

  /** The state for a group's gates; null in the first step, where it is 0. */
  private static Tensor masked(Tensor state, Tensor mask) {
    return state == null ? null : GruMasks.apply(narrow(mask, state), state);
  }

  private static Tensor narrow(Tensor mask, Tensor state) {
    return mask == null ? null : mask.narrow(0, 0, state.size(0));
  }

  private static void addRecurrent(GateGroup group, Tensor target, Tensor state) {
    Tensor weight = group.rows(group.hiddenWeight());
    if (!group.isCandidate()) {
      addProduct(target, state, weight);
      return;
    }
    if (group.hiddenBias() == null) {
      target.zero_();
    } else {
      target.copy_(group.rows(group.hiddenBias()));
    }
    addProduct(target, state, weight);
  }

  private static void addProduct(Tensor target, Tensor state, Tensor weight) {
    if (state != null) {
      Products.add(target, state, weight);
    }
  }
}
