package io.murel.fusion;

import io.murel.nn.Activation;
import io.murel.nn.Functions;
import io.murel.nn.Linear;
import io.murel.options.Options;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * MFH: two MFB fusions in a row, the second multiplied with the products of the first (Yu et al.,
 * TNNLS 2018).
 */
public final class Mfh extends ProjectedFusion {

  /**
   * The options of {@code type: mfh}.
   *
   * @param dims {@code input_dims}, {@code output_dim}
   * @param mmDim length of each of the two fused vectors ({@code mm_dim}, 1200)
   * @param factor products summed into one element ({@code factor}, 2)
   * @param activInput after the projections ({@code activ_input}, relu)
   * @param activOutput of the result ({@code activ_output}, relu)
   * @param normalize signed square root and unit length ({@code normalize}, False)
   * @param dropouts {@code dropout_input}, {@code dropout_pre_lin} (of the products, before the
   *     sum), {@code dropout_output} (0)
   */
  public record Config(
      Dims dims,
      int mmDim,
      int factor,
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
          "factor",
          "activ_input",
          "activ_output",
          "normalize",
          "dropout_input",
          "dropout_pre_lin",
          "dropout_output");
      return new Config(
          Dims.from(o),
          o.positive("mm_dim", 1200),
          o.positive("factor", 2),
          Activation.from(o, "activ_input", Activation.RELU),
          Activation.from(o, "activ_output", Activation.RELU),
          o.bool("normalize", false),
          Dropouts.from(o));
    }

    /** Length of one projection. */
    long factors() {
      return (long) mmDim * factor;
    }
  }

  private final Config config;
  private final Linear first0;
  private final Linear first1;
  private final Linear second0;
  private final Linear second1;
  private final Linear linearOut;

  public Mfh(Config config) {
    super(config.dropouts.input());
    this.config = config;
    Dims dims = config.dims;
    first0 = add("linear0_0", new Linear(dims.x0(), config.factors()));
    first1 = add("linear1_0", new Linear(dims.x1(), config.factors()));
    second0 = add("linear0_1", new Linear(dims.x0(), config.factors()));
    second1 = add("linear1_1", new Linear(dims.x1(), config.factors()));
    linearOut = add("linear_out", new Linear(2L * config.mmDim, dims.output()));
  }

  /** {@code [..., d0] -> [..., 2 * mm * factor]}: of the first fusion, then of the second. */
  @Override
  protected Tensor project0(Tensor x0) {
    return config.activInput.apply(cat(first0.forward(x0), second0.forward(x0)));
  }

  @Override
  protected Tensor project1(Tensor x1) {
    return config.activInput.apply(cat(first1.forward(x1), second1.forward(x1)));
  }

  /**
   * {@code p = f(W_00 x0 + b_00) * f(W_10 x1 + b_10)}, {@code q = f(W_01 x0 + b_01) * f(W_11 x1 +
   * b_11) * p}, {@code z = [sum_i p_{k,i}, sum_i q_{k,i}]}, {@code y = g(W_out z + b_out)}.
   */
  @Override
  public Tensor combine(Tensor left, Tensor right) {
    Tensor products = left.mul(right); // [..., 2 * mm * factor]
    Tensor p = dropout(products.narrow(-1, 0, config.factors()), config.dropouts.preLin());
    Tensor q = products.narrow(-1, config.factors(), config.factors()).mul(p);
    Tensor z = cat(pool(p), pool(dropout(q, config.dropouts.preLin()))); // [..., 2 * mm]
    Tensor y = config.activOutput.apply(linearOut.forward(z)); // [..., output_dim]
    return dropout(y, config.dropouts.output());
  }

  /** {@code [..., mm * factor] -> [..., mm]}. */
  private Tensor pool(Tensor products) {
    Tensor z = products.unflatten(-1, config.mmDim, config.factor).sum(-1);
    return config.normalize ? Functions.powerNormalize(z) : z;
  }

  private static Tensor cat(Tensor a, Tensor b) {
    return torch.cat(new TensorVector(a, b), -1);
  }

  @Override
  public int outputDim() {
    return config.dims.output();
  }
}
