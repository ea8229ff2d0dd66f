package io.murel.app.bench;

import com.sun.management.OperatingSystemMXBean;
import io.murel.nn.Module;
import io.murel.nn.OpSequence;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A part of the training step that can be timed: its forward and its backward pass.
 *
 * @param forward computes a scalar from the module's parameters
 */
record StepPart(String name, Module module, Supplier<Tensor> forward) {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /**
   * Seconds.
   *
   * @param cpu of all threads together: on a busy machine the steadier figure
   */
  record Time(double forward, double backward, double cpu) {
    double total() {
      return forward + backward;
    }
  }

  /** One training pass. */
  Time train(OpSequence sequence) {
    module.use(sequence);
    module.train(true);
    try (PointerScope scope = new PointerScope()) {
      double cpu = cpuSeconds();
      long start = System.nanoTime();
      Tensor loss = forward.get();
      long middle = System.nanoTime();
      loss.backward();
      long end = System.nanoTime();
      return new Time((middle - start) / 1e9, (end - middle) / 1e9, cpuSeconds() - cpu);
    }
  }

  static double cpuSeconds() {
    return SYSTEM.getProcessCpuTime() / 1e9;
  }

  /** One pass without gradients and dropout. */
  Time evaluate(OpSequence sequence) {
    module.use(sequence);
    module.train(false);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      double cpu = cpuSeconds();
      long start = System.nanoTime();
      forward.get();
      return new Time((System.nanoTime() - start) / 1e9, 0, cpuSeconds() - cpu);
    }
  }
}
