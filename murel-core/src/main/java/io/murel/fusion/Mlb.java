package io.murel.fusion;

import io.murel.nn.Activation;
import io.murel.nn.Functions;
import io.murel.nn.Linear;
import io.murel.options.Options;
import org.bytedeco.pytorch.Tensor;

/**
 * MLB: low-rank bilinear pooling, an elementwise product of projections (Kim et al., ICLR 2017).
 */
public final class Mlb extends ProjectedFusion {

  /**
   * The options of {@code type: mlb}.
   *
   * @param dims {@code input_dims}, {@code output_dim}
   * @param mmDim length of the projected inputs ({@code mm_dim}, 1200)
   * @param activInput after the projections ({@code activ_input}, relu)
   * @param activOutput of the result ({@code activ_output}, relu)
   * @param normalize signed square root and unit length ({@code normalize}, False)
   * @param dropouts {@code dropout_input}, {@code dropout_pre_lin}, {@code dropout_output} (0)
   */
  public record Config(
      Dims dims,
      int mmDim,
      Activation activInput,
      Activation activOutput,
      boolean normalize,
      Dropouts dropouts) {

    public static Config from(Options o) {
      o.onlyKeys(
          "type",
          "input_dims",
          "output_dim",
          "mm_dim",
          "activ_input",
          "activ_output",
          "normalize",
          "dropout_input",
          "dropout_pre_lin",
          "dropout_output");
      return new Config(
          Dims.from(o),
          o.positive("mm_dim", 1200),
          Activation.from(o, "activ_input", Activation.RELU),
          Activation.from(o, "activ_output", Activation.RELU),
          o.bool("normalize", false),
          Dropouts.from(o));
    }
  }

  private final Config config;
  private final Linear linear0;
  private final Linear linear1;
  private final Linear linearOut;

  public Mlb(Config config) {
    super(config.dropouts.input());
    this.config = config;
    linear0 = add("linear0", new Linear(config.dims.x0(), config.mmDim));
    linear1 = add("linear1", new Linear(config.dims.x1(), config.mmDim));
    linearOut = add("linear_out", new Linear(config.mmDim, config.dims.output()));
  }

  @Override
  protected Tensor project0(Tensor x0) {
    return config.activInput.apply(linear0.forward(x0));
  }

  @Override
  protected Tensor project1(Tensor x1) {
    return config.activInput.apply(linear1.forward(x1));
  }

  /** {@code z = f(W_0 x0 + b_0) * f(W_1 x1 + b_1)}, {@code y = g(W_out z + b_out)}. */
  @Override
  public Tensor combine(Tensor left, Tensor right) {
    Tensor z = left.mul(right); // [..., mm]
    z = config.normalize ? Functions.powerNormalize(z) : z;
    z = dropout(z, config.dropouts.preLin());
    Tensor y = config.activOutput.apply(linearOut.forward(z)); // [..., output_dim]
    return dropout(y, config.dropouts.output());
  }

  @Override
  public int outputDim() {
    return config.dims.output();
  }
}
