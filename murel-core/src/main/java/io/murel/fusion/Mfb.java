package io.murel.fusion;

import io.murel.nn.Activation;
import io.murel.nn.Functions;
import io.murel.nn.Linear;
import io.murel.options.Options;
import org.bytedeco.pytorch.Tensor;

/**
 * MFB: factorised bilinear pooling, products of projections summed over neighbouring factors (Yu et
 * al., ICCV 2017).
 */
public final class Mfb extends ProjectedFusion {

  /**
   * The options of {@code type: mfb}.
   *
   * @param dims {@code input_dims}, {@code output_dim}
   * @param mmDim length of the fused vector before the output layer ({@code mm_dim}, 1200)
   * @param factor products summed into one element ({@code factor}, 2)
   * @param activInput after the projections ({@code activ_input}, relu)
   * @param activOutput of the result ({@code activ_output}, relu)
   * @param normalize signed square root and unit length ({@code normalize}, False)
   * @param dropoutInput of both projected inputs ({@code dropout_input}, 0)
   * @param dropoutPreNorm of the products before the sum ({@code dropout_pre_norm}, 0)
   * @param dropoutOutput of the result ({@code dropout_output}, 0)
   */
  public record Config(
      Dims dims,
      int mmDim,
      int factor,
      Activation activInput,
      Activation activOutput,
      boolean normalize,
      double dropoutInput,
      double dropoutPreNorm,
      double dropoutOutput) {

    public static Config from(Options o) {
      o.onlyKeys(
          "type",
          "input_dims",
          "output_dim",
          "mm_dim",
          "factor",
          "activ_input",
          "activ_output",
          "normalize",
          "dropout_input",
          "dropout_pre_norm",
          "dropout_output");
      return new Config(
          Dims.from(o),
          o.positive("mm_dim", 1200),
          o.positive("factor", 2),
          Activation.from(o, "activ_input", Activation.RELU),
          Activation.from(o, "activ_output", Activation.RELU),
          o.bool("normalize", false),
          o.probability("dropout_input", 0),
          o.probability("dropout_pre_norm", 0),
          o.probability("dropout_output", 0));
    }
  }

  private final Config config;
  private final Linear linear0;
  private final Linear linear1;
  private final Linear linearOut;

  public Mfb(Config config) {
    super(config.dropoutInput);
    this.config = config;
    long factors = (long) config.mmDim * config.factor;
    linear0 = add("linear0", new Linear(config.dims.x0(), factors));
    linear1 = add("linear1", new Linear(config.dims.x1(), factors));
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

  /**
   * {@code z_k = sum_i p_{k,i}} with {@code p = f(W_0 x0 + b_0) * f(W_1 x1 + b_1)}, {@code y =
   * g(W_out z + b_out)}.
   */
  @Override
  public Tensor combine(Tensor left, Tensor right) {
    Tensor products = dropout(left.mul(right), config.dropoutPreNorm); // [..., mm * factor]
    Tensor z = products.unflatten(-1, config.mmDim, config.factor).sum(-1); // [..., mm]
    z = config.normalize ? Functions.powerNormalize(z) : z;
    Tensor y = config.activOutput.apply(linearOut.forward(z)); // [..., output_dim]
    return dropout(y, config.dropoutOutput);
  }

  @Override
  public int outputDim() {
    return config.dims.output();
  }
}
