package io.murel.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.murel.golden.Golden;
import io.murel.nn.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The batched product over chunks against a loop over them. */
class MergeLinearsTest {

  @ParameterizedTest(name = "{0} elements in {1} chunks")
  @CsvSource({"12,1", "12,4", "14,4", "11,8", "20,6", "6,6", "1,2"})
  void batchedChunksEqualALoopOverChunks(int dim, int chunkCount) {
    check(dim, chunkCount, 2, 3);
    check(dim, chunkCount, 1, 1); // one row
  }

  @Test
  void withoutGradientsTheMapsAreKeptUntilOneIsWrittenTo() {
    Chunks chunks = Chunks.of(6, 3);
    Chunks.Run all = chunks.runs().get(0);
    Torch.load();
    torch.manual_seed(1);
    try (PointerScope scope = new PointerScope();
        MergeLinears merge = new MergeLinears(chunks, 2);
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor x = torch.randn(4, 6);
      double[] before = Torch.doubles(merge.forward(x));
      Tensor kept = merge.stacked(all).weight();
      try (PointerScope another = new PointerScope()) {
        merge.forward(x);
      }
      assertThat(merge.stacked(all).weight()).isSameAs(kept);

      merge.linear(1).bias().add_(new Scalar(1)); // of the factors 4 to 7
      double[] after = Torch.doubles(merge.forward(x));

      assertThat(kept.isNull()).isFalse(); // of the scope it was made in, too
      for (int i = 0; i < after.length; i++) {
        int factor = i % 12;
        double added = factor >= 4 && factor < 8 ? 1 : 0;
        assertThat(after[i]).isCloseTo(before[i] + added, within(1e-6));
      }
    }
  }

  @Test
  void withGradientsNothingIsKept() {
    Chunks chunks = Chunks.of(6, 3);
    Chunks.Run all = chunks.runs().get(0);
    Torch.load();
    try (PointerScope scope = new PointerScope();
        MergeLinears merge = new MergeLinears(chunks, 2)) {
      Tensor first = merge.stacked(all).weight();
      assertThat(first.requires_grad()).isTrue();
      assertThat(merge.stacked(all).weight()).isNotSameAs(first);
    }
  }

  private static void check(int dim, int chunkCount, long images, long regions) {
    int rank = 3;
    Chunks chunks = Chunks.of(dim, chunkCount);
    Torch.load();
    torch.manual_seed(1);
    try (PointerScope scope = new PointerScope();
        MergeLinears merge = new MergeLinears(chunks, rank)) {
      merge.to(ScalarType.Double);
      Tensor x = torch.randn(images, regions, dim).to(ScalarType.Double).requires_grad_(true);

      double[][] batched = run(merge, merge.forward(x), x);
      double[][] looped = run(merge, loop(merge, chunks, x), x);

      assertThat(merge.forward(x).shape()).containsExactly(images, regions, rank * dim);
      for (int i = 0; i < looped.length; i++) {
        assertThat(Golden.relativeError(batched[i], looped[i])).isLessThan(1e-13);
      }
    }
  }

  private static Tensor loop(MergeLinears merge, Chunks chunks, Tensor x) {
    Tensor[] out = new Tensor[chunks.sizes().size()];
    long offset = 0;
    for (int c = 0; c < out.length; c++) {
      int size = chunks.sizes().get(c);
      Tensor weight = merge.namedParameters().get(c + ".weight");
      Tensor bias = merge.namedParameters().get(c + ".bias");
      out[c] = torch.linear(x.narrow(-1, offset, size), weight, new TensorOptional(bias));
      offset += size;
    }
    return torch.cat(new TensorVector(out), -1);
  }

  /** The output, the gradient of the input and of each parameter that has one. */
  private static double[][] run(MergeLinears merge, Tensor out, Tensor x) {
    out.mul(out).sum().backward();
    Tensor[] leaves = merge.namedParameters().values().toArray(Tensor[]::new);
    double[][] results = new double[2 + leaves.length][];
    results[0] = Torch.doubles(out);
    results[1] = takeGradient(x);
    for (int i = 0; i < leaves.length; i++) {
      results[2 + i] = leaves[i].numel() == 0 ? new double[0] : takeGradient(leaves[i]);
    }
    return results;
  }

  private static double[] takeGradient(Tensor leaf) {
    double[] gradient = Torch.doubles(leaf.grad());
    leaf.mutable_grad().reset();
    return gradient;
  }
}
