package io.murel.fusion;

import io.murel.nn.Linear;
import io.murel.nn.Module;
import io.murel.nn.WrittenTo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * One linear map for each chunk, from its {@code size} elements to {@code rank * size} factors.
 * Chunks of equal size are computed in one batched product: a loop of small products lets the
 * thread pools of BLAS and of libtorch fight each other. The maps that takes, one after the other,
 * are kept from pass to pass where no gradients are wanted.
 */
final class MergeLinears extends Module {

  private final Chunks chunks;
  private final int rank;
  private final List<Linear> linears = new ArrayList<>();
  private final Map<Chunks.Run, Kept> kept = new HashMap<>();

  /**
   * The maps of a run of chunks: {@code [count, rank * size, size]}, {@code [count, rank * size]}.
   */
  record Stacked(Tensor weight, Tensor bias) implements AutoCloseable {
    @Override
    public void close() {
      weight.close();
      bias.close();
    }
  }

  private record Kept(List<WrittenTo> of, Stacked stacked) {}

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
    boolean oneRow = x.numel() == chunks.dim(); // libtorch's batched product is slow for one row
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
    Stacked maps = stacked(run);
    Tensor rows = x.reshape(-1, run.count(), run.size()).transpose(0, 1); // [count, rows, size]
    Tensor merged = torch.baddbmm(maps.bias().unsqueeze(1), rows, maps.weight().transpose(1, 2));
    long[] shape = x.shape();
    shape[shape.length - 1] = (long) run.length() * rank;
    return merged.transpose(0, 1).reshape(shape);
  }

  /** The maps of a run. */
  synchronized Stacked stacked(Chunks.Run run) {
    List<Linear> used = linears.subList(run.first(), run.first() + run.count());
    if (GradMode.is_enabled()) {
      return stack(used);
    }
    List<WrittenTo> now = new ArrayList<>();
    for (Linear linear : used) {
      now.add(WrittenTo.of(linear.weight()));
      now.add(WrittenTo.of(linear.bias()));
    }
    Kept before = kept.get(run);
    if (before != null && before.of.equals(now)) {
      return before.stacked;
    }
    Stacked stacked = stack(used);
    stacked.weight.retainReference(); // whatever scope the caller is in
    stacked.bias.retainReference();
    kept.put(run, new Kept(now, stacked));
    if (before != null) {
      before.stacked.close();
    }
    return stacked;
  }

  private static Stacked stack(List<Linear> linears) {
    return new Stacked(
        stack(linears.stream().map(Linear::weight)), stack(linears.stream().map(Linear::bias)));
  }

  private static Tensor stack(Stream<Tensor> tensors) {
    return torch.stack(new TensorVector(tensors.toArray(Tensor[]::new)), 0);
  }

  /** The map of one chunk. */
  Linear linear(int chunk) {
    return linears.get(chunk);
  }

  /**
   * The maps of a run as matrices that contain the bias, for inputs followed by a 1.
   *
   * @param scale multiplies the inputs, not the 1
   * @return {@code [count, rank * size, size + 1]}
   */
  Tensor withBias(Chunks.Run run, double scale) {
    Stacked maps = stacked(run);
    Tensor scaled = scale == 1 ? maps.weight : maps.weight.mul(new Scalar(scale));
    return torch.cat(new TensorVector(scaled, maps.bias.unsqueeze(-1)), -1);
  }

  @Override
  protected synchronized void closeOwn() {
    kept.values().forEach(own -> own.stacked.close());
    kept.clear();
  }
}
