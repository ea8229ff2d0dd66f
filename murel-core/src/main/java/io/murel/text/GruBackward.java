package io.murel.text;

import io.murel.nn.Gradients;
import io.murel.nn.Products;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The gradient of {@link GruForward}. Going back through the steps it collects the gradients of all
 * gates; those of the parameters follow at the end, in one product each over all words.
 */
final class GruBackward {

  /**
   * From so many steps on the weights are turned round in memory: every step multiplies by all of
   * them, and OpenBLAS reads the second matrix of a product twice as fast column by column.
   */
  private static final int MANY_STEPS = 4;

  private final List<GateGroup> groups;
  private final GruMasks masks;
  private final PackedWords words;
  private final GruForward forward;
  private final long h;
  private final Tensor recurrent; // gradients of what U h is added to: r, i, and n's reset part
  private final Tensor candidate; // gradients of n's own sum, [W, H]

  GruBackward(List<GateGroup> groups, GruMasks masks, PackedWords words, GruForward forward) {
    this.groups = groups;
    this.masks = masks;
    this.words = words;
    this.forward = forward;
    h = groups.get(0).hiddenDim();
    recurrent = torch.empty_like(forward.gates);
    candidate = torch.empty_like(forward.states);
  }

  /**
   * Adds to the gradients of the parameters.
   *
   * @param x word vectors, {@code [W, E]}
   * @param upstream gradient of the states, {@code [W, H]}
   * @return gradient of x, {@code [W, E]}; null if it requires none
   */
  Tensor run(Tensor x, Tensor upstream) {
    throughSteps(upstream.clone());
    hiddenParameters();
    return inputParameters(x);
  }

  private void throughSteps(Tensor gradient) {
    Tensor[] r = words.steps(forward.gates.narrow(1, 0, h));
    Tensor[] i = words.steps(forward.gates.narrow(1, h, h));
    Tensor[] n = words.steps(forward.gates.narrow(1, 2 * h, h));
    Tensor[] reset = words.steps(forward.reset);
    Tensor[] states = words.steps(forward.states);
    Tensor[] dr = words.steps(recurrent.narrow(1, 0, h));
    Tensor[] di = words.steps(recurrent.narrow(1, h, h));
    Tensor[] dReset = words.steps(recurrent.narrow(1, 2 * h, h));
    Tensor[] dn = words.steps(candidate);
    Tensor[] dStates = words.steps(gradient);
    Tensor[][] dGroups = new Tensor[groups.size()][];
    Tensor[] weights = new Tensor[groups.size()]; // turned, [H, width]
    Tensor[] hiddenMasks = new Tensor[groups.size()];
    for (int g = 0; g < dGroups.length; g++) {
      dGroups[g] = words.steps(groups.get(g).columns(recurrent));
      Tensor turned = groups.get(g).rows(groups.get(g).hiddenWeight()).t();
      weights[g] = states.length < MANY_STEPS ? turned : turned.contiguous();
      hiddenMasks[g] = masks.hidden(g, words.order());
    }
    for (int t = states.length - 1; t >= 0; t--) {
      Tensor dh = dStates[t];
      Tensor kept = dh.mul(i[t]); // gradient of the state mixed in
      Tensor mixed = t == 0 ? null : states[t - 1].narrow(0, 0, dh.size(0));
      if (mixed != null && masks.previous()) {
        mixed = mixed.mul(hiddenMasks[0].narrow(0, 0, dh.size(0)));
      }
      Tensor change = mixed == null ? n[t].neg() : mixed.sub(n[t]);
      torch.sigmoid_backward_out(di[t], change.mul_(dh), i[t]);
      torch.tanh_backward_out(dn[t], dh.sub_(kept), n[t]);
      torch.mul_out(dReset[t], dn[t], r[t]);
      torch.sigmoid_backward_out(dr[t], torch.mul_out(change, dn[t], reset[t]), r[t]);
      if (t > 0) {
        Tensor before = dStates[t - 1].narrow(0, 0, dh.size(0));
        if (masks.previous()) {
          kept.mul_(hiddenMasks[0].narrow(0, 0, dh.size(0)));
        }
        before.add_(kept);
        for (int g = 0; g < dGroups.length; g++) {
          addThroughWeights(before, weights[g], dGroups[g][t], hiddenMasks[g]);
        }
      }
    }
  }

  /**
   * @param turned weights, {@code [H, width]}
   */
  private static void addThroughWeights(Tensor sum, Tensor turned, Tensor gates, Tensor mask) {
    if (mask == null) {
      Products.add(sum, gates, turned);
    } else {
      sum.addcmul_(Products.linear(gates, turned, null), mask.narrow(0, 0, sum.size(0)));
    }
  }

  private void hiddenParameters() {
    long first = words.counts()[0]; // words without a state before them
    Tensor later = words.questions().narrow(0, first, words.size() - first);
    Tensor before = forward.states.index_select(0, words.previous()); // [W - first, H]
    for (int g = 0; g < groups.size(); g++) {
      GateGroup group = groups.get(g);
      Tensor gradient = group.columns(recurrent);
      if (group.hiddenBias() != null) {
        Gradients.add(group.hiddenBias(), group.row(), gradient.sum(0));
      }
      Tensor seen = GruMasks.apply(masks.hidden(g, later), before);
      Tensor ofLater = gradient.narrow(0, first, words.size() - first);
      Gradients.addProduct(group.hiddenWeight(), group.row(), ofLater.t(), seen);
    }
  }

  private Tensor inputParameters(Tensor x) {
    Tensor dx = x.requires_grad() ? torch.zeros_like(x) : null;
    for (int g = 0; g < groups.size(); g++) {
      GateGroup group = groups.get(g);
      Tensor gradient = group.isCandidate() ? candidate : group.columns(recurrent);
      Tensor mask = masks.input(g, words.questions());
      Gradients.add(group.inputBias(), group.row(), gradient.sum(0));
      Gradients.addProduct(group.inputWeight(), group.row(), gradient.t(), GruMasks.apply(mask, x));
      if (dx != null) {
        Tensor weight = group.rows(group.inputWeight());
        if (mask == null) {
          dx.addmm_(gradient, weight);
        } else {
          dx.addcmul_(gradient.mm(weight), mask);
        }
      }
    }
    return dx;
  }
}
