package io.murel.relation.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.fusion.Block;
import io.murel.fusion.Fusion;
import io.murel.fusion.Fusions;
import io.murel.nn.Device;
import io.murel.nn.OpSequence;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.relation.Aggregation;
import io.murel.relation.PairKernel;
import io.murel.relation.PairTerm;
import io.murel.relation.Pairs;
import io.murel.relation.Related;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Relations on random numbers, and what they should be: the original's sequence in float64. Where a
 * kernel took another partner than the reference, that one must be as good up to rounding;
 * gradients are compared along the partners the kernel took.
 *
 * @param images B
 * @param regions N
 * @param counts real regions of each image; null: all
 * @param coord options of the fusion of boxes; null: none
 * @param feat options of the fusion of regions; null: none
 * @param self whether a region is its own partner
 * @param agg over the partners
 */
public record KernelCase(
    int images,
    int regions,
    int[] counts,
    Map<String, Object> coord,
    Map<String, Object> feat,
    boolean self,
    Aggregation agg) {

  private static final int BOX = 4;
  private static final double SMALL = 0.01;

  /** What a kernel's error may be, in float32, relative to the whole of a tensor. */
  public static final double FLOAT = 1e-5;

  /** The same in float64. */
  public static final double DOUBLE = 1e-12;

  /** Options of a BLOCK; more as key, value, key, value, ... */
  public static Map<String, Object> block(
      int in, int out, int mm, int chunks, int rank, Object... more) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("type", "block");
    options.put("input_dims", List.of(in, in));
    options.put("output_dim", out);
    options.put("mm_dim", mm);
    options.put("chunks", chunks);
    options.put("rank", rank);
    for (int i = 0; i < more.length; i += 2) {
      options.put((String) more[i], more[i + 1]);
    }
    return options;
  }

  /** Checks results, winners and gradients. */
  public void check(PairKernel kernel, ScalarType type, double tolerance) {
    check(kernel, type, tolerance, Device.CPU);
  }

  /** The same on a device; the reference is always computed on the CPU. */
  void check(PairKernel kernel, ScalarType type, double tolerance, Device device) {
    Torch.load();
    torch.manual_seed(
        Arrays.deepHashCode(new Object[] {images, regions, counts, self, agg.name()}));
    try (PointerScope scope = new PointerScope()) {
      List<Side> mine = new ArrayList<>();
      List<Side> reference = new ArrayList<>();
      if (feat != null) {
        int dim = Options.of(feat).integers("input_dims").get(0);
        add(feat, torch.randn(images, regions, dim).mul(new Scalar(0.5)), type, mine, reference);
      }
      if (coord != null) {
        add(coord, torch.rand(images, regions, BOX), type, mine, reference);
      }
      int dim = mine.get(0).fusion.outputDim();
      Tensor weights = torch.randn(images, regions, dim).to(ScalarType.Double);
      if (counts != null) {
        weights = weights.masked_fill(mask().logical_not().unsqueeze(-1), zero()); // no padding
      }
      try {
        for (Side side : mine) {
          side.moveTo(device);
        }
        Pairs pairs = pairs(mine, device);
        assertThat(kernel.serves(pairs)).as("serves").isTrue();
        Related there = kernel.relate(pairs);
        Related related =
            new Related(
                Device.CPU.move(there.regions()),
                there.partners() == null ? null : Device.CPU.move(there.partners()));
        assertThat(related.regions().shape()).containsExactly(images, regions, dim);
        assertThat(Torch.doubles(related.regions())).as("finite").doesNotContain(Double.NaN);
        Tensor expected = expected(reference, related, tolerance);
        assertClose("x", related.regions(), expected, weights.abs().gt(zero()), SMALL, tolerance);
        related.regions().mul(weights.to(type)).sum().backward();
        expected.mul(weights).sum().backward();
        for (int t = 0; t < mine.size(); t++) {
          assertGradients(mine.get(t), reference.get(t), tolerance);
        }
      } finally {
        mine.forEach(side -> side.fusion.close());
        reference.forEach(side -> side.fusion.close());
      }
    }
  }

  /** One term: its fusion and what it fuses, a leaf. */
  private record Side(String name, Fusion fusion, Tensor x) {

    /** The leaf stays a leaf. */
    void moveTo(Device device) {
      fusion.to(device);
      if (!device.equals(Device.of(x))) {
        x.put(device.move(x.detach()).requires_grad_(true));
      }
    }

    /** All that receives a gradient. */
    Map<String, Tensor> leaves() {
      Map<String, Tensor> leaves = new LinkedHashMap<>();
      leaves.put(name + " x", x);
      fusion.namedParameters().forEach((key, parameter) -> leaves.put(name + " " + key, parameter));
      return leaves;
    }
  }

  private static void add(
      Map<String, Object> options,
      Tensor x,
      ScalarType type,
      List<Side> mine,
      List<Side> reference) {
    Fusion fusion = Fusions.create(Options.of(options));
    keepAwayFromZero(fusion);
    Fusion twin = Fusions.create(Options.of(options));
    twin.loadStateDict(fusion.stateDict(), "fusion");
    twin.use(OpSequence.ORIGINAL);
    fusion.to(type);
    twin.to(ScalarType.Double);
    String name = "term " + mine.size();
    mine.add(new Side(name, fusion, x.to(type).detach().clone().requires_grad_(true)));
    Tensor leaf = x.to(ScalarType.Double).detach().clone().requires_grad_(true);
    reference.add(new Side(name, twin, leaf));
  }

  /**
   * The slope of the signed root has no bound at 0, where rounding of float32 becomes an error of
   * any size. Biases keep the z of a BLOCK away from there, half of them positive.
   */
  private static void keepAwayFromZero(Fusion fusion) {
    if (fusion instanceof Block block) {
      Map<String, Tensor> state = block.stateDict();
      List<Integer> sizes = block.config().chunks().sizes();
      for (int c = 0; c < sizes.size(); c++) {
        int size = sizes.get(c);
        float[] signs = new float[block.config().rank() * size];
        for (int q = 0; q < signs.length; q++) {
          signs[q] = q % size % 2 == 0 ? 2 : -2;
        }
        try (NoGradGuard noGrad = new NoGradGuard()) {
          state.get("merge_linears0." + c + ".bias").copy_(Torch.tensor(signs, signs.length));
          state.get("merge_linears1." + c + ".bias").fill_(new Scalar(2.0));
        }
      }
    }
  }

  private Pairs pairs(List<Side> sides, Device device) {
    List<PairTerm> terms =
        sides.stream().map(side -> new PairTerm(side.fusion, side.x, 1)).toList();
    PairTerm first = terms.get(0);
    PairTerm last = terms.get(terms.size() - 1);
    return new Pairs(
        coord == null ? null : last,
        feat == null ? null : first,
        images,
        device.move(mask()),
        self,
        agg);
  }

  private Tensor mask() {
    if (counts == null) {
      return null;
    }
    float[] real = new float[images * regions];
    for (int b = 0; b < images; b++) {
      Arrays.fill(real, b * regions, b * regions + counts[b], 1);
    }
    return Torch.tensor(real, images, regions).to(ScalarType.Bool);
  }

  /** Aggregated in float64; a max along the partners that the kernel took, which must be best. */
  private Tensor expected(List<Side> reference, Related related, double tolerance) {
    Tensor all = null; // [B, N, N, D]
    for (Side side : reference) {
      Tensor i = expanded(side.x.unsqueeze(2));
      Tensor j = expanded(side.x.unsqueeze(1));
      Tensor rows = side.fusion.original(i, j);
      Tensor term = rows.view(images, regions, regions, -1);
      all = all == null ? term : all.add(term);
    }
    Tensor partners = pairs(reference, Device.CPU).partners();
    Tensor mask = partners == null ? null : partners.unsqueeze(-1);
    if (agg != Aggregation.MAX) {
      assertThat(related.partners()).isNull();
      return agg.over(all, mask).values();
    }
    Tensor index = related.partners().to(ScalarType.Long).unsqueeze(2);
    Tensor taken = all.gather(2, index).squeeze(2);
    double[] best = Torch.doubles(agg.over(all, mask).values());
    double[] mine = Torch.doubles(taken);
    boolean[] counted = counted(all.size(3));
    double scale = Arrays.stream(best).map(Math::abs).max().orElse(1);
    for (int at = 0; at < best.length; at++) {
      if (counted[at]) {
        assertThat(mine[at])
            .as("winner %d", at)
            .isGreaterThanOrEqualTo(best[at] - tolerance * scale);
      }
    }
    if (partners != null) {
      double[] allowed = Torch.doubles(expandedMask(partners).gather(2, index).squeeze(2));
      IntStream.range(0, allowed.length)
          .filter(at -> counted[at])
          .forEach(at -> assertThat(allowed[at]).as("winner %d is a partner", at).isEqualTo(1));
    }
    return taken;
  }

  private Tensor expanded(Tensor x) {
    long dim = x.size(3);
    return x.expand(images, regions, regions, dim).contiguous().view(-1, dim);
  }

  private Tensor expandedMask(Tensor partners) {
    long dim = Options.of(feat == null ? coord : feat).positive("output_dim");
    Tensor each = partners.to(ScalarType.Double).unsqueeze(-1);
    return each.expand(images, regions, regions, dim).contiguous();
  }

  /** Numbers of real regions. */
  private boolean[] counted(long dim) {
    boolean[] counted = new boolean[(int) (images * regions * dim)];
    for (int at = 0; at < counted.length; at++) {
      int region = (int) (at / dim);
      counted[at] = counts == null || region % regions < counts[region / regions];
    }
    return counted;
  }

  /** A gradient that is 0 but for rounding is measured by the others of its term. */
  private static void assertGradients(Side mine, Side reference, double tolerance) {
    Map<String, Tensor> expected = reference.leaves();
    double largest =
        expected.values().stream().mapToDouble(KernelCase::gradientNorm).max().getAsDouble();
    mine.leaves()
        .forEach(
            (name, leaf) -> {
              if (leaf.numel() > 0) {
                Tensor wanted = expected.get(name).grad();
                assertClose(
                    name, Device.CPU.move(leaf.grad()), wanted, null, SMALL * largest, tolerance);
              }
            });
  }

  private static double gradientNorm(Tensor leaf) {
    return leaf.grad().norm().item_double();
  }

  /** ||a - b|| / max(||b||, least) where {@code counts}; null: everywhere. */
  private static void assertClose(
      String what, Tensor actual, Tensor expected, Tensor counts, double least, double tolerance) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    Tensor difference = actual.detach().to(ScalarType.Double).sub(expected.detach());
    Tensor wanted = expected.detach();
    if (counts != null) {
      difference = difference.masked_fill(counts.logical_not(), zero());
      wanted = wanted.masked_fill(counts.logical_not(), zero());
    }
    double error = difference.norm().item_double() / Math.max(wanted.norm().item_double(), least);
    assertThat(error).as("relative error of " + what).isLessThanOrEqualTo(tolerance);
  }

  private static Scalar zero() {
    return new Scalar(0.0);
  }
}
