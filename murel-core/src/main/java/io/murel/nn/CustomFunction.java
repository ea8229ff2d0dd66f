package io.murel.nn;

import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Edge;
import org.bytedeco.pytorch.EdgeVector;
import org.bytedeco.pytorch.FunctionPostHook;
import org.bytedeco.pytorch.FunctionPreHook;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Node;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Operations that bring their own gradient: what {@code torch.autograd.Function} is in Python. The
 * value is computed without recording; the recorded graph gets one node for the whole operation.
 *
 * <p>libtorch's class for this is a C++ template that Java cannot extend. So a node of another
 * operation (stacking as many empty tensors as there are inputs) is connected to the inputs and to
 * the value. A hook before it takes the gradient of the value away, which makes the node itself do
 * nothing, and a hook after it hands over the gradients of the inputs.
 */
public final class CustomFunction {
  private CustomFunction() {}

  /** The gradient of an operation. */
  @FunctionalInterface
  public interface Backward {

    /**
     * Called at most once a backward pass, without recording, in a scope of its own.
     *
     * @param upstream the gradient of the value, of its shape
     * @return the gradient of each input, of its shape; null for one that needs none or whose
     *     gradient {@link Gradients} has received already
     */
    Tensor[] gradients(Tensor upstream);
  }

  /** Whether a gradient will be asked for: recording is on and an input requires one. */
  public static boolean wanted(Tensor... inputs) {
    return GradMode.is_enabled() && Arrays.stream(inputs).anyMatch(Tensor::requires_grad);
  }

  /**
   * Makes a value the result of an operation on the inputs.
   *
   * @param value computed from the inputs without recording, an own tensor and no view
   * @param inputs what gradients flow on to, where they require it
   * @param backward computes them; what it refers to lives until the surrounding scope closes
   * @return the value, part of the graph
   * @throws IllegalStateException without an open {@code PointerScope} around this and the backward
   *     pass: Java would collect the hooks that libtorch alone refers to
   */
  public static Tensor apply(Tensor value, Tensor[] inputs, Backward backward) {
    if (!wanted(inputs)) {
      return value;
    }
    if (PointerScope.getInnerScope() == null) {
      throw new IllegalStateException("a PointerScope must be open around forward and backward");
    }
    TensorVector none = new TensorVector();
    for (int i = 0; i < inputs.length; i++) {
      Tensor empty = torch.empty(new long[] {0}, value.options(), null);
      none.push_back(empty.requires_grad_(true));
    }
    Node node = torch.stack(none, 0).grad_fn();
    node.set_next_edges(new EdgeVector(edges(inputs)));
    node.clear_input_metadata();
    torch.create_gradient_edge(value, node);
    Call call = new Call(backward, inputs.length);
    node.add_pre_hook(call.before());
    node.add_post_hook(call.after());
    return value;
  }

  private static Edge[] edges(Tensor[] inputs) {
    return Arrays.stream(inputs).map(CustomFunction::edge).toArray(Edge[]::new);
  }

  /** Where the gradient of a tensor goes to; nowhere for one that requires none. */
  private static Edge edge(Tensor input) {
    if (!input.requires_grad()) {
      return new Edge();
    }
    Node made = input.grad_fn();
    return made == null || made.isNull()
        ? input.view_as(input).grad_fn().next_edge(0) // a leaf: its gradient's accumulator
        : new Edge(made, (int) input.output_nr());
  }

  /** The two hooks of a node, and what one tells the other. */
  private static final class Call {
    private final Backward backward;
    private final int inputs;
    private Tensor upstream;

    Call(Backward backward, int inputs) {
      this.backward = backward;
      this.inputs = inputs;
    }

    FunctionPreHook before() {
      return new FunctionPreHook() {
        @Override
        public TensorVector apply(TensorVector gradients) {
          upstream = new Tensor(gradients.get(0)); // the vector is gone after this call
          return new TensorVector(new Tensor());
        }
      };
    }

    FunctionPostHook after() {
      return new FunctionPostHook() {
        @Override
        public TensorVector apply(TensorVector outputs, TensorVector gradients) {
          return upstream.defined() ? called() : outputs;
        }
      };
    }

    private TensorVector called() {
      TensorVector out = new TensorVector(inputs); // undefined tensors
      try (PointerScope scope = new PointerScope()) {
        Tensor[] gradients = backward.gradients(upstream);
        for (int i = 0; i < inputs; i++) {
          if (gradients[i] != null) {
            out.put(i, gradients[i]);
          }
        }
      }
      upstream.close();
      return out;
    }
  }
}
