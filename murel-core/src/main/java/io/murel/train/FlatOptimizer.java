package io.murel.train;

import io.murel.BadInputException;
import io.murel.io.NdArray;
import io.murel.nn.Torch;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** The constants of the rule under PyTorch's names, for the saved state. */
  abstract Map<String, Object> constants();

  @Override
  public final void zeroGrad() {
    flat.gradients().zero_();
  }

  @Override
  public final double clipGradNorm(double max) {
    double norm = flat.gradients().norm().item_double();
    double scale = max / (norm + 1e-6);
    if (scale < 1) {
      flat.gradients().mul_(new Scalar(scale));
    }
    return norm;
  }

  @Override
  public final void step() {
    steps++;
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      update(flat.values(), flat.gradients(), learningRate, steps);
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
      for (int i = 0; i < flat.split(flat.values()).size(); i++) {
        ids.add((long) i);
        if (steps > 0) {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("step", NdArray.of(new float[] {steps}));
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

  @Override
  public final void loadStateDict(Map<String, Object> dict, String source) {
    Map<?, ?> state = map(dict.get("state"), source, "state");
    List<?> groups = dict.get("param_groups") instanceof List<?> list ? list : List.of();
    Map<?, ?> group = map(groups.isEmpty() ? null : groups.get(0), source, "param_groups");
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      List<Runnable> copies = new ArrayList<>(); // all is checked before anything changes
      long savedSteps = 0;
      for (Map.Entry<String, Tensor> slot : slots.entrySet()) {
        List<Tensor> parts = flat.split(slot.getValue());
        if (!state.isEmpty() && state.size() != parts.size()) {
          throw BadInputException.at(source)
              .found("the state of " + state.size() + " parameters")
              .expected("that of " + parts.size())
              .remedy("Resume with the options the run was started with.");
        }
        for (int i = 0; i < parts.size() && !state.isEmpty(); i++) {
          Map<?, ?> one = map(entry(state, i), source, "state." + i);
          NdArray saved = array(one.get(slot.getKey()), parts.get(i), source, slot.getKey(), i);
          Tensor part = parts.get(i);
          copies.add(() -> part.copy_(Torch.tensor(saved)));
          savedSteps = number(one.get("step"), source).longValue();
        }
      }
      Number rate = number(group.get("lr"), source);
      copies.forEach(Runnable::run);
      steps = savedSteps;
      learningRate = rate.doubleValue();
    }
  }

  private static Object entry(Map<?, ?> state, int i) {
    for (Map.Entry<?, ?> e : state.entrySet()) {
      if (e.getKey().toString().equals(Integer.toString(i))) {
        return e.getValue();
      }
    }
    return null;
  }

  private static Map<?, ?> map(Object value, String source, String name) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw broken(source, "no '" + name + "'");
  }

  private static Number number(Object value, String source) {
    if (value instanceof Number n) {
      return n;
    }
    if (value instanceof NdArray array && array.numel() == 1) {
      return array.doubles()[0];
    }
    throw broken(source, value + " in place of a number");
  }

  private static NdArray array(Object value, Tensor like, String source, String name, int i) {
    if (value instanceof NdArray a && Arrays.equals(a.shape(), like.shape())) {
      return a;
    }
    String found =
        value instanceof NdArray a ? "shape " + Arrays.toString(a.shape()) : "no such tensor";
    throw broken(source, found + " for '" + name + "' of parameter " + i);
  }

  private static BadInputException broken(String source, String found) {
    return BadInputException.at(source)
        .found(found)
        .expected("the optimizer state of this network")
        .remedy("Resume with the options the run was started with, or from another checkpoint.");
  }

  @Override
  public final void close() {
    slots.values().forEach(Tensor::close);
    flat.close();
  }
}
