package io.murel.fusion;

import io.murel.nn.Bilinear;
import io.murel.nn.Functions;
import io.murel.nn.Linear;
import io.murel.options.Options;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A Tucker decomposition with a full core tensor ({@code mm_dim}<sup>3</sup> weights): the most
 * general bilinear fusion of the projected inputs (Ben-Younes et al., ICCV 2017).
 */
public final class Tucker extends ProjectedFusion {

  /**
   * The options of {@code type: tucker}. {@code shared} is accepted and, as in the original, has no
   * effect: both inputs keep their own layer.
   *
   * @param dims {@code input_dims}, {@code output_dim}
   * @param mmDim length of the projected inputs ({@code mm_dim}, 1600)
   * @param normalize signed square root and unit length ({@code normalize}, False)
   * @param dropouts {@code dropout_input}, {@code dropout_pre_lin}, {@code dropout_output} (0)
   */
  public record Config(Dims dims, int mmDim, boolean normalize, Dropouts dropouts) {

    public static Config from(Options o) {
      o.onlyKeys(
          "type",
          "input_dims",
          "output_dim",
          "mm_dim",
          "shared",
          "normalize",
          "dropout_input",
          "dropout_pre_lin",
          "dropout_output");
      o.bool("shared", false); // its type is checked, its value is not used
      return new Config(
          Dims.from(o), o.positive("mm_dim", 1600), o.bool("normalize", false), Dropouts.from(o));
    }
  }

  private final Config config;
  private final Linear linear0;
  private final Linear linear1;
  private final Bilinear bilinear;
  private final Linear linearOut;

  public Tucker(Config config) {
    super(config.dropouts.input());
    this.config = config;
    int mm = config.mmDim;
    linear0 = add("linear0", new Linear(config.dims.x0(), mm));
    linear1 = add("linear1", new Linear(config.dims.x1(), mm));
    bilinear = add("bilinear", new Bilinear(mm, mm, mm));
    linearOut = add("linear_out", new Linear(mm, config.dims.output()));
  }

  @Override
  protected Tensor project0(Tensor x0) {
    return linear0.forward(x0);
  }

  @Override
  protected Tensor project1(Tensor x1) {
    return linear1.forward(x1);
  }

  /** {@code z_k = x0^T W_k x1 + b_k}, {@code y = W_out z + b_out}. */
  @Override
  public Tensor combine(Tensor left, Tensor right) {
    Tensor z =
        ChunkedBilinear.forward(List.of(bilinear), left.unsqueeze(-2), right.unsqueeze(-2))
            .squeeze(-2); // [..., mm]
    z = config.normalize ? Functions.powerNormalize(z) : z;
    z = dropout(z, config.dropouts.preLin());
    return dropout(linearOut.forward(z), config.dropouts.output()); // [..., output_dim]
  }

  @Override
  public int outputDim() {
    return config.dims.output();
  }
}
