package io.murel.nn;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.FunctionPostHook;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Node;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Ties results that were computed outside of libtorch's graph (or without recording one) to the
 * tensors they depend on, so that {@code backward()} passes through them: what {@code
 * torch.autograd.Function} is in Python.
 *
 * <p>JavaCPP cannot derive a graph node from a Java class, but hooks can be put on existing ones.
 * Each input contributes a slice without elements; the empty slices' sum, 0, is added to the
 * result. A hook on that addition receives the result's gradient and computes those of the inputs;
 * a hook on each slice hands its gradient on. Nothing is copied.
 *
 * <p>libtorch holds the hooks but only weakly refers to their Java half, so an instance of this
 * class keeps them, and what they need, until the graph is gone. It notices when the next result is
 * tied, or {@link #sweep()} is called. Gradients of gradients are not supported.
 */
public final class CustomGradients implements AutoCloseable {

  static {
    Torch.load();
  }

  /** Computes the gradients of an operation; nothing it does is recorded. */
  @FunctionalInterface
  public interface Gradient {
    /**
     * @param output gradient of the result, of the same shape, dense
     * @param saved the tensors given to {@link #tie}, without their history
     * @return for each input its gradient, of the input's shape; null where none is needed
     */
    Tensor[] of(Tensor output, Tensor[] saved);
  }

  private final List<Operation> operations = new ArrayList<>();

  /**
   * Makes a result depend on its inputs.
   *
   * @param result a new tensor without history that is not a view; changed in place (nothing is
   *     added to its values) and returned
   * @param inputs tensors of its type (or complex numbers of it) and device, of at least one
   *     dimension
   * @param saved what the gradient will need, null where there is nothing; kept until the graph is
   *     freed
   */
  public synchronized Tensor tie(
      Tensor result, List<Tensor> inputs, List<Tensor> saved, Gradient gradient) {
    sweep();
    if (!GradMode.is_enabled() || inputs.stream().noneMatch(Tensor::requires_grad)) {
      return result;
    }
    Operation operation = new Operation(result, saved, gradient, inputs.size());
    operations.add(operation);
    try (PointerScope scope = new PointerScope()) {
      operation.connect(result, inputs);
    }
    return result;
  }

  /** Frees what belongs to graphs that are gone. */
  public synchronized void sweep() {
    for (Iterator<Operation> it = operations.iterator(); it.hasNext(); ) {
      Operation operation = it.next();
      if (operation.graphIsGone()) {
        operation.release();
        it.remove();
      }
    }
  }

  /** Number of results whose graphs were alive at the last sweep. */
  public synchronized int alive() {
    return operations.size();
  }

  /** Frees everything; no graph that contains a result tied here may be used afterwards. */
  @Override
  public synchronized void close() {
    operations.forEach(Operation::release);
    operations.clear();
  }

  /** One result, its hooks and what they need. */
  private static final class Operation {
    private final Tensor sentinel; // a leaf: the graph holds it exactly as long as it exists
    private final Tensor[] saved;
    private final Gradient gradient;
    private final Tensor[] gradients; // computed, not handed on yet
    private final List<FunctionPostHook> hooks = new ArrayList<>();
    private TensorVector returned; // libtorch copies it after the hook has returned

    Operation(Tensor result, List<Tensor> saved, Gradient gradient, int inputs) {
      this.saved =
          saved.stream().map(t -> t == null ? null : kept(t.detach())).toArray(Tensor[]::new);
      this.gradient = gradient;
      this.gradients = new Tensor[inputs];
      this.sentinel = kept(torch.zeros(new long[0], result.options())).requires_grad_(true);
    }

    void connect(Tensor result, List<Tensor> inputs) {
      TensorVector slices = new TensorVector();
      for (int i = 0; i < inputs.size(); i++) {
        if (inputs.get(i).requires_grad()) {
          Tensor slice = inputs.get(i).narrow(0, 0, 0);
          int index = i;
          hook(slice.grad_fn(), (out, in) -> handOn(index));
          slices.push_back((slice.is_complex() ? torch.view_as_real(slice) : slice).reshape(-1));
        }
      }
      result.add_(torch.cat(slices).sum().add(sentinel));
      hook(result.grad_fn(), this::compute);
    }

    private interface Hook {
      TensorVector apply(TensorVector outputs, TensorVector inputs);
    }

    private void hook(Node node, Hook hook) {
      FunctionPostHook function =
          new FunctionPostHook() {
            @Override
            public TensorVector apply(TensorVector outputs, TensorVector inputs) {
              if (returned != null) {
                returned.close();
              }
              try (PointerScope scope = new PointerScope()) {
                returned = hook.apply(outputs, inputs).retainReference();
              }
              return returned;
            }
          };
      hooks.add(function);
      node.add_post_hook(function);
    }

    /** Receives the result's gradient; nothing flows on by the way of the addition. */
    private TensorVector compute(TensorVector outputs, TensorVector inputs) {
      Tensor output = inputs.get(0);
      if (output.defined()) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
          Tensor[] computed = gradient.of(output.contiguous(), saved);
          for (int i = 0; i < gradients.length; i++) {
            drop(i);
            gradients[i] = computed[i] == null ? null : kept(computed[i]);
          }
        }
      }
      TensorVector nothing = new TensorVector();
      for (long i = 0; i < outputs.size(); i++) {
        nothing.push_back(new Tensor());
      }
      return nothing;
    }

    private TensorVector handOn(int index) {
      Tensor own = gradients[index];
      TensorVector out = new TensorVector(own == null ? new Tensor() : own);
      drop(index);
      return out;
    }

    private void drop(int index) {
      if (gradients[index] != null) {
        gradients[index].close();
        gradients[index] = null;
      }
    }

    boolean graphIsGone() {
      return sentinel.use_count() == 1;
    }

    void release() {
      sentinel.close();
      for (Tensor tensor : saved) {
        if (tensor != null) {
          tensor.close();
        }
      }
      for (int i = 0; i < gradients.length; i++) {
        drop(i);
      }
      if (returned != null) {
        returned.close();
      }
    }

    /** Survives the scope it was made in; {@link #release()} frees it. */
    private static Tensor kept(Tensor tensor) {
      return tensor.retainReference();
    }
  }
}
