package io.murel.train.measure;

import io.murel.data.AnswerVocabulary;
import io.murel.data.LoadedBatch;
import io.murel.data.VqaItem;
import io.murel.nn.Torch;
import io.murel.train.EpochMetric;
import io.murel.train.Phase;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/** A measure of nothing but each question's best answer. */
public abstract class AnswerMetric implements EpochMetric {

  private final Set<Phase> phases;
  private final AnswerVocabulary answers;
  private Phase phase;

  /**
   * @param phases the kinds of epochs it measures
   * @param answers the text of each class
   */
  protected AnswerMetric(Set<Phase> phases, AnswerVocabulary answers) {
    this.phases = Set.copyOf(phases);
    this.answers = answers;
  }

  /** An epoch begins; forget the one before. */
  protected abstract void begin(int epoch);

  /**
   * A question was answered.
   *
   * @param right the right answer; where training draws one of the annotators' answers, the drawn
   *     one, as in the original; null where none is known
   * @param answer the text of the best scored class; empty where the class stands for no answer, as
   *     some of a network with more outputs than answers do
   */
  protected abstract void add(VqaItem item, String right, String answer);

  /** The answers that can be given. */
  protected final AnswerVocabulary answers() {
    return answers;
  }

  @Override
  public final boolean measures(Phase asked) {
    return phases.contains(asked);
  }

  @Override
  public final void begin(Phase begun, int epoch) {
    phase = begun;
    begin(epoch);
  }

  @Override
  public final void add(LoadedBatch batch, Tensor logits) {
    Tensor learnt = phase == Phase.TRAIN ? batch.batch().classId() : null; // [B]
    long[] drawn = learnt == null ? null : Torch.longs(learnt);
    long[] best; // [B]
    try (PointerScope scope = new PointerScope()) {
      best = Torch.longs(logits.argmax(new LongOptional(1), false));
    }
    List<VqaItem> items = batch.items();
    for (int i = 0; i < best.length; i++) {
      VqaItem item = items.get(i);
      add(item, drawn == null ? item.answer() : text(drawn[i]), text(best[i]));
    }
  }

  private String text(long id) {
    return id < answers.size() ? answers.answer((int) id) : "";
  }
}
