package io.murel.app.bench;

import io.murel.nn.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What this machine can do at best, measured: the rates a floor is counted with.
 *
 * @param gemmGflops float32 matrix products of libtorch, 10^9 operations a second (a multiplication
 *     and an addition are two)
 * @param bandwidthGb a copy in memory, 10^9 bytes read and written a second
 */
record MachineRates(double gemmGflops, double bandwidthGb) {

  private static final int SIZE = 2048;
  private static final int COPIED = 64 << 20; // floats, beyond every cache
  private static final int TRIES = 5;

  /** The best of a few tries of each: what disturbs a try only makes it slower. */
  static MachineRates measure() {
    Torch.load();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor a = torch.rand(new long[] {SIZE, SIZE});
      Tensor b = torch.rand(new long[] {SIZE, SIZE});
      Tensor product = torch.mm(a, b); // [SIZE, SIZE]
      double multiply = best(() -> torch.mm_out(product, a, b));
      Tensor from = torch.rand(new long[] {COPIED});
      Tensor to = from.clone();
      double copy = best(() -> to.copy_(from));
      return new MachineRates(2.0 * SIZE * SIZE * SIZE / multiply / 1e9, 8.0 * COPIED / copy / 1e9);
    }
  }

  private static double best(Runnable work) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < TRIES; i++) {
      try (PointerScope scope = new PointerScope()) {
        long start = System.nanoTime();
        work.run();
        best = Math.min(best, (System.nanoTime() - start) / 1e9);
      }
    }
    return best;
  }
}
