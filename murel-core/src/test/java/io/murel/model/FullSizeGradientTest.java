package io.murel.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.nn.Linear;
import io.murel.nn.OpSequence;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.relation.PairKernel;
import io.murel.relation.PairTerm;
import io.murel.relation.Pairs;
import io.murel.relation.Related;
import io.murel.relation.kernel.KernelCase;
import io.murel.relation.kernel.KernelOptions;
import io.murel.relation.kernel.KernelOptions.Kind;
import io.murel.relation.kernel.Kernels;
import io.murel.text.QuestionEncoder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

/**
 * Every gradient of the network at the widths of the paper (options/vqa2/murel.yaml), without its
 * dropout and with few regions, against the original's sequence in float64. There every maximum
 * over partners is taken from those that float32 took: a tie up to rounding would otherwise send
 * gradients another way.
 */
class FullSizeGradientTest {

  private static final int B = 2;
  private static final int N = 5;
  private static final int FEATURES = 2048;
  private static final int QUESTION = 4800;
  private static final int ANSWERS = 3000;
  private static final double TOLERANCE = 1e-5;

  /** A gradient that is 0 but for rounding is measured by the largest one of the network. */
  private static final double SMALL = 1e-3;

  /** What computes the relations in float32. */
  Kind kernel() {
    return Kind.TILED;
  }

  /** A question as it comes out of the encoder, a parameter. */
  private static final class Question extends QuestionEncoder {
    private final Linear linear = add("linear", new Linear(B, QUESTION));

    @Override
    public Tensor steps(Tensor question) {
      Tensor each = torch.eye(B, linear.weight().options()).unsqueeze(1); // [B, 1, B]
      return linear.forward(each);
    }

    @Override
    public Tensor forward(Tensor question, Tensor lengths) {
      return steps(question).squeeze(1);
    }

    @Override
    public int outputDim() {
      return QUESTION;
    }
  }

  /** All pairs in the original's sequence, with the partners of another kernel, step by step. */
  private static final class Forced implements PairKernel {
    private final Iterator<Tensor> partners;

    Forced(List<Tensor> partners) {
      this.partners = partners.iterator();
    }

    @Override
    public boolean serves(Pairs pairs) {
      return true;
    }

    @Override
    public Related relate(Pairs pairs) {
      Tensor all = null; // [B, N, N, D]
      for (PairTerm term : pairs.terms()) {
        Tensor i = expanded(term.x().unsqueeze(2));
        Tensor j = expanded(term.x().unsqueeze(1));
        Tensor rows = term.fusion().original(i, j).view(B, N, N, -1);
        all = all == null ? rows : all.add(rows);
      }
      Tensor taken = partners.next(); // [B, N, D]
      Tensor index = taken.to(ScalarType.Long).unsqueeze(2);
      return new Related(all.gather(2, index).squeeze(2), taken);
    }

    private static Tensor expanded(Tensor x) {
      return x.expand(B, N, N, x.size(3)).contiguous().view(-1, x.size(3));
    }

    @Override
    public void close() {}
  }

  /** What a pass took its maxima from. */
  private static final class Taken implements StepObserver {
    final List<Tensor> partners = new ArrayList<>();
    Tensor last;

    @Override
    public void step(int step, Related related) {
      partners.add(related.partners().clone());
      last = related.regions().detach();
    }
  }

  private static MurelNetOptions options() {
    Map<String, Object> pairwise = new LinkedHashMap<>();
    pairwise.put("fusion_coord", KernelCase.block(4, FEATURES, 200, 5, 5));
    pairwise.put("fusion_feat", KernelCase.block(FEATURES, FEATURES, 200, 5, 5));
    Map<String, Object> cell = new LinkedHashMap<>();
    cell.put("fusion", block(FEATURES, 1000, 15));
    cell.put("pairwise", pairwise);
    return MurelNetOptions.from(
        Options.of(
            Map.of(
                "txt_enc",
                Map.of(),
                "n_step",
                3,
                "shared",
                true,
                "cell",
                cell,
                "classif",
                Map.of("fusion", block(ANSWERS, 1600, 10)))));
  }

  /** Of the question with a region, or with the scene. */
  private static Map<String, Object> block(int out, int mm, int rank) {
    Map<String, Object> block = KernelCase.block(QUESTION, out, mm, 20, rank);
    block.put("input_dims", List.of(QUESTION, FEATURES));
    return block;
  }

  /** The slope of the signed root has no bound at 0; these biases keep every z away from it. */
  private static void keepAwayFromZero(VqaNetwork network) {
    try (NoGradGuard noGrad = new NoGradGuard()) {
      network
          .namedParameters()
          .forEach(
              (name, parameter) -> {
                if (name.matches(".*merge_linears0\\.\\d+\\.bias")) {
                  Tensor signs = torch.arange(new Scalar(parameter.numel())).fmod(new Scalar(2));
                  parameter.copy_(signs.mul(new Scalar(4)).sub(new Scalar(2))); // -2, 2, -2 ...
                } else if (name.matches(".*merge_linears1\\.\\d+\\.bias")) {
                  parameter.fill_(new Scalar(2.0));
                }
              });
    }
  }

  private static Batch batch() {
    return new Batch(
        torch.rand(B, N, FEATURES),
        torch.rand(B, N, 4),
        null,
        Torch.tensor(new long[B], B, 1),
        Torch.tensor(new long[] {1, 1}, B),
        null);
  }

  private static Batch doubled(Batch batch) {
    return new Batch(
        batch.visual().to(ScalarType.Double),
        batch.normCoord().to(ScalarType.Double),
        null,
        batch.question(),
        batch.lengths(),
        null);
  }

  @Test
  void everyGradientIsThatOfTheOriginalInFloat64() {
    Torch.load();
    torch.manual_seed(20190220);
    MurelNetOptions options = options();
    try (PointerScope scope = new PointerScope();
        VqaNetwork mine =
            new MurelNet(
                options, new Question(), FEATURES, Kernels.create(KernelOptions.of(kernel())))) {
      mine.use(KernelOptions.of(kernel()).sequence());
      mine.train(false);
      keepAwayFromZero(mine);
      Batch batch = batch();
      Tensor weights = torch.randn(B, ANSWERS);
      Taken taken = new Taken();
      mine.forward(batch, taken).mul(weights).sum().backward();

      Taken again = new Taken();
      try (VqaNetwork reference =
          new MurelNet(options, new Question(), FEATURES, new Forced(taken.partners))) {
        reference.loadStateDict(mine.stateDict(), "mine");
        reference.use(OpSequence.ORIGINAL);
        reference.train(false);
        reference.to(ScalarType.Double);
        Tensor logits = reference.forward(doubled(batch), again);
        logits.mul(weights.to(ScalarType.Double)).sum().backward();
        assertThat(Torch.longs(regions(taken)))
            .as("the regions that the scene was taken from")
            .isEqualTo(Torch.longs(regions(again)));
        compare(mine.namedParameters(), reference.namedParameters());
      }
    }
  }

  private static Tensor regions(Taken taken) {
    return taken.last.argmax(new LongOptional(1), false); // [B, D]
  }

  private static void compare(Map<String, Tensor> mine, Map<String, Tensor> reference) {
    double largest =
        reference.values().stream()
            .mapToDouble(parameter -> parameter.grad().norm().item_double())
            .max()
            .orElseThrow();
    Map<String, Double> errors = new LinkedHashMap<>();
    mine.forEach(
        (name, parameter) -> {
          Tensor wanted = reference.get(name).grad();
          Tensor difference = parameter.grad().to(ScalarType.Double).sub(wanted);
          double scale = Math.max(wanted.norm().item_double(), SMALL * largest);
          errors.put(name, difference.norm().item_double() / scale);
        });
    assertThat(errors).hasSizeGreaterThan(100);
    errors.forEach(
        (name, error) -> assertThat(error).as("relative error of " + name).isLessThan(TOLERANCE));
  }
}
