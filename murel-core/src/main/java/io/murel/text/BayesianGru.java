package io.murel.text;

import io.murel.nn.LazyKernel;
import io.murel.nn.Module;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The GRU of BayesianUniSkip: separate weights for each gate, no biases on the recurrent side, and
 * for each gate its own dropout masks on word and state, drawn once a sequence. Unlike in {@link
 * DropGru} the update mixes in the state as it was, not dropped out.
 */
final class BayesianGru extends Module {

  private final double dropout;
  private final Cell cell;
  private final LazyKernel<RecurrentKernel> kernel = new LazyKernel<>(RecurrentSource.class);

  /** The hidden bias of the weights is dropped: this cell has none. */
  BayesianGru(GruWeights weights, double dropout) {
    this.dropout = dropout;
    cell = add("gru_cell", new Cell(weights));
  }

  int hiddenDim() {
    return cell.hiddenDim;
  }

  /** The masks of a training step for B questions; none outside of training. */
  GruMasks masks(long batch) {
    if (!training() || dropout == 0) {
      return GruMasks.NONE;
    }
    List<Tensor> input = new ArrayList<>();
    List<Tensor> hidden = new ArrayList<>();
    for (GateGroup gate : cell.gates) {
      input.add(SequenceMask.draw(dropout, gate.inputWeight(), batch));
      hidden.add(SequenceMask.draw(dropout, gate.hiddenWeight(), batch));
    }
    return new GruMasks(input, hidden, false);
  }

  /** {@code [W, E] -> [W, H]}. */
  Tensor forward(PackedWords words, Tensor x, GruMasks masks) {
    return PackedGru.states(cell.gates, masks, words, x, kernel.allowed(sequence()));
  }

  /** Step after step and gate after gate: {@code [B, T, E] -> [B, T, H]}. */
  Tensor original(Tensor x, GruMasks masks) {
    TensorVector steps = new TensorVector();
    Tensor state = torch.zeros(new long[] {x.size(0), cell.hiddenDim}, x.options()); // [B, H]
    for (Tensor word : x.unbind(1).get()) {
      Tensor[] input = new Tensor[3]; // of [B, H]
      Tensor[] hidden = new Tensor[3];
      for (int g = 0; g < 3; g++) {
        GateGroup gate = cell.gates.get(g);
        Tensor seen = masks.input().isEmpty() ? word : word.mul(masks.input().get(g));
        Tensor known = masks.hidden().isEmpty() ? state : state.mul(masks.hidden().get(g));
        input[g] = torch.linear(seen, gate.inputWeight(), new TensorOptional(gate.inputBias()));
        hidden[g] = torch.linear(known, gate.hiddenWeight());
      }
      Tensor reset = input[0].add(hidden[0]).sigmoid();
      Tensor update = input[1].add(hidden[1]).sigmoid();
      Tensor candidate = input[2].add(reset.mul(hidden[2])).tanh();
      state = candidate.add(update.mul(state.sub(candidate)));
      steps.push_back(state);
    }
    return torch.stack(steps, 1);
  }

  @Override
  protected void closeOwn() {
    kernel.close();
  }

  /** The parameters, gate by gate in the order r, i, n. */
  private static final class Cell extends Module {

    private final int hiddenDim;
    private final List<GateGroup> gates = new ArrayList<>();

    private Cell(GruWeights weights) {
      hiddenDim = weights.hiddenDim();
      String[] names = {"r", "i", "n"};
      Affine[] inputs = new Affine[3];
      for (int g = 0; g < 3; g++) {
        Tensor bias = slice(weights.inputBias(), g);
        inputs[g] = add("weight_i" + names[g], new Affine(slice(weights.inputWeight(), g), bias));
      }
      for (int g = 0; g < 3; g++) {
        Affine hidden =
            add("weight_h" + names[g], new Affine(slice(weights.hiddenWeight(), g), null));
        gates.add(
            new GateGroup(
                inputs[g].weight,
                hidden.weight,
                inputs[g].bias,
                null,
                0,
                (long) g * hiddenDim,
                hiddenDim));
      }
    }

    private Tensor slice(Tensor joint, long gate) {
      return joint.narrow(0, gate * hiddenDim, hiddenDim);
    }
  }

  /** Weight and bias under PyTorch's names for a Linear. */
  private static final class Affine extends Module {
    private final Tensor weight;
    private final Tensor bias;

    private Affine(Tensor weight, Tensor bias) {
      this.weight = parameter("weight", weight);
      this.bias = bias == null ? null : parameter("bias", bias);
    }
  }
}
