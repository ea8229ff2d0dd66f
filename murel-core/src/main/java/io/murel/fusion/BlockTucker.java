package io.murel.fusion;

import io.murel.nn.Bilinear;
import io.murel.nn.Functions;
import io.murel.nn.Linear;
import io.murel.options.Options;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A block-term decomposition whose blocks are full tensors: BLOCK without the low rank (Ben-Younes
 * et al., AAAI 2019).
 */
public final class BlockTucker extends ProjectedFusion {

  /**
   * The options of {@code type: block_tucker}.
   *
   * @param dims {@code input_dims}, {@code output_dim}
   * @param chunks how the projected inputs are cut ({@code mm_dim}, 1600; {@code chunks}, 20)
   * @param shared whether both inputs go through the same layer ({@code shared}, False)
   * @param dropouts {@code dropout_input}, {@code dropout_pre_lin}, {@code dropout_output} (0)
   * @param posNorm where to normalise ({@code pos_norm}, before_cat)
   */
  public record Config(
      Dims dims, Chunks chunks, boolean shared, Dropouts dropouts, PosNorm posNorm) {

    public static Config from(Options o) {
      o.onlyKeys(
          "type",
          "input_dims",
          "output_dim",
          "mm_dim",
          "chunks",
          "shared",
          "dropout_input",
          "dropout_pre_lin",
          "dropout_output",
          "pos_norm");
      Dims dims = Dims.from(o);
      return new Config(dims, Chunks.from(o), dims.shared(o), Dropouts.from(o), PosNorm.from(o));
    }

    /** Length of the projected inputs. */
    public int mmDim() {
      return chunks.dim();
    }
  }

  private final Config config;
  private final Linear linear0;
  private final Linear linear1;
  private final List<Bilinear> bilinears = new ArrayList<>();
  private final Linear linearOut;

  public BlockTucker(Config config) {
    super(config.dropouts.input());
    this.config = config;
    Dims dims = config.dims;
    linear0 = add("linear0", new Linear(dims.x0(), config.mmDim()));
    linear1 = add("linear1", config.shared ? linear0 : new Linear(dims.x1(), config.mmDim()));
    for (int size : config.chunks.sizes()) {
      bilinears.add(add("bilinears." + bilinears.size(), new Bilinear(size, size, size)));
    }
    linearOut = add("linear_out", new Linear(config.mmDim(), dims.output()));
  }

  @Override
  protected Tensor project0(Tensor x0) {
    return linear0.forward(x0);
  }

  @Override
  protected Tensor project1(Tensor x1) {
    return linear1.forward(x1);
  }

  /**
   * {@code z_c = norm(x0_c^T W_c x1_c + b_c)} for each chunk {@code c}, {@code y = W_out z +
   * b_out}; {@code norm} is the signed square root and unit length, of each chunk or of the whole.
   */
  @Override
  public Tensor combine(Tensor left, Tensor right) {
    boolean perChunk = config.posNorm == PosNorm.BEFORE_CAT;
    List<Chunks.Run> runs = config.chunks.runs();
    Tensor[] zs = new Tensor[runs.size()];
    for (int i = 0; i < zs.length; i++) {
      Chunks.Run run = runs.get(i);
      List<Bilinear> used = bilinears.subList(run.first(), run.first() + run.count());
      Tensor z = ChunkedBilinear.forward(used, chunksOf(left, run), chunksOf(right, run));
      zs[i] = (perChunk ? Functions.powerNormalize(z) : z).flatten(-2, -1);
    }
    Tensor z = zs.length == 1 ? zs[0] : torch.cat(new TensorVector(zs), -1); // [..., mm]
    z = dropout(perChunk ? z : Functions.powerNormalize(z), config.dropouts.preLin());
    return dropout(linearOut.forward(z), config.dropouts.output()); // [..., output_dim]
  }

  /** {@code [..., mm] -> [..., count, size]}. */
  private static Tensor chunksOf(Tensor x, Chunks.Run run) {
    return x.narrow(-1, run.offset(), run.length()).unflatten(-1, run.count(), run.size());
  }

  @Override
  public int outputDim() {
    return config.dims.output();
  }
}
