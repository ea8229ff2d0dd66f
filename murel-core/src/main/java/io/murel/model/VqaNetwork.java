package io.murel.model;

import io.murel.nn.Linear;
import io.murel.nn.Module;
import io.murel.text.QuestionAttention;
import io.murel.text.QuestionEncoder;
import io.murel.text.Sequences;
import org.bytedeco.pytorch.Tensor;

/** A network that reads a question and scores every answer of its vocabulary. */
public abstract class VqaNetwork extends Module {

  /** How often a question looks at its words. */
  static final int GLIMPSES = 2;

  private static final String ENCODER = "txt_enc";
  private static final String ATTENTION = "q_att_linear";

  private final QuestionEncoder encoder;
  private final QuestionAttention attention;

  /**
   * @param encoder reads the words
   * @param attentionDim hidden units of the two-glimpse attention over the words; 0: no attention,
   *     the state after the last word is the question
   */
  protected VqaNetwork(QuestionEncoder encoder, int attentionDim) {
    this.encoder = add(ENCODER, encoder);
    this.attention =
        attentionDim == 0
            ? null
            : new QuestionAttention(
                add(ATTENTION + 0, new Linear(encoder.outputDim(), attentionDim)),
                add(ATTENTION + 1, new Linear(attentionDim, GLIMPSES)));
  }

  /**
   * Number of trainable scalars that read the question: the encoder's and those of the attention
   * over its words.
   */
  public final long textParameterCount() {
    return namedParameters().entrySet().stream()
        .filter(p -> p.getKey().startsWith(ENCODER + ".") || p.getKey().startsWith(ATTENTION))
        .filter(p -> p.getValue().requires_grad())
        .mapToLong(p -> p.getValue().numel())
        .sum();
  }

  /** {@code [B, answers]} logits. */
  public final Tensor forward(Batch batch) {
    return forward(batch, StepObserver.NONE);
  }

  /** {@code [B, answers]} logits; the observer sees each step of networks that reason in steps. */
  public abstract Tensor forward(Batch batch, StepObserver observer);

  /** The question as one vector, {@code [B, Q]}: Q is twice the encoder's output with attention. */
  protected final Tensor question(Batch batch) {
    Tensor steps = encoder.steps(batch.question(), batch.lengths()); // [B, T, H]
    return attention == null
        ? Sequences.selectLast(steps, batch.lengths())
        : attention.forward(steps, batch.lengths());
  }
}
