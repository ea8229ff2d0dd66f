package io.murel.fusion;

import io.murel.nn.Linear;
import io.murel.options.Options;
import org.bytedeco.pytorch.Tensor;

/** The first input decides which features of the second pass. */
public final class GatedFusion extends Fusion {

  /**
   * The options of {@code type: gated}.
   *
   * @param dims {@code input_dims}, {@code output_dim}
   * @param mmDim length of the gate ({@code mm_dim}, 1200)
   */
  public record Config(Dims dims, int mmDim) {

    public static Config from(Options o) {
      o.onlyKeys("type", "input_dims", "output_dim", "mm_dim");
      return new Config(Dims.from(o), o.positive("mm_dim", 1200));
    }
  }

  private final Config config;
  private final Linear linear0;
  private final Linear linear1;
  private final Linear linearOut;

  public GatedFusion(Config config) {
    this.config = config;
    linear0 = add("linear0", new Linear(config.dims.x0(), config.mmDim));
    linear1 = add("linear1", new Linear(config.dims.x1(), config.mmDim));
    linearOut = add("linear_out", new Linear(config.mmDim, config.dims.output()));
  }

  @Override
  public Tensor left(Tensor x0) {
    return linear0.forward(x0).sigmoid(); // [..., mm]
  }

  @Override
  public Tensor right(Tensor x1) {
    return linear1.forward(x1).tanh(); // [..., mm]
  }

  /** {@code y = W_out (sigmoid(W_0 x0 + b_0) * tanh(W_1 x1 + b_1)) + b_out}. */
  @Override
  public Tensor combine(Tensor left, Tensor right) {
    return linearOut.forward(left.mul(right)); // [..., output_dim]
  }

  @Override
  public int outputDim() {
    return config.dims.output();
  }
}
