package io.murel.fusion;

import io.murel.nn.Bilinear;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Bilinear maps of several chunks, leading dimensions broadcast. */
final class ChunkedBilinear {
  private ChunkedBilinear() {}

  /**
   * {@code z_{c,k} = x0_c^T W_{c,k} x1_c + b_{c,k}}.
   *
   * @param bilinears one for each chunk, all of one size
   * @param x0 {@code [..., count, size]}
   * @param x1 {@code [..., count, size]}
   * @return {@code [..., count, size]}
   */
  static Tensor forward(List<Bilinear> bilinears, Tensor x0, Tensor x1) {
    return Arrays.equals(x0.shape(), x1.shape())
        ? rowByRow(bilinears, x0, x1)
        : contracted(bilinears, x0, x1);
  }

  /** libtorch's own, which keeps nothing for the gradient but the inputs. */
  private static Tensor rowByRow(List<Bilinear> bilinears, Tensor x0, Tensor x1) {
    Tensor[] zs = new Tensor[bilinears.size()];
    for (int c = 0; c < zs.length; c++) {
      Bilinear b = bilinears.get(c);
      TensorOptional bias = new TensorOptional(b.bias());
      zs[c] = torch.bilinear(x0.select(-2, c), x1.select(-2, c), b.weight(), bias);
    }
    return torch.stack(new TensorVector(zs), -2);
  }

  /**
   * Contracts the tensor with the input of fewer rows first, {@code size * size} numbers for each
   * of these; that is once for all the rows it meets, in which nothing is expanded.
   */
  private static Tensor contracted(List<Bilinear> bilinears, Tensor x0, Tensor x1) {
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
