package io.murel.nn;

import io.murel.BadInputException;
import io.murel.options.Nearest;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A part of a network: named parameters, buffers and child modules, in registration order. Names
 * and order are PyTorch's, so that {@link #stateDict()} has the keys of the original's checkpoints.
 * A child registered under two names is shared: both names appear in the state, one among the
 * parameters.
 *
 * <p>Parameters outlive every {@code PointerScope}; {@link #close()} frees them.
 */
public abstract class Module implements AutoCloseable {

  static {
    Torch.load();
  }

  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private final Map<String, Module> children = new LinkedHashMap<>();
  private boolean training = true;
  private OpSequence sequence = OpSequence.FAST;

  /** Registers a child under a name; returns it, for assignment to a field. */
  protected final <M extends Module> M add(String name, M child) {
    children.put(name, child);
    return child;
  }

  /** Registers a trainable tensor, a leaf of its own. */
  protected final Tensor parameter(String name, Tensor init) {
    Tensor leaf = owned(init).requires_grad_(true);
    parameters.put(name, leaf);
    return leaf;
  }

  /** Registers a tensor that is saved but not trained. */
  protected final Tensor buffer(String name, Tensor init) {
    Tensor leaf = owned(init);
    buffers.put(name, leaf);
    return leaf;
  }

  private static Tensor owned(Tensor init) {
    Tensor leaf = init.detach();
    leaf.retainReference(); // survives the scope it was made in; close() releases it
    return leaf;
  }

  /** All parameters by their full names, shared ones once (PyTorch's named_parameters). */
  public final Map<String, Tensor> namedParameters() {
    Map<String, Tensor> out = new LinkedHashMap<>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(
        "",
        (name, tensor, isParameter) -> {
          if (isParameter && seen.add(tensor)) {
            out.put(name, tensor);
          }
        });
    return out;
  }

  /** The parameters that receive gradients. */
  public final Collection<Tensor> trainableParameters() {
    return namedParameters().values().stream().filter(Tensor::requires_grad).toList();
  }

  /** Number of trainable scalars. */
  public final long parameterCount() {
    return trainableParameters().stream().mapToLong(Tensor::numel).sum();
  }

  /**
   * Parameters and buffers by their full names, shared ones under each name (PyTorch's state_dict).
   */
  public final Map<String, Tensor> stateDict() {
    Map<String, Tensor> out = new LinkedHashMap<>();
    collect("", (name, tensor, isParameter) -> out.put(name, tensor));
    return out;
  }

  /**
   * Copies values into the parameters and buffers.
   *
   * @param state exactly the keys of {@link #stateDict()}, tensors of the same shapes
   * @param source the file they come from, for messages
   * @throws BadInputException if a name is missing or unknown or a shape differs; nothing is
   *     changed
   */
  public final void loadStateDict(Map<String, Tensor> state, String source) {
    Map<String, Tensor> own = stateDict();
    for (String name : state.keySet()) {
      if (!own.containsKey(name)) {
        throw BadInputException.at(source)
            .found("a parameter '" + name + "'")
            .expected("the parameters of this network")
            .remedy(
                "The checkpoint is of another network or of other options. "
                    + Nearest.suggestion(name, own.keySet()));
      }
    }
    own.forEach((name, tensor) -> check(source, name, state.get(name), tensor));
    try (NoGradGuard noGrad = new NoGradGuard()) {
      own.forEach((name, tensor) -> tensor.copy_(state.get(name)));
    }
  }

  private static void check(String source, String name, Tensor found, Tensor expected) {
    if (found == null || !Arrays.equals(found.shape(), expected.shape())) {
      throw BadInputException.at(source)
          .found(
              found == null
                  ? "no parameter '" + name + "'"
                  : "'" + name + "' of shape " + Arrays.toString(found.shape()))
          .expected("shape " + Arrays.toString(expected.shape()))
          .remedy("Use the options (and the vocabulary) the checkpoint was trained with.");
    }
  }

  /** Switches dropout on or off, here and below. */
  public final void train(boolean on) {
    training = on;
    children.values().forEach(child -> child.train(on));
  }

  /** Whether dropout is on. */
  public final boolean training() {
    return training;
  }

  /** Chooses the sequence of operations, here and below. */
  public final void use(OpSequence chosen) {
    sequence = chosen;
    children.values().forEach(child -> child.use(chosen));
  }

  /** In which sequence of operations to compute. */
  protected final OpSequence sequence() {
    return sequence;
  }

  /** Whether to compute as the original does, operation by operation. */
  protected final boolean asOriginal() {
    return sequence == OpSequence.ORIGINAL;
  }

  /**
   * Converts parameters (and floating-point buffers) in place: F64 for gradient checks, say. An
   * optimizer is made afterwards: one made before would go on changing the old numbers.
   */
  public final void to(ScalarType type) {
    closeAll(); // kernels may have copies of the old numbers
    stateDict()
        .values()
        .forEach(
            tensor -> {
              if (tensor.is_floating_point()) {
                tensor.set_data(tensor.detach().to(type));
              }
            });
  }

  /**
   * Moves parameters and buffers to a device. As with {@link #to(ScalarType)} an optimizer is made
   * afterwards; gradients are left behind.
   */
  public final void to(Device device) {
    closeAll(); // kernels may have copies of the old numbers
    try (PointerScope scope = new PointerScope()) {
      for (Tensor tensor : stateDict().values()) {
        if (!Device.of(tensor).equals(device)) {
          Tensor moved = device.move(tensor.detach());
          tensor.put(moved.requires_grad_(tensor.requires_grad())); // all who hold it see it moved
        }
      }
    }
  }

  /** Where parameters and buffers lie; the CPU if there are none. */
  public final Device device() {
    return stateDict().values().stream().findFirst().map(Device::of).orElse(Device.CPU);
  }

  /**
   * Frees the native memory of all parameters and buffers; the module cannot be used afterwards.
   */
  @Override
  public void close() {
    Set<Tensor> all = Collections.newSetFromMap(new IdentityHashMap<>());
    all.addAll(stateDict().values());
    all.forEach(Tensor::close);
    closeAll();
  }

  private void closeAll() {
    children.values().forEach(Module::closeAll);
    closeOwn();
  }

  /**
   * Frees what this part has beside parameters and children, threads say, and makes it anew when it
   * is needed again. May come twice.
   */
  protected void closeOwn() {}

  private interface Visitor {
    void visit(String name, Tensor tensor, boolean isParameter);
  }

  private void collect(String prefix, Visitor visitor) {
    parameters.forEach((name, tensor) -> visitor.visit(prefix + name, tensor, true));
    buffers.forEach((name, tensor) -> visitor.visit(prefix + name, tensor, false));
    children.forEach((name, child) -> child.collect(prefix + name + ".", visitor));
  }
}
