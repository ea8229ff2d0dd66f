package io.murel.model;

import io.murel.BadInputException;
import io.murel.nn.CallersThread;
import io.murel.nn.FreeMemory;
import io.murel.nn.Linear;
import io.murel.nn.Module;
import io.murel.text.QuestionAttention;
import io.murel.text.QuestionEncoder;
import io.murel.text.Sequences;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;

/** A network that reads a question and scores every answer of its vocabulary. */
public abstract class VqaNetwork extends Module {

  /** How often a question looks at its words. */
  static final int GLIMPSES = 2;

  private static final String ENCODER = "txt_enc";
  private static final String ATTENTION = "q_att_linear";

  /** Bytes of a number. */
  protected static final int FLOAT = 4;

  private static final int NUMBERS_OF_WORD = 5; // states and gates of a GRU
  private static final int GRADIENT = 1;
  private static final int OPTIMIZER = 2; // Adam's means, not written to before the first step

  private final QuestionEncoder encoder;
  private final QuestionAttention attention;
  private volatile long granted; // bytes for a batch that were free once
  private volatile long grantedTraining;

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
  public final Tensor forward(Batch batch, StepObserver observer) {
    requireMemory(batch.size(), batch.visual().size(1), batch.question().size(1));
    // To wake other threads takes longer than what libtorch itself does for one question.
    boolean small = batch.size() == 1 && !GradMode.is_enabled() && !asOriginal();
    try (CallersThread alone = small ? CallersThread.only() : null) {
      return logits(batch, observer);
    }
  }

  /** {@link #forward(Batch, StepObserver)}, once it is known that there is memory for it. */
  protected abstract Tensor logits(Batch batch, StepObserver observer);

  /**
   * Refuses a batch that needs more memory than there is, before anything of it is computed. Cheap
   * for batches no larger than one that passed.
   *
   * @param images questions, B
   * @param regions regions of an image, N
   * @param words words of a question, T
   * @throws BadInputException with what is needed at least and what is free
   */
  public final void requireMemory(long images, long regions, long words) {
    long ofWords = images * words * encoder.outputDim() * NUMBERS_OF_WORD * FLOAT;
    long ofBatch = ofWords + memory(images, regions);
    if (ofBatch > (training() ? grantedTraining : granted)) {
      long ofTraining = training() ? parameterCount() * (GRADIENT + OPTIMIZER) * FLOAT : 0;
      FreeMemory.ofMachine().require(ofBatch + ofTraining, device(), images, regions, advice());
      if (training()) {
        grantedTraining = ofBatch;
      } else {
        granted = ofBatch;
      }
    }
  }

  /**
   * Bytes that a pass takes beside words and parameters, at least.
   *
   * @param images B
   * @param regions N
   */
  protected long memory(long images, long regions) {
    return 0;
  }

  /** What else than smaller batches helps where memory is short, as a sentence; empty: nothing. */
  protected String advice() {
    return "";
  }

  /** Q. */
  protected final int questionDim() {
    return encoder.outputDim() * (attention == null ? 1 : GLIMPSES);
  }

  /** The question as one vector, {@code [B, Q]}: Q is twice the encoder's output with attention. */
  protected final Tensor question(Batch batch) {
    Tensor steps = encoder.steps(batch.question(), batch.lengths()); // [B, T, H]
    return attention == null
        ? Sequences.selectLast(steps, batch.lengths())
        : attention.forward(steps, batch.lengths());
  }
}
