package io.murel.text;

import io.murel.nn.CustomFunction;
import io.murel.nn.Gradients;
import io.murel.nn.Module;
import io.murel.nn.Torch;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** One vector a word id. Row 0 is padding: it is zero and receives no gradient. */
final class WordEmbedding extends Module {

  private final Tensor weight;

  static {
    Torch.load();
  }

  /** Standard normal vectors, as PyTorch starts with: {@code [words, dim]}. */
  static Tensor random(int words, int dim) {
    return torch.randn(words, dim);
  }

  /**
   * @param rows initial vectors of the words 1..n, {@code [n, E]}
   * @param fixed whether they stay as they are
   */
  WordEmbedding(Tensor rows, boolean fixed) {
    Tensor padding = torch.zeros(new long[] {1, rows.size(1)}, rows.options());
    weight = parameter("weight", torch.cat(new TensorVector(padding, rows))); // [n + 1, E]
    weight.requires_grad_(!fixed);
  }

  /** libtorch's own: {@code [B, T]} int64 to {@code [B, T, E]}. */
  Tensor original(Tensor question) {
    return torch.embedding(weight, question, 0, false, false);
  }

  /**
   * {@code [W]} int64 to {@code [W, E]}. The gradient is added to the rows of these words alone:
   * libtorch makes a matrix of all words and adds it.
   */
  Tensor forward(Tensor words) {
    Tensor value;
    try (NoGradGuard noGrad = new NoGradGuard()) {
      value = weight.index_select(0, words);
    }
    return CustomFunction.apply(
        value,
        new Tensor[] {weight},
        upstream -> {
          Tensor sum = Gradients.sum(weight);
          sum.index_add_(0, words, upstream);
          sum.select(0, 0).zero_();
          return new Tensor[1];
        });
  }

  int dim() {
    return (int) weight.size(1);
  }
}
