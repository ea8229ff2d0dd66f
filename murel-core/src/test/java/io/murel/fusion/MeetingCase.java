package io.murel.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.golden.Golden;
import io.murel.nn.Functions;
import io.murel.nn.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Rows that meet, in sizes that are awkward one way or another; kernels are checked against plain
 * operations on all rows.
 *
 * @param dim elements of a row, in {@code chunks} chunks of {@code rank}
 * @param groups of rows that are one row on the side that repeats
 * @param repeat0 of the left side
 * @param repeat1 of the right side
 */
public record MeetingCase(
    int dim, int chunks, int rank, int groups, int repeat0, int repeat1, boolean dropped) {

  private static final double SCALE = 1.25;

  /** The signed square root's slope near 0 makes more of rounding errors. */
  private static final double UNBOUNDED = 100;

  /** All of them. */
  public static Stream<MeetingCase> all() {
    return Stream.of(
        new MeetingCase(12, 4, 3, 5, 1, 1, true),
        new MeetingCase(12, 4, 3, 7, 1, 1, false),
        new MeetingCase(12, 4, 3, 5, 3, 1, true),
        new MeetingCase(12, 4, 3, 5, 1, 3, true), // the right side repeats
        new MeetingCase(7, 3, 3, 4, 2, 1, true), // a smaller last chunk
        new MeetingCase(14, 4, 2, 4, 2, 1, true),
        new MeetingCase(11, 8, 3, 3, 2, 1, true), // chunks of 2 and of 1
        new MeetingCase(1, 2, 3, 3, 2, 1, true), // an empty chunk
        new MeetingCase(6, 1, 1, 3, 2, 1, true),
        new MeetingCase(40, 2, 5, 1, 1, 1, true), // one row
        new MeetingCase(100, 2, 15, 3, 36, 1, true), // the paper's chunks and regions
        new MeetingCase(66, 2, 4, 40, 1, 1, true), // more than two vectors a chunk
        new MeetingCase(32, 1, 4, 10, 5, 1, true));
  }

  /**
   * A kernel's numbers against the plain ones, the gradients of all leaves included.
   *
   * @param tolerance relative, of each tensor as a whole
   */
  public void check(MeetingKernel kernel, ScalarType type, double tolerance) {
    for (boolean normalize : new boolean[] {true, false}) {
      try (PointerScope scope = new PointerScope()) {
        Leaves leaves = leaves(type);
        RowMeeting meeting = leaves.meeting(normalize);
        assertThat(kernel.serves(meeting)).isTrue();
        List<double[]> actual = leaves.run(l -> meeting.compute(kernel));
        List<double[]> expected = leaves.run(l -> l.plain(normalize));
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
          assertThat(Golden.relativeL2(actual.get(i), expected.get(i)))
              .as("result " + i)
              .isLessThan(normalize ? UNBOUNDED * tolerance : tolerance);
        }
      }
    }
  }

  /** The leaves, in the open scope. */
  Leaves leaves(ScalarType type) {
    Torch.load();
    torch.manual_seed(2);
    Chunks all = Chunks.of(dim, chunks);
    MergeLinears merge0 = new MergeLinears(all, rank);
    MergeLinears merge1 = new MergeLinears(all, rank);
    merge0.to(type);
    merge1.to(type);
    return new Leaves(
        all, rank, merge0, merge1, side(repeat0, type, dropped), side(repeat1, type, dropped));
  }

  private ProjectedRows side(int repeat, ScalarType type, boolean drop) {
    long rows = (long) groups * Math.max(repeat0, repeat1);
    Tensor x = torch.randn(rows / repeat, dim).to(type).requires_grad_(true);
    return new ProjectedRows(x, repeat, drop ? torch.rand(rows, dim).lt(new Scalar(0.3)) : null);
  }

  /** What a result depends on. */
  record Leaves(
      Chunks chunks,
      int rank,
      MergeLinears merge0,
      MergeLinears merge1,
      ProjectedRows left,
      ProjectedRows right) {

    RowMeeting meeting(boolean normalize) {
      List<RowMeeting.Part> parts = new ArrayList<>();
      for (Chunks.Run run : chunks.runs()) {
        parts.add(
            new RowMeeting.Part(run, merge0.withBias(run, SCALE), merge1.withBias(run, SCALE)));
      }
      return new RowMeeting(left, right, parts, rank, normalize);
    }

    Tensor plain(boolean normalize) {
      Tensor m0 = merge0.forward(dropped(left));
      Tensor m1 = merge1.forward(dropped(right));
      TensorVector zs = new TensorVector();
      for (Chunks.Run run : chunks.runs()) {
        Tensor product =
            m0.mul(m1).narrow(-1, (long) rank * run.offset(), (long) rank * run.length());
        Tensor z = product.unflatten(-1, run.count(), rank, run.size()).sum(-2);
        zs.push_back((normalize ? Functions.powerNormalize(z) : z).flatten(-2, -1));
      }
      return torch.cat(zs, -1);
    }

    private static Tensor dropped(ProjectedRows side) {
      Tensor x = side.projected().unsqueeze(1);
      Tensor rows = x.expand(x.size(0), side.repeat(), x.size(2)).reshape(side.rows(), -1);
      Tensor kept = side.dropped() == null ? rows : rows.masked_fill(side.dropped(), new Scalar(0));
      return kept.mul(new Scalar(SCALE));
    }

    /** The output and the gradient of each leaf. */
    List<double[]> run(Function<Leaves, Tensor> compute) {
      Tensor out = compute.apply(this);
      Tensor weights = torch.arange(new Scalar(out.numel())).cos().to(out.scalar_type());
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
}
