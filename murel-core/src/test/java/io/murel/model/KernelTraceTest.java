package io.murel.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.relation.kernel.KernelOptions;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kernel tells the same story as the naive one, share by share. */
class KernelTraceTest {

  private static final List<String> WORDS = List.of("what", "is", "left", "UNK");
  private static final int V = 40;

  List<KernelOptions.Kind> kernels() {
    return List.of(KernelOptions.Kind.TILED);
  }

  @ParameterizedTest(name = "{0} numbers a region, {1} to {2} regions, self {3}")
  @CsvSource({"6, 1, 4, true", "6, 4, 4, false", "128, 4, 8, false", "128, 36, 36, true"})
  void theSameTraceFromEveryKernel(int dim, int fewest, int most, boolean self) {
    List<Trace> expected = traces(KernelOptions.Kind.NAIVE, dim, fewest, most, self);
    assertThat(expected).hasSize(most - fewest + 2);
    assertThat(expected.get(0).steps()).hasSize(2).allMatch(Trace.Step::hasPartners);
    assertThat(expected.get(0).regions()).isEqualTo(fewest);
    assertThat(expected.get(most - fewest).regions()).isEqualTo(most);
    for (KernelOptions.Kind kernel : kernels()) {
      assertThat(traces(kernel, dim, fewest, most, self)).as(kernel.name()).isEqualTo(expected);
    }
  }

  /** Of one question for each number of regions, and of one more about as many as the last. */
  private static List<Trace> traces(
      KernelOptions.Kind kernel, int dim, int fewest, int most, boolean self) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        VqaNetwork net = network(kernel, dim, self)) {
      net.train(false);
      Batch batch = batch(fewest, most);
      TraceRecorder recorder = new TraceRecorder(batch);
      net.forward(batch, recorder);
      return recorder.traces();
    }
  }

  private static VqaNetwork network(KernelOptions.Kind kernel, int dim, boolean self) {
    Torch.load();
    torch.manual_seed(4);
    Map<String, Object> cell =
        Map.of(
            "fusion",
            mutan(6, dim, dim),
            "pairwise",
            Map.of(
                "fusion_coord",
                mutan(16, 16, dim),
                "fusion_feat",
                mutan(dim, dim, dim),
                "agg",
                Map.of("type", "max"),
                "self",
                self));
    Map<String, Object> options =
        SmallNets.murel(
            "box_encoding",
            "fourier",
            "region_proj_dim",
            dim,
            "cell",
            cell,
            "classif",
            Map.of("fusion", mutan(6, dim, 9)));
    KernelOptions kernels = KernelOptions.of(kernel);
    return Networks.create(Options.of(options, "model.network"), WORDS, V, kernels);
  }

  /** As in options/abstract/small-murel.yaml. */
  private static Map<String, Object> mutan(int in0, int in1, int out) {
    return SmallNets.mutan(in0, in1, out, "mm_dim", 64, "rank", 2, "normalize", false);
  }

  private static Batch batch(int fewest, int most) {
    torch.manual_seed(9);
    int questions = most - fewest + 2;
    float[] real = new float[questions * most];
    long[] words = new long[questions * 3];
    for (int b = 0; b < questions; b++) {
      for (int i = 0; i < Math.min(fewest + b, most); i++) {
        real[b * most + i] = 1;
      }
      for (int t = 0; t < 3; t++) {
        words[b * 3 + t] = 1 + (b + t) % 3;
      }
    }
    Tensor lengths = torch.full(new long[] {questions}, new Scalar(3));
    Tensor mask = Torch.tensor(real, questions, most).to(ScalarType.Bool);
    return new Batch(
        torch.randn(questions, most, V),
        torch.rand(questions, most, 4).sort(-1, false).get0(),
        fewest == most ? null : mask,
        Torch.tensor(words, questions, 3),
        lengths.to(ScalarType.Long),
        null);
  }
}
