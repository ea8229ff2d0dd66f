package io.murel.app.bench;

import io.murel.fusion.Fusion;
import io.murel.fusion.Fusions;
import io.murel.nn.Linear;
import io.murel.nn.Module;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.text.QuestionAttention;
import io.murel.text.QuestionEncoder;
import io.murel.text.QuestionEncoders;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The parts of options/vqa2/murel.yaml at their full size, fed with random numbers. */
final class FullSize {

  private static final int REGIONS = 36;
  private static final int VISUAL = 2048;
  private static final int HIDDEN = 2400;
  private static final int QUESTION = 2 * HIDDEN;
  private static final int STEPS = 3;

  private final int batch;

  FullSize(int batch) {
    this.batch = batch;
    Torch.load();
    torch.manual_seed(1);
  }

  /** The encoder and the attention over its words; questions of 1 to {@code words} words. */
  StepPart encoder(int vocabulary, int words, boolean unequal) {
    Options options =
        Options.of(Map.of("type", "BayesianUniSkip", "dropout", 0.25, "fixed_emb", false));
    return encoder(options, HIDDEN, 512, vocabulary, words, unequal);
  }

  /** The encoder of options/abstract/small.yaml. */
  StepPart smallEncoder(int words) {
    Options options =
        Options.of(Map.of("name", "gru", "embedding_dim", 64, "hidden_dim", 128, "dropout", 0));
    return encoder(options, 128, 64, 200, words, false);
  }

  private StepPart encoder(
      Options options, int hidden, int attention, int vocabulary, int words, boolean unequal) {
    Encoder module = new Encoder(options, hidden, attention, vocabulary);
    long[] ids = new long[batch * words];
    long[] lengths = new long[batch];
    for (int b = 0; b < batch; b++) {
      lengths[b] = unequal ? Math.max(3, words - (b * 7L) % words) : words; // one is the longest
      for (int t = 0; t < lengths[b]; t++) {
        ids[b * words + t] = 1 + (b * 31L + t * 17L) % vocabulary;
      }
    }
    Tensor question = Torch.tensor(ids, batch, words).retainReference();
    Tensor length = Torch.tensor(lengths, batch).retainReference();
    Tensor weights = random(batch, 2 * hidden);
    String name = "encoder, %d words%s".formatted(words, unequal ? " at most" : "");
    return new StepPart(name, module, () -> module.forward(question, length).mul(weights).sum());
  }

  private static final class Encoder extends Module {
    private final QuestionEncoder encoder;
    private final QuestionAttention attention;

    Encoder(Options options, int hidden, int attentionDim, int vocabulary) {
      encoder =
          add("txt_enc", QuestionEncoders.create(options, Collections.nCopies(vocabulary, "word")));
      attention =
          new QuestionAttention(
              add("q_att_linear0", new Linear(hidden, attentionDim)),
              add("q_att_linear1", new Linear(attentionDim, 2)));
    }

    Tensor forward(Tensor question, Tensor lengths) {
      return attention.forward(encoder.steps(question, lengths), lengths);
    }
  }

  /** The fusion of the cell in three steps, without the relations between regions. */
  StepPart cell() {
    Fusion fusion = fusion(VISUAL, 1000, 15);
    Tensor question = random(batch, 1, QUESTION).requires_grad_(true);
    Tensor regions = random(batch, REGIONS, VISUAL);
    Tensor weights = random(batch, REGIONS, VISUAL);
    Module module = new Steps(fusion);
    return new StepPart(
        "cell fusion, 3 steps",
        module,
        () -> ((Steps) module).forward(question, regions).mul(weights).sum());
  }

  private static final class Steps extends Module {
    private final Fusion fusion;

    Steps(Fusion fusion) {
      this.fusion = add("fusion", fusion);
    }

    Tensor forward(Tensor question, Tensor regions) {
      Tensor known = regions;
      Tensor prepared = asOriginal() ? null : fusion.prepare(question);
      for (int step = 0; step < STEPS; step++) {
        Tensor fused =
            asOriginal() ? fusion.forward(question, known) : fusion.meet(prepared, known);
        known = known.add(fused);
      }
      return known;
    }
  }

  /** The fusion that scores the answers. */
  StepPart classifier() {
    Fusion fusion = fusion(3000, 1600, 10);
    Tensor question = random(batch, QUESTION).requires_grad_(true);
    Tensor scene = random(batch, VISUAL).requires_grad_(true);
    Tensor answers = torch.zeros(new long[] {batch}, Torch.tensor(new long[1], 1).options());
    answers.retainReference();
    return new StepPart(
        "classifier and loss",
        fusion,
        () -> torch.cross_entropy_loss(fusion.forward(question, scene), answers));
  }

  private static Fusion fusion(int out, int mm, int rank) {
    return Fusions.create(
        Options.of(
            Map.of(
                "type",
                "block",
                "input_dims",
                List.of(QUESTION, VISUAL),
                "output_dim",
                out,
                "mm_dim",
                mm,
                "chunks",
                20,
                "rank",
                rank,
                "dropout_input",
                0.1)));
  }

  private static Tensor random(long... shape) {
    return torch.randn(shape).mul_(new Scalar(0.3)).to(ScalarType.Float).retainReference();
  }
}
