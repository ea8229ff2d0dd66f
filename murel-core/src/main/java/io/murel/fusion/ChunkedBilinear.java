package io.murel.fusion;

import io.murel.nn.Bilinear;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Bilinear maps of several chunks, leading dimensions broadcast. */
final class ChunkedBilinear {
  private ChunkedBilinear() {}

  /**
   * {@code z_{c,k} = x0_c^T W_{c,k} x1_c + b_{c,k}}.
   *
   * <p>The tensor is contracted with the input of fewer rows first: {@code size * size} numbers a
   * chunk for each of these, once for all the rows they meet, and nothing is expanded. That takes
   * memory (0.5 MB a row at the default sizes) but is several times faster than libtorch's
   * bilinear, which goes through the outputs one by one.
   *
   * @param bilinears one for each chunk, all of one size
   * @param x0 {@code [..., count, size]}
   * @param x1 {@code [..., count, size]}
   * @return {@code [..., count, size]}
   */
  static Tensor forward(List<Bilinear> bilinears, Tensor x0, Tensor x1) {
    Tensor weight = stack(bilinears.stream().map(Bilinear::weight).toList()); // [count, out, i, j]
    Tensor bias = stack(bilinears.stream().map(Bilinear::bias).toList()); // [count, out]
    Tensor z =
        x0.numel() <= x1.numel()
            ? torch.einsum("...ci,coij,...cj->...co", new TensorVector(x0, weight, x1))
            : torch.einsum("...cj,coij,...ci->...co", new TensorVector(x1, weight, x0));
    return z.add(bias);
  }

  private static Tensor stack(List<Tensor> tensors) {
    return torch.stack(new TensorVector(tensors.toArray(Tensor[]::new)), 0);
  }
}
