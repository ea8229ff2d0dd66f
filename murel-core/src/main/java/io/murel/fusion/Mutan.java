package io.murel.fusion;

import io.murel.nn.Functions;
import io.murel.nn.Linear;
import io.murel.options.Options;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * MUTAN: a Tucker decomposition whose core is a sum of {@code rank} products (Ben-Younes et al.,
 * ICCV 2017).
 */
public final class Mutan extends ProjectedFusion {

  /**
   * The options of {@code type: mutan}.
   *
   * @param dims {@code input_dims}, {@code output_dim}
   * @param mmDim length of the projected inputs ({@code mm_dim}, 1600)
   * @param rank number of products ({@code rank}, 15)
   * @param shared whether both inputs go through the same layers ({@code shared}, False)
   * @param normalize signed square root and unit length ({@code normalize}, False)
   * @param dropouts {@code dropout_input}, {@code dropout_pre_lin}, {@code dropout_output} (0)
   */
  public record Config(
      Dims dims, int mmDim, int rank, boolean shared, boolean normalize, Dropouts dropouts) {

    public static Config from(Options o) {
      o.onlyKeys(
          "type",
          "input_dims",
          "output_dim",
          "mm_dim",
          "rank",
          "shared",
          "normalize",
          "dropout_input",
          "dropout_pre_lin",
          "dropout_output");
      Dims dims = Dims.from(o);
      return new Config(
          dims,
          o.positive("mm_dim", 1600),
          o.positive("rank", 15),
          dims.shared(o),
          o.bool("normalize", false),
          Dropouts.from(o));
    }
  }

  private final Config config;
  private final Linear linear0;
  private final Linear merge0;
  private final Linear linear1;
  private final Linear merge1;
  private final Linear linearOut;

  public Mutan(Config config) {
    super(config.dropouts.input());
    this.config = config;
    Dims dims = config.dims;
    int mm = config.mmDim;
    long factors = (long) mm * config.rank;
    linear0 = add("linear0", new Linear(dims.x0(), mm));
    merge0 = add("merge_linear0", new Linear(mm, factors));
    linear1 = add("linear1", config.shared ? linear0 : new Linear(dims.x1(), mm));
    merge1 = add("merge_linear1", config.shared ? merge0 : new Linear(mm, factors));
    linearOut = add("linear_out", new Linear(mm, dims.output()));
  }

  @Override
  protected Tensor project0(Tensor x0) {
    return linear0.forward(x0);
  }

  @Override
  protected Tensor project1(Tensor x1) {
    return linear1.forward(x1);
  }

  /** {@code [..., mm] -> [..., rank * mm]}, rank after rank. */
  @Override
  protected Tensor factors0(Tensor projected) {
    return merge0.forward(projected);
  }

  @Override
  protected Tensor factors1(Tensor projected) {
    return merge1.forward(projected);
  }

  /** {@code z = sum_r m0_r * m1_r}, {@code y = W_out z + b_out}. */
  @Override
  public Tensor combine(Tensor left, Tensor right) {
    Tensor z = dropout(interact(left, right), config.dropouts.preLin()); // [..., mm]
    return dropout(linearOut.forward(z), config.dropouts.output()); // [..., output_dim]
  }

  /** z, normalised where that is wanted: {@code [..., rank * mm] -> [..., mm]}. */
  private Tensor interact(Tensor left, Tensor right) {
    Tensor z = RankSum.of(ranks(left), ranks(right)); // [..., mm]
    return config.normalize ? Functions.powerNormalize(z) : z;
  }

  @Override
  public Optional<LowRank> lowRank() {
    if (drops(config.dropouts)) {
      return Optional.empty();
    }
    Chunks whole = new Chunks(List.of(config.mmDim));
    List<Integer> groups = config.normalize ? whole.sizes() : List.of();
    return Optional.of(new LowRank(whole, config.rank, groups, this::interact, linearOut));
  }

  @Override
  public long numbersOfRow(boolean original) {
    long mm = config.mmDim;
    long factors = config.rank * mm;
    return original ? 4 * mm + 3 * factors + outputDim() : 3 * mm + 2 * factors + outputDim();
  }

  /** {@code [..., rank * mm] -> [..., rank, mm]}. */
  private Tensor ranks(Tensor factors) {
    return factors.unflatten(-1, config.rank, config.mmDim);
  }

  @Override
  public int outputDim() {
    return config.dims.output();
  }
}
