package io.murel.text;

import io.murel.nn.Module;
import org.bytedeco.pytorch.GradMode;
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

  /**
   * One mask a gate and side, in the order r, i, n.
   *
   * @param input three of {@code [B, E]}
   * @param hidden three of {@code [B, H]}
   */
  record Masks(Tensor[] input, Tensor[] hidden) {

    /** Nothing is dropped. */
    static final Masks NONE = new Masks(null, null);

    static Masks draw(double p, Tensor x, long hiddenDim) {
      Tensor[] input = new Tensor[3];
      Tensor[] hidden = new Tensor[3];
      for (int gate = 0; gate < 3; gate++) {
        input[gate] = SequenceMask.draw(p, x, x.size(2));
        hidden[gate] = SequenceMask.draw(p, x, hiddenDim);
      }
      return new Masks(input, hidden);
    }

    /** {@code [B, T, E]}, as the gate sees it. */
    private Tensor dropInput(Tensor x, int gate) {
      return input == null ? x : x.mul(input[gate].unsqueeze(1));
    }

    /** {@code [B, H]}, as the gate sees it. */
    private Tensor dropHidden(Tensor state, int gate) {
      return hidden == null ? state : state.mul(hidden[gate]);
    }
  }

  private final double dropout;
  private final Cell cell;

  /** The hidden bias of the weights is dropped: this cell has none. */
  BayesianGru(GruWeights weights, double dropout) {
    this.dropout = dropout;
    cell = add("gru_cell", new Cell(weights));
  }

  int hiddenDim() {
    return cell.hiddenDim;
  }

  /** {@code [B, T, E] -> [B, T, H]}. */
  Tensor forward(Tensor x) {
    if (training() && dropout > 0) {
      return forward(x, Masks.draw(dropout, x, cell.hiddenDim));
    }
    return GradMode.is_enabled() ? forward(x, Masks.NONE) : withoutGradient(x);
  }

  /** Without dropout and gradient the cell is an ordinary GRU, if one sees its gates as one. */
  private Tensor withoutGradient(Tensor x) {
    Tensor inputBias = AdjacentRows.join(cell.inputBias); // [3H]
    return GruWeights.run(
        x,
        AdjacentRows.join(cell.inputWeight), // [3H, E]
        AdjacentRows.join(cell.hiddenWeight), // [3H, H]
        inputBias,
        torch.zeros_like(inputBias));
  }

  /** With given masks: {@code [B, T, E] -> [B, T, H]}. */
  Tensor forward(Tensor x, Masks masks) {
    TensorVector[] inputs = new TensorVector[3];
    for (int gate = 0; gate < 3; gate++) {
      inputs[gate] =
          torch
              .linear(
                  masks.dropInput(x, gate),
                  cell.inputWeight[gate],
                  new TensorOptional(cell.inputBias[gate]))
              .unbind(1); // T of [B, H]
    }
    TensorVector steps = new TensorVector();
    Tensor state = torch.zeros(new long[] {x.size(0), cell.hiddenDim}, x.options()); // [B, H]
    for (long t = 0; t < x.size(1); t++) {
      Tensor[] recurrent = new Tensor[3]; // of [B, H]
      for (int gate = 0; gate < 3; gate++) {
        recurrent[gate] = masks.dropHidden(state, gate).matmul(cell.hiddenWeight[gate].t());
      }
      Tensor reset = inputs[0].get(t).add(recurrent[0]).sigmoid(); // [B, H]
      Tensor update = inputs[1].get(t).add(recurrent[1]).sigmoid(); // [B, H]
      Tensor candidate = torch.addcmul(inputs[2].get(t), reset, recurrent[2]).tanh(); // [B, H]
      state = torch.lerp(candidate, state, update);
      steps.push_back(state);
    }
    return torch.stack(steps, 1);
  }

  /** The parameters, gate by gate in the order r, i, n. */
  private static final class Cell extends Module {

    private final int hiddenDim;
    private final Tensor[] inputWeight = new Tensor[3];
    private final Tensor[] inputBias = new Tensor[3];
    private final Tensor[] hiddenWeight = new Tensor[3];

    private Cell(GruWeights weights) {
      hiddenDim = weights.hiddenDim();
      String[] gates = {"r", "i", "n"};
      for (int g = 0; g < 3; g++) {
        Affine affine = new Affine(slice(weights.inputWeight(), g), slice(weights.inputBias(), g));
        inputWeight[g] = affine.weight;
        inputBias[g] = affine.bias;
        add("weight_i" + gates[g], affine);
      }
      for (int g = 0; g < 3; g++) {
        Affine affine = new Affine(slice(weights.hiddenWeight(), g), null);
        hiddenWeight[g] = affine.weight;
        add("weight_h" + gates[g], affine);
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
