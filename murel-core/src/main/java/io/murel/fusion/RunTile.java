package io.murel.fusion;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Inputs and factors of the chunks of a run, for one tile of rows after the other in the same
 * memory.
 */
final class RunTile {

  private final Chunks.Run run;
  private final int rank;
  private final ProjectedRows[] sides;
  private final Tensor[] maps; // of each side, [count, rank * size, size + 1]
  private final Tensor[] inputs = new Tensor[2]; // [count, most, size + 1], the last is 1
  private final Tensor[] factors = new Tensor[2]; // [count, most, rank * size]
  private long first;
  private long n;

  /**
   * @param maps {@link MergeLinears#withBias} of each side
   * @param most rows of a tile
   */
  RunTile(Chunks.Run run, int rank, ProjectedRows[] sides, Tensor[] maps, long most) {
    this.run = run;
    this.rank = rank;
    this.sides = sides;
    this.maps = maps;
    for (int side = 0; side < 2; side++) {
      Tensor projected = sides[side].projected();
      inputs[side] =
          torch.ones(new long[] {run.count(), most, run.size() + 1}, projected.options());
      factors[side] =
          torch.empty(
              new long[] {run.count(), most, (long) rank * run.size()}, projected.options(), null);
    }
  }

  /** Computes the factors of some rows. */
  void load(long first, long n) {
    this.first = first;
    this.n = n;
    for (int side = 0; side < 2; side++) {
      sides[side].copyTo(input(side).narrow(2, 0, run.size()), run, first);
      torch.bmm_out(factors(side), input(side), maps[side].transpose(1, 2));
    }
  }

  /** {@code sum_r m0_r * m1_r}, {@code [count, n, size]}; the factors are overwritten. */
  Tensor rankSum() {
    return ranks(factors(0).mul_(factors(1))).sum(2);
  }

  /**
   * Follows a gradient back through the rank sum and the maps; the factors are overwritten.
   *
   * @param dz gradient of the rank sum, {@code [count, n, size]}
   * @param ofMaps gradients of the maps of each side, added to
   * @param ofProjected gradients of the projected rows of each side, written
   */
  void backward(Tensor dz, Tensor[] ofMaps, Tensor[] ofProjected) {
    Tensor each = dz.unsqueeze(2); // [count, n, 1, size]
    ranks(factors(0)).mul_(each);
    ranks(factors(1)).mul_(each);
    for (int side = 0; side < 2; side++) {
      Tensor gradient = factors(1 - side); // of this side's factors: dz times the other's
      ofMaps[side].baddbmm_(gradient.transpose(1, 2), input(side));
      if (ofProjected[side] != null) {
        Tensor weight = maps[side].narrow(2, 0, run.size());
        sides[side].gradientTo(ofProjected[side], torch.bmm(gradient, weight), run, first);
      }
    }
  }

  private Tensor input(int side) {
    return inputs[side].narrow(1, 0, n);
  }

  private Tensor factors(int side) {
    return factors[side].narrow(1, 0, n);
  }

  /** {@code [count, n, rank * size] -> [count, n, rank, size]}. */
  private Tensor ranks(Tensor x) {
    return x.unflatten(2, rank, run.size());
  }
}
