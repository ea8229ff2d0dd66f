package io.murel.text;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A GRU over the words of one question, with no gradients wanted:
 *
 * <pre>
 *   r, i = sigmoid(W x + b + U h),  n = tanh(W x + b + r (U h + c)),  h' = n + i (h - n)
 * </pre>
 *
 * @param x vectors of the words, {@code [W, E]}
 * @param gates of r, i and n, in this order, several together or each alone: 3H rows in all
 * @param bias c, {@code [H]}; null: none
 * @param states room for h' of each word, {@code [W, H]}
 */
public record Recurrence(Tensor x, List<Gates> gates, Tensor bias, Tensor states) {

  /**
   * Parameters of one gate or several.
   *
   * @param inputWeight W, {@code [rows, E]}, dense
   * @param bias b, {@code [rows]}
   * @param hiddenWeight U, {@code [rows, H]}, dense
   */
  public record Gates(Tensor inputWeight, Tensor bias, Tensor hiddenWeight) {

    /** Numbers of all these gates together. */
    public int rows() {
      return (int) hiddenWeight.size(0);
    }
  }

  public Recurrence {
    gates = List.copyOf(gates);
  }

  /** W. */
  public int words() {
    return (int) states.size(0);
  }

  /** H. */
  public int hiddenDim() {
    return (int) states.size(1);
  }
}
