package io.murel.train;

import io.murel.nn.WrittenTo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * All trainable parameters laid end to end in one vector, and all gradients in another; the
 * parameters themselves become views. An optimizer step is then a handful of operations on two long
 * vectors instead of a dozen on each of a hundred small tensors, and the total gradient norm is
 * one.
 */
final class FlatParameters implements AutoCloseable {

  private final List<Tensor> parameters;
  private final Tensor values; // [total]
  private final Tensor gradients; // [total]

  FlatParameters(Collection<Tensor> trainable) {
    parameters = List.copyOf(trainable);
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException("a network without trainable parameters");
    }
    try (PointerScope scope = new PointerScope()) {
      long total = parameters.stream().mapToLong(Tensor::numel).sum();
      TensorOptions like = parameters.get(0).options();
      values = torch.empty(new long[] {total}, like, null).retainReference();
      gradients = torch.zeros(new long[] {total}, like).retainReference();
      for (Tensor parameter : parameters) {
        Tensor view = slice(values, parameter);
        view.copy_(parameter.detach());
        parameter.set_data(view);
        parameter.mutable_grad().put(slice(gradients, parameter));
      }
    }
  }

  /** Says that {@link #values} were written to, and with them the parameters. */
  void announce() {
    parameters.forEach(WrittenTo::announce);
  }

  /** Number of parameters. */
  int size() {
    return parameters.size();
  }

  /** {@code [total]}: writing here changes the parameters. */
  Tensor values() {
    return values;
  }

  /** {@code [total]}: backward passes add up here. */
  Tensor gradients() {
    return gradients;
  }

  /** The part of a vector of length total that belongs to the parameter, in its shape. */
  Tensor slice(Tensor flat, Tensor parameter) {
    long start = 0;
    for (Tensor p : parameters) {
      if (p == parameter) {
        return flat.narrow(0, start, p.numel()).view(p.shape());
      }
      start += p.numel();
    }
    throw new IllegalArgumentException("not one of these parameters");
  }

  /** A vector of zeros as long as the parameters together, for an optimizer's state. */
  Tensor zeros() {
    return torch.zeros_like(values).retainReference();
  }

  /** A vector cut into the parameters' shapes, in their order. */
  List<Tensor> split(Tensor flat) {
    List<Tensor> out = new ArrayList<>();
    parameters.forEach(p -> out.add(slice(flat, p)));
    return out;
  }

  @Override
  public void close() {
    gradients.close();
    values.close();
  }
}
