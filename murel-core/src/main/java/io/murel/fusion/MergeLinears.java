package io.murel.fusion;

import io.murel.nn.Linear;
import io.murel.nn.Module;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * One linear map for each chunk, from its {@code size} elements to {@code rank * size} factors.
 * Chunks of equal size are computed in one batched product: a loop of small products lets the
 * thread pools of BLAS and of libtorch fight each other.
 */
final class MergeLinears extends Module {

  private final Chunks chunks;
  private final int rank;
  private final List<Linear> linears = new ArrayList<>();

  MergeLinears(Chunks chunks, int rank) {
    this.chunks = chunks;
    this.rank = rank;
    for (int size : chunks.sizes()) {
      linears.add(add(String.valueOf(linears.size()), new Linear(size, (long) size * rank)));
    }
  }

  /**
   * {@code [..., dim] -> [..., rank * dim]}: the factors of one chunk after those of the other, in
   * a chunk of size {@code s} one rank after the other ({@code rank} times {@code s} elements).
   */
  Tensor forward(Tensor x) {
    List<Chunks.Run> runs = chunks.runs();
    boolean oneRow = x.numel() == chunks.dim(); // stacking the maps takes longer than using them
    Tensor[] out = new Tensor[runs.size()];
    for (int i = 0; i < out.length; i++) {
      Chunks.Run run = runs.get(i);
      Tensor part = x.narrow(-1, run.offset(), run.length()); // [..., count * size]
      boolean single = run.count() == 1;
      out[i] = single || oneRow ? chunkByChunk(part, run) : batched(part, run);
    }
    return out.length == 1 ? out[0] : torch.cat(new TensorVector(out), -1);
  }

  private Tensor chunkByChunk(Tensor x, Chunks.Run run) {
    TensorVector out = new TensorVector();
    for (int c = 0; c < run.count(); c++) {
      out.push_back(
          linears.get(run.first() + c).forward(x.narrow(-1, (long) c * run.size(), run.size())));
    }
    return torch.cat(out, -1);
  }

  /** {@code [..., count * size] -> [..., count * rank * size]}. */
  private Tensor batched(Tensor x, Chunks.Run run) {
    List<Linear> used = linears(run);
    Tensor weight = stack(used.stream().map(Linear::weight).toList()); // [count, rank * size, size]
    Tensor bias = stack(used.stream().map(Linear::bias).toList()); // [count, rank * size]
    Tensor rows = x.reshape(-1, run.count(), run.size()).transpose(0, 1); // [count, rows, size]
    Tensor merged = torch.baddbmm(bias.unsqueeze(1), rows, weight.transpose(1, 2));
    long[] shape = x.shape();
    shape[shape.length - 1] = (long) run.length() * rank;
    return merged.transpose(0, 1).reshape(shape);
  }

  /** The map of one chunk. */
  Linear linear(int chunk) {
    return linears.get(chunk);
  }

  /** The maps of a run of chunks, one after the other. */
  List<Linear> linears(Chunks.Run run) {
    return linears.subList(run.first(), run.first() + run.count());
  }

  /**
   * The maps of a run as matrices that contain the bias, for inputs followed by a 1.
   *
   * @param scale multiplies the inputs, not the 1
   * @return {@code [count, rank * size, size + 1]}
   */
  Tensor withBias(Chunks.Run run, double scale) {
    Tensor weight = stack(linears(run).stream().map(Linear::weight).toList());
    Tensor bias = stack(linears(run).stream().map(Linear::bias).toList());
    Tensor scaled = scale == 1 ? weight : weight.mul(new Scalar(scale));
    return torch.cat(new TensorVector(scaled, bias.unsqueeze(-1)), -1);
  }

  static Tensor stack(List<Tensor> tensors) {
    return torch.stack(new TensorVector(tensors.toArray(Tensor[]::new)), 0);
  }
}
