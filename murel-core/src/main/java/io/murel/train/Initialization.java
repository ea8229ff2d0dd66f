package io.murel.train;

import io.murel.nn.Module;
import io.murel.options.Options;
import java.util.List;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * What a network starts from, below {@code optimizer}.
 *
 * <p>PyTorch's own initial weights shrink a signal to a third of its variance in each layer. A
 * fusion multiplies what went through two layers with what went through two others, so that at
 * first hardly anything of the question reaches the answer, and small networks spend most of a
 * short training on a plateau. Weights of Glorot and Bengio (2010) keep the variance. The
 * original's {@code init: glorot} draws the word vectors too, and the gates of a GRU as one matrix.
 *
 * @param glorot whether weight matrices, word vectors excepted, are drawn uniformly from {@code
 *     +-gain * sqrt(6 / (in + out))} and biases are 0; else as PyTorch does. The inputs of one
 *     output of a bilinear map are products, {@code in0 * in1} of them
 * @param gain of all but the recurrent weights
 */
public record Initialization(boolean glorot, double gain) {

  private static final String WORD_VECTORS = "txt_enc.embedding.weight";

  /** PyTorch stacks the three gates of a GRU in one matrix; each is a layer of its own. */
  private static final Pattern STACKED_GATES = Pattern.compile(".*\\.rnn\\.weight_[ih]h.*");

  /** Reads {@code init: glorot} and {@code init_gain}. */
  public static Initialization from(Options optimizer) {
    String init = optimizer.choice("init", "default", List.of("default", "glorot"));
    double gain = optimizer.real("init_gain", 1);
    if (!(gain > 0)) {
      throw optimizer.wrong("init_gain", gain, "a number above 0");
    }
    return new Initialization(init.equals("glorot"), gain);
  }

  /** Draws the weights of a new network. */
  public void apply(Module network) {
    if (!glorot) {
      return;
    }
    try (NoGradGuard noGrad = new NoGradGuard()) {
      network
          .namedParameters()
          .forEach(
              (name, parameter) -> {
                if (!name.equals(WORD_VECTORS)) {
                  draw(parameter, STACKED_GATES.matcher(name).matches() ? 3 : 1);
                }
              });
    }
  }

  private void draw(Tensor parameter, int stacked) {
    if (parameter.numel() == 0) {
      return; // an empty chunk
    }
    if (parameter.dim() < 2) {
      parameter.zero_();
    } else {
      double in = (double) parameter.numel() / parameter.size(0);
      double out = (double) parameter.numel() / parameter.size(1) / stacked;
      double bound = (stacked == 1 ? gain : 1) * Math.sqrt(6 / (in + out));
      parameter.uniform_(-bound, bound, null);
    }
  }
}
