package io.murel.relation.vector;

import io.murel.fusion.Fusion;
import io.murel.fusion.Fusions;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.relation.Aggregation;
import io.murel.relation.PairKernel;
import io.murel.relation.PairTerm;
import io.murel.relation.Pairs;
import io.murel.relation.kernel.KernelCase;
import io.murel.relation.kernel.KernelOptions;
import io.murel.relation.kernel.KernelOptions.Kind;
import io.murel.relation.kernel.Kernels;
import io.murel.relation.kernel.NaiveKernel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Times the kernels on relations of the paper's size: 36 regions of 2048 numbers, BLOCK fusions of
 * 200 elements in 5 chunks of rank 5. Start it with {@code bench/kernels [IMAGES [ROUNDS
 * [KERNELS]]]}.
 *
 * <p>The kernels take turns, so that whatever else the machine does meets them alike; of each the
 * best round counts.
 */
public final class KernelBench {
  private KernelBench() {}

  private static final int N = 36;
  private static final int D = 2048;
  private static final int MM = 200;
  private static final int STEPS = 3;
  private static final String ALL = "naive,tiled,vector";

  public static void main(String[] args) {
    int images = args.length > 0 ? Integer.parseInt(args[0]) : 8;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Torch.load();
    System.out.printf(
        "Java %s, vectors of %d bits, %d threads, %d images of %d regions, best of %d rounds%n",
        Runtime.version().feature(),
        Lanes.SPECIES.vectorBitSize(),
        torch.get_num_threads(),
        images,
        N,
        rounds);
    product();
    relations(images, rounds, List.of((args.length > 2 ? args[2] : ALL).split(",")));
  }

  /** The product with the max alone, in one thread. */
  private static void product() {
    Random random = new Random(1);
    Tiling tiling = Tiling.of(N);
    Product product =
        new Product().of(noise(random, N * MM * tiling.padded()), MM, noise(random, D * MM));
    float[] penalty = new float[tiling.padded()];
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 30; round++) {
      long start = System.nanoTime();
      for (int panel = 0; panel < D / Panels.WIDTH; panel++) {
        product.weightsAt = panel * MM * Panels.WIDTH;
        for (int i = 0; i < N; i++) {
          product.max(tiling, i * MM * tiling.padded(), penalty, 0);
        }
      }
      best = Math.min(best, seconds(start));
    }
    System.out.printf(
        Locale.ROOT, "product with max: %.0f GFLOP/s a core%n", 2e-9 * N * N * D * MM / best);
  }

  private static float[] noise(Random random, int length) {
    float[] out = new float[length];
    for (int i = 0; i < length; i++) {
      out[i] = random.nextFloat() - 0.5f;
    }
    return out;
  }

  /** Three steps that share the boxes, as a cell has them: forward, and backward. */
  private static void relations(int images, int rounds, List<String> names) {
    Map<String, PairKernel> kernels = new LinkedHashMap<>();
    for (String name : names) {
      kernels.put(
          name, Kernels.create(KernelOptions.of(Kind.valueOf(name.toUpperCase(Locale.ROOT)))));
    }
    double[][] best = new double[kernels.size()][3];
    for (double[] times : best) {
      Arrays.fill(times, Double.MAX_VALUE);
    }
    try (PointerScope scope = new PointerScope();
        Fusion coord = Fusions.create(Options.of(KernelCase.block(4, D, MM, 5, 5)));
        Fusion feat = Fusions.create(Options.of(KernelCase.block(D, D, MM, 5, 5)))) {
      Tensor boxes = torch.rand(images, N, 4);
      Tensor regions = torch.randn(images, N, D).relu().requires_grad_(true);
      Tensor weights = torch.randn(images, N, D);
      for (int round = 0; round < rounds; round++) {
        int k = 0;
        for (PairKernel kernel : kernels.values()) {
          double[] times = best[k++];
          times[0] = Math.min(times[0], inference(kernel, coord, feat, boxes, regions));
          double[] step = training(kernel, coord, feat, boxes, regions, weights);
          times[1] = Math.min(times[1], step[0]);
          times[2] = Math.min(times[2], step[1]);
        }
      }
    }
    System.out.println("three steps, seconds (times faster than the first)");
    System.out.println("          inference        forward         backward        training");
    int k = 0;
    for (String name : kernels.keySet()) {
      System.out.printf("%-8s", name);
      for (List<Integer> part : List.of(List.of(0), List.of(1), List.of(2), List.of(1, 2))) {
        double own = 0;
        double first = 0;
        for (int p : part) {
          own += best[k][p];
          first += best[0][p];
        }
        System.out.printf(Locale.ROOT, "  %.3f (%.1f)  ", own, first / own);
      }
      System.out.println();
      k++;
    }
    kernels.values().forEach(PairKernel::close);
  }

  private static double inference(
      PairKernel kernel, Fusion coord, Fusion feat, Tensor boxes, Tensor regions) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      long start = System.nanoTime();
      Tensor x = regions;
      PairTerm term = new PairTerm(coord, boxes, STEPS);
      for (int step = 0; step < STEPS; step++) {
        try (PointerScope own = new PointerScope()) {
          x = relate(kernel, term, feat, x).retainReference();
        }
      }
      return seconds(start);
    }
  }

  /** Of one step each after the other, so that the naive kernel fits into memory. */
  private static double[] training(
      PairKernel kernel, Fusion coord, Fusion feat, Tensor boxes, Tensor regions, Tensor weights) {
    double[] times = new double[2];
    try (PointerScope scope = new PointerScope()) {
      PairTerm term = new PairTerm(coord, boxes, STEPS);
      for (int step = 0; step < STEPS; step++) {
        try (PointerScope own = new PointerScope()) {
          long start = System.nanoTime();
          PairTerm boxTerm = kernel instanceof NaiveKernel ? new PairTerm(coord, boxes, 1) : term;
          Tensor x = relate(kernel, boxTerm, feat, regions);
          times[0] += seconds(start);
          Tensor loss = x.mul(weights).sum();
          start = System.nanoTime();
          loss.backward(
              new Tensor(),
              new org.bytedeco.pytorch.BoolOptional(true),
              false,
              new org.bytedeco.pytorch.TensorArrayRefOptional());
          times[1] += seconds(start);
        }
      }
    }
    return times;
  }

  private static Tensor relate(PairKernel kernel, PairTerm boxes, Fusion feat, Tensor regions) {
    PairTerm term = new PairTerm(feat, regions, 1);
    Pairs pairs = new Pairs(boxes, term, regions.size(0), null, true, Aggregation.MAX);
    return kernel.relate(pairs).regions().mul(new Scalar(0.1)).add(regions);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
