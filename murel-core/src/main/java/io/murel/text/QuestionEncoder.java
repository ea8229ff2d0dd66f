package io.murel.text;

import io.murel.nn.Module;
import org.bytedeco.pytorch.Tensor;

/** Words to vectors: an embedding and a recurrent network over it. */
public abstract class QuestionEncoder extends Module {

  /**
   * The recurrent output after each word, computed over the padding as well (the question attention
   * masks it).
   *
   * @param question word ids, 0 is padding, {@code [B, T]} int64
   * @return {@code [B, T, H]}
   */
  public abstract Tensor steps(Tensor question);

  /**
   * {@link #steps(Tensor)} for callers that ignore what comes after a question's last word. An
   * encoder need not compute it; it is then 0.
   *
   * @param question word ids, 0 is padding, {@code [B, T]} int64
   * @param lengths words in each question, of which 0 counts as T, {@code [B]} int64
   * @return {@code [B, T, H]}
   */
  public Tensor steps(Tensor question, Tensor lengths) {
    return steps(question);
  }

  /**
   * One vector a question: the state after its last word.
   *
   * @param question word ids, 0 is padding, {@code [B, T]} int64
   * @param lengths words in each question, {@code [B]} int64
   * @return {@code [B, H]}
   */
  public abstract Tensor forward(Tensor question, Tensor lengths);

  /**
   * {@link #forward(Tensor, Tensor)} with the lengths counted from the words that are not padding.
   */
  public final Tensor forward(Tensor question) {
    return forward(question, Sequences.lengths(question));
  }

  /** H. */
  public abstract int outputDim();
}
