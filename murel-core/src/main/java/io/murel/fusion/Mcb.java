package io.murel.fusion;

import io.murel.nn.Activation;
import io.murel.nn.Linear;
import io.murel.nn.Module;
import io.murel.options.Options;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * MCB: compact bilinear pooling. The outer product of the inputs, sketched: a circular convolution
 * of their count sketches, done as a product in the frequency domain (Fukui et al., EMNLP 2016).
 */
public final class Mcb extends Fusion {

  /**
   * The options of {@code type: mcb}.
   *
   * @param dims {@code input_dims}, {@code output_dim}
   * @param mmDim length of the sketches ({@code mm_dim}, 16000)
   * @param activOutput of the result ({@code activ_output}, relu)
   * @param dropoutOutput of the result ({@code dropout_output}, 0)
   */
  public record Config(Dims dims, int mmDim, Activation activOutput, double dropoutOutput) {

    public static Config from(Options o) {
      o.onlyKeys("type", "input_dims", "output_dim", "mm_dim", "activ_output", "dropout_output");
      return new Config(
          Dims.from(o),
          o.positive("mm_dim", 16000),
          Activation.from(o, "activ_output", Activation.RELU),
          o.probability("dropout_output", 0));
    }
  }

  /** The two sketches, under the name {@code mcb}. */
  private static final class Sketches extends Module {
    final CountSketch of0;
    final CountSketch of1;

    Sketches(Config config) {
      of0 = add("sketch1", new CountSketch(config.dims.x0(), config.mmDim));
      of1 = add("sketch2", new CountSketch(config.dims.x1(), config.mmDim));
    }
  }

  private final Config config;
  private final Sketches sketches;
  private final Linear linearOut;

  public Mcb(Config config) {
    this.config = config;
    sketches = add("mcb", new Sketches(config));
    linearOut = add("linear_out", new Linear(config.mmDim, config.dims.output()));
  }

  /** The spectrum of the sketch: {@code [..., d0] -> [..., mm / 2 + 1]}, complex. */
  @Override
  public Tensor left(Tensor x0) {
    return torch.fft_rfft(sketches.of0.forward(x0));
  }

  /** The spectrum of the sketch: {@code [..., d1] -> [..., mm / 2 + 1]}, complex. */
  @Override
  public Tensor right(Tensor x1) {
    return torch.fft_rfft(sketches.of1.forward(x1));
  }

  /** {@code z = F^-1(F(psi_0(x0)) F(psi_1(x1)))}, {@code y = g(W_out z + b_out)}. */
  @Override
  public Tensor combine(Tensor left, Tensor right) {
    LongOptional length = new LongOptional(config.mmDim);
    Tensor z = torch.fft_irfft(left.mul(right), length, -1, null); // [..., mm]
    Tensor y = config.activOutput.apply(linearOut.forward(z)); // [..., output_dim]
    return dropout(y, config.dropoutOutput);
  }

  @Override
  public int outputDim() {
    return config.dims.output();
  }
}
