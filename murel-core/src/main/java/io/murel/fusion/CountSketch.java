package io.murel.fusion;

import io.murel.nn.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A random projection that keeps inner products on average: element {@code i} is added, with the
 * sign {@code s_i}, to place {@code h_i} (Charikar et al., 2002). {@code h} and {@code s} are drawn
 * once and saved as buffers.
 */
final class CountSketch extends Module {

  private final int sketchDim;
  private final Tensor h; // [input_dim], I64
  private final Tensor s; // [input_dim], -1 or 1

  CountSketch(int inputDim, int sketchDim) {
    this.sketchDim = sketchDim;
    Tensor places = torch.empty(inputDim).random_(sketchDim); // 0 .. sketchDim - 1
    h = buffer("h", places.to(ScalarType.Long));
    Tensor bits = torch.empty(inputDim).random_(2);
    s = buffer("s", bits.mul(new Scalar(2)).sub(new Scalar(1)));
  }

  /** {@code [..., input_dim] -> [..., sketch_dim]}. */
  Tensor forward(Tensor x) {
    long[] shape = x.shape();
    shape[shape.length - 1] = sketchDim;
    Tensor zeros = x.new_zeros(shape);
    return zeros.scatter_add(-1, h.expand_as(x), x.mul(s));
  }
}
