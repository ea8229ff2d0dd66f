package io.murel.train;

import io.murel.data.LoadedBatch;
import io.murel.data.Question;
import io.murel.data.VqaItem;
import io.murel.model.Batch;
import io.murel.model.StepObserver;
import io.murel.model.VqaNetwork;
import io.murel.nn.Linear;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.text.QuestionEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A task that is learnt in a moment: which of the first three of four features is the largest? */
final class Toy {
  private Toy() {}

  static final int BATCH = 8;
  private static final int FEATURES = 4;
  private static final int ANSWERS = 6; // more than five, for top-5

  /** One layer, with dropout before it so that random numbers matter. */
  static final class Network extends VqaNetwork {
    private final Linear linear = add("linear", new Linear(FEATURES, ANSWERS));

    Network() {
      super(new Encoder(), 0);
    }

    @Override
    protected Tensor logits(Batch batch, StepObserver observer) {
      Tensor seen = torch.dropout(batch.visual().select(1, 0), 0.1, training()); // [B, V]
      return linear.forward(seen); // [B, answers]
    }
  }

  private static final class Encoder extends QuestionEncoder {
    @Override
    public Tensor steps(Tensor question) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Tensor forward(Tensor question, Tensor lengths) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int outputDim() {
      return 1;
    }
  }

  /**
   * Batches of questions 0, 1, 2 ...; a batch is damaged, or reading it fails, where a test says
   * so.
   */
  static final class Source implements BatchSource {
    private final String split;
    private final int batches;
    boolean answers = true;
    Trap trap = (epoch, batch, visual) -> {};

    Source(String split, int batches) {
      this.split = split;
      this.batches = batches;
    }

    @Override
    public String split() {
      return split;
    }

    @Override
    public int size() {
      return batches * BATCH;
    }

    @Override
    public int batches() {
      return batches;
    }

    @Override
    public Batches epoch(int epoch) {
      return new Batches() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < batches;
        }

        @Override
        public LoadedBatch next() {
          return load(epoch, next++);
        }

        @Override
        public void close() {
          next = batches;
        }
      };
    }

    private LoadedBatch load(int epoch, int batch) {
      Random random =
          new Random(split.hashCode() + 31L * (split.equals("train") ? epoch : 0) + batch);
      float[] visual = new float[BATCH * FEATURES];
      long[] classId = new long[BATCH];
      List<VqaItem> items = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        for (int f = 0; f < FEATURES; f++) {
          float value = random.nextFloat();
          visual[i * FEATURES + f] = value;
          if (f < 3 && value > visual[i * FEATURES + (int) classId[i]]) {
            classId[i] = f;
          }
        }
        Question question = new Question((long) batch * BATCH + i, 0, "image", "which?");
        items.add(
            new VqaItem(
                question, null, "image", new long[] {1}, (int) classId[i], new int[0], new int[0]));
      }
      trap.spring(epoch, batch, visual);
      return new LoadedBatch(
          items,
          new Batch(
              Torch.tensor(visual, BATCH, 1, FEATURES),
              Torch.tensor(new float[BATCH * 4], BATCH, 1, 4),
              null,
              Torch.tensor(new long[BATCH], BATCH, 1),
              Torch.tensor(new long[BATCH], BATCH),
              answers ? Torch.tensor(classId, BATCH) : null));
    }
  }

  /** What goes wrong with a batch. */
  interface Trap {
    void spring(int epoch, int batch, float[] visual);
  }

  /** A fresh network, always the same one, and all that changes it. */
  static Learner learner() {
    Torch.load();
    torch.manual_seed(1);
    Network network = new Network();
    Options options = Options.of(Map.of("name", "Adam", "lr", 0.05, "schedule", "linear"));
    Optimizer optimizer =
        Optimizers.create(OptimizerOptions.from(options), network.trainableParameters());
    return new Learner(
        network, Criterion.crossEntropy(), optimizer, LearningRateSchedule.from(options), 1);
  }

  static float[] weights(Learner learner) {
    return Torch.floats(learner.network().stateDict().get("linear.weight"));
  }
}
