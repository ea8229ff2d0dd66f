package io.murel.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.golden.Golden;
import io.murel.nn.Functions;
import io.murel.nn.Torch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tile by tile and with a gradient by hand, against plain operations on all rows, in float64. */
class TiledMeetingTest {

  private static final int RANK = 3;
  private static final double SCALE = 1.25;

  /** Leaves of one case. */
  private record Case(
      Chunks chunks,
      MergeLinears merge0,
      MergeLinears merge1,
      ProjectedRows left,
      ProjectedRows right) {

    static Case of(int dim, int chunkCount, int groups, int repeat0, int repeat1) {
      Torch.load();
      torch.manual_seed(2);
      Chunks chunks = Chunks.of(dim, chunkCount);
      long rows = (long) groups * Math.max(repeat0, repeat1);
      return new Case(
          chunks,
          doubled(new MergeLinears(chunks, RANK)),
          doubled(new MergeLinears(chunks, RANK)),
          side(rows, repeat0, dim),
          side(rows, repeat1, dim));
    }

    private static MergeLinears doubled(MergeLinears merge) {
      merge.to(ScalarType.Double);
      return merge;
    }

    private static ProjectedRows side(long rows, int repeat, int dim) {
      Tensor x = torch.randn(rows / repeat, dim).to(ScalarType.Double).requires_grad_(true);
      return new ProjectedRows(x, repeat, torch.rand(rows, dim).lt(new Scalar(0.3)));
    }

    Tensor tiled(boolean normalize, long tile) {
      List<Tensor> maps = new ArrayList<>();
      for (Chunks.Run run : chunks.runs()) {
        maps.add(merge0.withBias(run, SCALE));
        maps.add(merge1.withBias(run, SCALE));
      }
      return TiledMeeting.of(
          chunks.runs(), RANK, normalize, left, right, maps.toArray(Tensor[]::new), tile);
    }

    Tensor plain(boolean normalize) {
      Tensor m0 = merge0.forward(dropped(left));
      Tensor m1 = merge1.forward(dropped(right));
      TensorVector zs = new TensorVector();
      for (Chunks.Run run : chunks.runs()) {
        Tensor product = m0.mul(m1).narrow(-1, RANK * run.offset(), RANK * run.length());
        Tensor z = product.unflatten(-1, run.count(), RANK, run.size()).sum(-2);
        zs.push_back((normalize ? Functions.powerNormalize(z) : z).flatten(-2, -1));
      }
      return torch.cat(zs, -1);
    }

    private static Tensor dropped(ProjectedRows side) {
      Tensor rows = side.projected().unsqueeze(1);
      rows = rows.expand(rows.size(0), side.repeat(), rows.size(2)).reshape(side.rows(), -1);
      return rows.masked_fill(side.dropped(), new Scalar(0)).mul(new Scalar(SCALE));
    }

    /** The output and the gradient of each leaf. */
    List<double[]> run(Tensor out) {
      Tensor weights = torch.arange(new Scalar(out.numel())).to(ScalarType.Double).cos();
      out.mul(weights.view(out.shape())).sum().backward();
      List<double[]> results = new ArrayList<>(List.of(Torch.doubles(out)));
      take(left.projected(), results);
      take(right.projected(), results);
      merge0.namedParameters().values().forEach(p -> take(p, results));
      merge1.namedParameters().values().forEach(p -> take(p, results));
      return results;
    }

    private static void take(Tensor leaf, List<double[]> results) {
      if (leaf.numel() > 0) {
        results.add(Torch.doubles(leaf.grad()));
        leaf.mutable_grad().reset();
      }
    }
  }

  @ParameterizedTest(name = "{0} elements in {1} chunks, {2} groups of {3} and {4}, tile {5}")
  @CsvSource({
    "12,4,5,1,1,1000", // all in one tile
    "12,4,5,1,1,72", // two rows a tile
    "12,4,7,1,1,144", // four rows, then three
    "12,4,5,3,1,1", // one group a tile
    "12,4,5,3,1,250", // two groups, two groups, one
    "12,4,5,1,3,250", // the right side repeats
    "7,3,4,2,1,50", // a smaller last chunk
    "14,4,4,2,1,60",
    "11,8,3,2,1,1000", // chunks of 2 and of 1
    "1,2,3,2,1,1000", // an empty chunk
    "6,1,3,2,1,1000"
  })
  void tilesGiveWhatAllRowsGive(
      int dim, int chunkCount, int groups, int repeat0, int repeat1, long tile) {
    for (boolean normalize : new boolean[] {true, false}) {
      try (PointerScope scope = new PointerScope()) {
        Case c = Case.of(dim, chunkCount, groups, repeat0, repeat1);
        List<double[]> tiled = c.run(c.tiled(normalize, tile));
        List<double[]> plain = c.run(c.plain(normalize));
        assertThat(tiled).hasSameSizeAs(plain);
        for (int i = 0; i < plain.size(); i++) {
          assertThat(Golden.relativeError(tiled.get(i), plain.get(i))).as("" + i).isLessThan(1e-11);
        }
      }
    }
  }

  /** The slope of the signed square root has no bound at 0; the gradient is chosen to be 0. */
  @Test
  void aRowOfZerosHasNoGradientAndSpoilsNoOther() {
    try (PointerScope scope = new PointerScope()) {
      Case c = Case.of(6, 2, 3, 1, 1);
      c.merge0.namedParameters().values().forEach(p -> p.detach().abs_());
      c.merge0.namedParameters().forEach((name, p) -> zeroIf(name.endsWith("bias"), p));
      c.left.dropped().select(0, 1).fill_(new Scalar(1)); // all of the second row
      List<double[]> tiled = c.run(c.tiled(true, 1000));
      List<double[]> plain = c.run(c.plain(true));
      assertThat(tiled.get(0))
          .startsWith(plain.get(0)[0])
          .contains(0, org.assertj.core.api.Assertions.atIndex(7));
      for (int i = 0; i < plain.size(); i++) {
        assertThat(Golden.relativeError(tiled.get(i), plain.get(i))).as("" + i).isLessThan(1e-11);
      }
    }
  }

  private static void zeroIf(boolean condition, Tensor parameter) {
    if (condition) {
      parameter.detach().zero_();
    }
  }

  @Test
  void aSideThatRequiresNoGradientReceivesNone() {
    try (PointerScope scope = new PointerScope()) {
      Case c = Case.of(12, 4, 5, 3, 1);
      c.left.projected().requires_grad_(false);
      c.tiled(true, 100).sum().backward();
      assertThat(c.left.projected().grad().defined()).isFalse();
      assertThat(c.right.projected().grad().defined()).isTrue();
    }
  }
}
