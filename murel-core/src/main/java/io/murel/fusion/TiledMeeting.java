package io.murel.fusion;

import io.murel.nn.CustomFunction;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Where two projected inputs of BLOCK meet, row by row:
 *
 * <pre>
 *   z_c = norm(sum_r (M0_{c,r} x0_c) * (M1_{c,r} x1_c))
 * </pre>
 *
 * A row has {@code rank} times as many factors {@code M x} as {@code z} has elements: 181 MB a side
 * for 84 images of 36 regions. They exist for one tile of rows at a time, and are computed again
 * for the gradient, which takes no longer than writing all of them and reading them again.
 */
final class TiledMeeting {

  /** A good number of factors of one side in a tile: some MB, so that they stay in the cache. */
  static final long TILE = 3_000_000;

  private static final double SMALLEST_NORM = 1e-12;

  private final List<Chunks.Run> runs;
  private final int rank;
  private final boolean normalize;
  private final long tile;
  private final ProjectedRows[] sides;
  private final Tensor[] maps;
  private final long rows;
  private final Tensor z; // [rows, mm]
  private final Tensor[] norms; // of each run, [count, rows, 1]

  private TiledMeeting(
      List<Chunks.Run> runs,
      int rank,
      boolean normalize,
      ProjectedRows[] sides,
      Tensor[] maps,
      long tile) {
    this.runs = runs;
    this.rank = rank;
    this.normalize = normalize;
    this.tile = tile;
    this.sides = sides;
    this.maps = maps;
    rows = sides[0].rows();
    z = torch.empty(new long[] {rows, sides[0].projected().size(1)}, options(), null);
    norms = new Tensor[runs.size()];
  }

  /**
   * @param normalize whether {@code norm} is the signed square root and unit length of each chunk;
   *     else there is none
   * @param maps {@link MergeLinears#withBias} of each run, those of the left side and the right one
   *     in turn
   * @param tile factors of one side that are in memory at a time
   * @return {@code [rows, mm]}
   */
  static Tensor of(
      List<Chunks.Run> runs,
      int rank,
      boolean normalize,
      ProjectedRows left,
      ProjectedRows right,
      Tensor[] maps,
      long tile) {
    Tensor[] inputs = new Tensor[2 + maps.length];
    inputs[0] = left.projected();
    inputs[1] = right.projected();
    System.arraycopy(maps, 0, inputs, 2, maps.length);
    TiledMeeting meeting =
        new TiledMeeting(runs, rank, normalize, new ProjectedRows[] {left, right}, maps, tile);
    try (NoGradGuard noGrad = new NoGradGuard()) {
      meeting.forward();
    }
    return CustomFunction.apply(meeting.z, inputs, meeting::backward);
  }

  private void forward() {
    for (int i = 0; i < runs.size(); i++) {
      Chunks.Run run = runs.get(i);
      norms[i] = torch.empty(new long[] {run.count(), rows, 1}, options(), null);
      Tensor norm = norms[i];
      eachTile(
          i,
          (tile, first, n) -> {
            Tensor sum = tile.rankSum();
            Tensor part = ProjectedRows.chunks(z, run, first, n);
            part.copy_(normalize ? powerNormalize(sum, norm.narrow(1, first, n)) : sum);
          });
    }
  }

  private Tensor[] backward(Tensor upstream) {
    Tensor[] gradients = new Tensor[2 + maps.length];
    Tensor[] ofProjected = new Tensor[2];
    for (int side = 0; side < 2; side++) {
      Tensor projected = sides[side].projected();
      if (projected.requires_grad()) {
        ofProjected[side] = torch.empty_like(projected);
        gradients[side] = ofProjected[side];
      }
    }
    for (int i = 0; i < runs.size(); i++) {
      Chunks.Run run = runs.get(i);
      Tensor norm = norms[i];
      Tensor[] ofMaps = {torch.zeros_like(maps[2 * i]), torch.zeros_like(maps[2 * i + 1])};
      eachTile(
          i,
          (tile, first, n) -> {
            Tensor part = ProjectedRows.chunks(upstream, run, first, n);
            Tensor own = ProjectedRows.chunks(z, run, first, n);
            Tensor dz = normalize ? ofPowerNormalize(part, own, norm.narrow(1, first, n)) : part;
            tile.backward(dz, ofMaps, ofProjected);
          });
      System.arraycopy(ofMaps, 0, gradients, 2 + 2 * i, 2);
    }
    return gradients;
  }

  /**
   * Signed square root and unit length over the last dimension.
   *
   * @param norm receives the length before
   */
  private static Tensor powerNormalize(Tensor sum, Tensor norm) {
    Tensor magnitude = sum.abs(); // the squares of the roots
    norm.copy_(magnitude.sum(new long[] {-1}, true, null).sqrt_());
    norm.clamp_min_(new Scalar(SMALLEST_NORM));
    return magnitude.sqrt_().copysign_(sum).div_(norm);
  }

  /** From the gradient of z to that of the rank sum; 0 where z is 0 and the slope has no bound. */
  private static Tensor ofPowerNormalize(Tensor gradient, Tensor z, Tensor norm) {
    Tensor along = z.mul(gradient).sum(new long[] {-1}, true, null); // [count, n, 1]
    Tensor across = torch.addcmul(gradient, z, along, new Scalar(-1));
    Tensor slope = z.abs().mul_(norm.mul(norm).mul_(new Scalar(2)));
    return across.div_(slope).masked_fill_(z.eq(new Scalar(0)), new Scalar(0));
  }

  private interface Visitor {
    void visit(RunTile tile, long first, long n);
  }

  /** Visits the tiles of a run: of equal size but for one group of rows, no group cut apart. */
  private void eachTile(int i, Visitor visitor) {
    Chunks.Run run = runs.get(i);
    int group = Math.max(sides[0].repeat(), sides[1].repeat());
    long groups = rows / group;
    long most = Math.max(1, tile / ((long) rank * run.length() * group)); // groups in a tile
    long tiles = (groups + most - 1) / most;
    long perTile = (groups + tiles - 1) / tiles;
    Tensor[] own = {maps[2 * i], maps[2 * i + 1]};
    try (PointerScope scope = new PointerScope()) {
      RunTile factors = new RunTile(run, rank, sides, own, perTile * group);
      for (long g = 0; g < groups; g += perTile) {
        try (PointerScope inner = new PointerScope()) {
          long n = Math.min(perTile, groups - g) * group;
          factors.load(g * group, n);
          visitor.visit(factors, g * group, n);
        }
      }
    }
  }

  private TensorOptions options() {
    return sides[0].projected().options();
  }
}
