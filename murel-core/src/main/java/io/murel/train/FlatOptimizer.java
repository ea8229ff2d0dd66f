package io.murel.train;

import io.murel.io.NdArray;
import io.murel.nn.Torch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** An optimizer over {@link FlatParameters}: its update rule works on vectors of all parameters. */
abstract class FlatOptimizer implements Optimizer {

  private final FlatParameters flat;
  private final Map<String, Tensor> slots = new LinkedHashMap<>();
  private double learningRate;
  private long steps;
  private double scale = 1; // of the gradients in the next step

  FlatOptimizer(Collection<Tensor> trainable, double learningRate) {
    this.flat = new FlatParameters(trainable);
    this.learningRate = learningRate;
  }

  /** A state vector of zeros, saved under PyTorch's name for it. */
  final Tensor slot(String name) {
    Tensor zeros = flat.zeros();
    slots.put(name, zeros);
    return zeros;
  }

  /**
   * The update rule, in place.
   *
   * @param values all parameters, {@code [total]}
   * @param gradients their gradients, {@code [total]}
   * @param rate learning rate
   * @param step from 1
   */
  abstract void update(Tensor values, Tensor gradients, double rate, long step);

  /**
   * {@link #update} with scaled gradients.
   *
   * @param scale multiplies the gradients
   */
  void update(Tensor values, Tensor gradients, double rate, long step, double scale) {
    if (scale != 1) {
      gradients.mul_(new Scalar(scale));
    }
    update(values, gradients, rate, step);
  }

  /** Whether the rule depends on the number of the step. */
  boolean countsSteps() {
    return true;
  }

  /** The constants of the rule under PyTorch's names, for the saved state. */
  abstract Map<String, Object> constants();

  @Override
  public final void zeroGrad() {
    flat.gradients().zero_();
    scale = 1;
  }

  @Override
  public final double clipGradNorm(double max) {
    try (PointerScope scope = new PointerScope()) {
      double norm = flat.gradients().norm().item_double();
      double needed = max / (norm + 1e-6);
      scale = needed < 1 ? needed : 1;
      return norm;
    }
  }

  @Override
  public final void step() {
    steps++;
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      update(flat.values(), flat.gradients(), learningRate, steps, scale);
      flat.announce();
      scale = 1;
    }
  }

  @Override
  public final double learningRate() {
    return learningRate;
  }

  @Override
  public final void setLearningRate(double rate) {
    learningRate = rate;
  }

  @Override
  public final Map<String, Object> stateDict() {
    Map<Long, Object> state = new LinkedHashMap<>(); // by parameter number, as PyTorch does
    List<Object> ids = new ArrayList<>();
    try (PointerScope scope = new PointerScope()) {
      Map<String, List<Tensor>> parts = new LinkedHashMap<>();
      slots.forEach((name, vector) -> parts.put(name, flat.split(vector)));
      for (int i = 0; i < flat.size(); i++) {
        ids.add((long) i);
        if (steps > 0) {
          Map<String, Object> one = new LinkedHashMap<>();
          if (countsSteps()) {
            one.put("step", NdArray.of(new float[] {steps}));
          }
          for (Map.Entry<String, List<Tensor>> part : parts.entrySet()) {
            one.put(part.getKey(), Torch.array(part.getValue().get(i)));
          }
          state.put((long) i, one);
        }
      }
    }
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("lr", learningRate);
    group.putAll(constants());
    group.put("params", ids);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("state", state);
    out.put("param_groups", List.of(group));
    return out;
  }

  /** Of PyTorch's files or ours; all is checked before anything changes. */
  @Override
  public final void loadStateDict(Map<String, Object> dict, String source) {
    SavedOptimizer saved = new SavedOptimizer(dict, source, flat.size());
    long savedSteps = saved.steps(countsSteps());
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      List<Runnable> copies = new ArrayList<>();
      slots.forEach(
          (name, vector) -> {
            List<Tensor> parts = saved.fresh() ? List.of() : flat.split(vector);
            for (int i = 0; i < parts.size(); i++) {
              Tensor part = parts.get(i);
              NdArray array = saved.slot(name, i, part.shape());
              if (array != null) {
                copies.add(() -> part.copy_(Torch.tensor(array)));
              }
            }
          });
      slots.values().forEach(Tensor::zero_);
      copies.forEach(Runnable::run);
    }
    steps = savedSteps;
    learningRate = saved.learningRate();
  }

  @Override
  public final void close() {
    slots.values().forEach(Tensor::close);
    flat.close();
  }
}
