package io.murel.train;

import io.murel.nn.Module;
import io.murel.nn.Torch;
import io.murel.options.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Two parameters to optimise, and gradients that follow from the step. */
final class Weights extends Module {

  final Tensor matrix = parameter("matrix", numbers(new Random(1), 2, 3));
  final Tensor bias = parameter("bias", numbers(new Random(2), 4));

  private static Tensor numbers(Random random, long... shape) {
    float[] values = new float[shape.length == 1 ? (int) shape[0] : (int) (shape[0] * shape[1])];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Torch.tensor(values, shape);
  }

  /** Options with a name; more as key, value, key, value, ... */
  static OptimizerOptions options(String name, Object... more) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", name);
    values.put("lr", 0.1);
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return OptimizerOptions.from(Options.of(values, "optimizer"));
  }

  Optimizer optimizer(OptimizerOptions options) {
    return Optimizers.create(options, trainableParameters());
  }

  /** All values, parameter after parameter. */
  double[] values() {
    return joined(Torch.doubles(matrix), Torch.doubles(bias));
  }

  /** One step with gradients that differ from step to step. */
  void step(Optimizer optimizer, int step) {
    optimizer.zeroGrad();
    setGradients(gradients(step));
    optimizer.step();
  }

  /** The gradients of a step, as many as there are values. */
  static double[] gradients(int step) {
    Random random = new Random(100 + step);
    return random.doubles(10, -2, 2).map(g -> (float) g).toArray(); // exact in float32
  }

  /** Adds to the gradients, as a backward pass does. */
  void setGradients(double... gradients) {
    try (PointerScope scope = new PointerScope()) {
      add(matrix, gradients, 0);
      add(bias, gradients, 6);
    }
  }

  private static void add(Tensor parameter, double[] gradients, int from) {
    float[] own = new float[(int) parameter.numel()];
    for (int i = 0; i < own.length; i++) {
      own[i] = (float) gradients[from + i];
    }
    ScalarType type = parameter.scalar_type().intern();
    parameter.grad().add_(Torch.tensor(own, parameter.shape()).to(type));
  }

  static double[] joined(double[] a, double[] b) {
    double[] out = new double[a.length + b.length];
    System.arraycopy(a, 0, out, 0, a.length);
    System.arraycopy(b, 0, out, a.length, b.length);
    return out;
  }
}
