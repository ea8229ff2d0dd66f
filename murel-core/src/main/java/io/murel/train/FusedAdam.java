package io.murel.train;

import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch's Adam in one pass over parameters, gradients and state; written operation by operation
 * it takes eight. JavaCPP maps no operators whose names begin with an underscore, so libtorch's
 * dispatcher is asked for it, by name.
 */
final class FusedAdam {
  private FusedAdam() {}

  /**
   * One step, in place.
   *
   * @param decoupled AdamW
   * @param p parameters, g gradients (scaled afterwards), m and v the state: all {@code [total]}
   * @param scale multiplies the gradients
   * @param step from 1
   */
  static void step(
      OptimizerOptions o,
      boolean decoupled,
      Tensor p,
      Tensor g,
      Tensor m,
      Tensor v,
      double lr,
      double scale,
      long step) {
    Dispatcher dispatcher = Dispatcher.singleton();
    String name = decoupled ? "aten::_fused_adamw_" : "aten::_fused_adam_";
    OperatorHandle operator = dispatcher.findSchemaOrThrow(name, "");
    dispatcher.callBoxed(
        operator,
        new IValueVector(
            list(p),
            list(g),
            list(m),
            list(v),
            list(), // only for amsgrad
            list(number(p, step)),
            new IValue(lr),
            new IValue(o.beta1()),
            new IValue(o.beta2()),
            new IValue(o.weightDecay()),
            new IValue(o.eps()),
            new IValue(false), // amsgrad
            new IValue(false), // maximize
            scale == 1 ? new IValue() : new IValue(number(p, 1 / scale)), // a divisor
            new IValue())); // no tensor says whether gradients are infinite: the caller knows
  }

  private static Tensor number(Tensor like, double value) {
    TensorOptions options = like.options().dtype(new ScalarTypeOptional(torch.ScalarType.Float));
    return torch.full(new long[0], new Scalar((float) value), options);
  }

  private static IValue list(Tensor... tensors) {
    GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
    for (Tensor tensor : tensors) {
      list.push_back(new IValue(tensor));
    }
    return new IValue(list);
  }
}
