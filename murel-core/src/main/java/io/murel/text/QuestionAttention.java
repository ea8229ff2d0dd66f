package io.murel.text;

import io.murel.nn.Linear;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The question attends to its own words ({@code self_q_att}): each glimpse is a weighted mean of
 * the recurrent outputs, and the glimpses are concatenated.
 *
 * <p>The two layers belong to the network, which registers them under its own names.
 *
 * @param hidden {@code H -> A}
 * @param scores {@code A -> glimpses}
 */
public record QuestionAttention(Linear hidden, Linear scores) {

  /**
   * The attended question.
   *
   * @param steps recurrent outputs, {@code [B, T, H]}
   * @param lengths words in each question, {@code [B]} or {@code [B, 1]} int64
   * @return {@code [B, glimpses * H]}
   */
  public Tensor forward(Tensor steps, Tensor lengths) {
    return attend(steps, weights(steps, lengths));
  }

  /**
   * How much each glimpse looks at each word: a softmax over the words, 0 on the padding. A
   * question without words gets zeros.
   *
   * @return {@code [B, T, glimpses]}
   */
  public Tensor weights(Tensor steps, Tensor lengths) {
    Tensor x = scores.forward(hidden.forward(steps).relu()); // [B, T, G]
    Tensor padding = Sequences.mask(steps, lengths).logical_not().unsqueeze(2); // [B, T, 1]
    // A large negative number in place of -inf: a row of padding alone must not become NaN.
    Tensor softmax = torch.softmax(x.masked_fill(padding, new Scalar(-1e30)), 1);
    return softmax.masked_fill(padding, new Scalar(0));
  }

  /**
   * The weighted sums of the steps, glimpse after glimpse.
   *
   * @param steps {@code [B, T, H]}
   * @param weights {@code [B, T, glimpses]}
   * @return {@code [B, glimpses * H]}
   */
  public static Tensor attend(Tensor steps, Tensor weights) {
    return weights.transpose(1, 2).bmm(steps).flatten(1, 2); // [B, G, H] -> [B, G * H]
  }
}
