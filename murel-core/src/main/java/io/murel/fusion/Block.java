package io.murel.fusion;

import io.murel.nn.DropMask;
import io.murel.nn.Functions;
import io.murel.nn.Linear;
import io.murel.options.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * BLOCK: a block-term decomposition of the bilinear tensor (Ben-Younes et al., AAAI 2019). The
 * projected inputs are cut into chunks; each chunk is fused by a tensor of its own, which has a low
 * rank.
 */
public final class Block extends ProjectedFusion {

  /**
   * The options of {@code type: block}.
   *
   * @param dims {@code input_dims}, {@code output_dim}
   * @param chunks how the projected inputs are cut ({@code mm_dim}, 1600; {@code chunks}, 20)
   * @param rank rank of each chunk's tensor ({@code rank}, 15)
   * @param shared whether both inputs go through the same layers ({@code shared}, False)
   * @param dropouts {@code dropout_input}, {@code dropout_pre_lin}, {@code dropout_output} (0)
   * @param posNorm where to normalise ({@code pos_norm}, before_cat)
   */
  public record Config(
      Dims dims, Chunks chunks, int rank, boolean shared, Dropouts dropouts, PosNorm posNorm) {

    public static Config from(Options o) {
      o.onlyKeys(
          "type",
          "input_dims",
          "output_dim",
          "mm_dim",
          "chunks",
          "rank",
          "shared",
          "dropout_input",
          "dropout_pre_lin",
          "dropout_output",
          "pos_norm");
      Dims dims = Dims.from(o);
      return new Config(
          dims,
          Chunks.from(o),
          o.positive("rank", 15),
          dims.shared(o),
          Dropouts.from(o),
          PosNorm.from(o));
    }

    /** Length of the projected inputs. */
    public int mmDim() {
      return chunks.dim();
    }
  }

  private final Config config;
  private final MeetingKernels kernels = new MeetingKernels();
  private final Linear linear0;
  private final Linear linear1;
  private final MergeLinears merge0;
  private final MergeLinears merge1;
  private final Linear linearOut;
  private final FoldedMerges folded;

  public Block(Config config) {
    super(config.dropouts.input());
    this.config = config;
    Dims dims = config.dims;
    linear0 = add("linear0", new Linear(dims.x0(), config.mmDim()));
    linear1 = add("linear1", config.shared ? linear0 : new Linear(dims.x1(), config.mmDim()));
    merge0 = add("merge_linears0", new MergeLinears(config.chunks, config.rank));
    merge1 =
        add(
            "merge_linears1",
            config.shared ? merge0 : new MergeLinears(config.chunks, config.rank));
    linearOut = add("linear_out", new Linear(config.mmDim(), dims.output()));
    folded = new FoldedMerges(merge1, config.chunks, config.rank);
  }

  @Override
  protected Tensor project0(Tensor x0) {
    return linear0.forward(x0);
  }

  @Override
  protected Tensor project1(Tensor x1) {
    return linear1.forward(x1);
  }

  /** {@code [..., mm] -> [..., rank * mm]}: for each chunk, rank after rank, its elements. */
  @Override
  protected Tensor factors0(Tensor projected) {
    return merge0.forward(projected);
  }

  @Override
  protected Tensor factors1(Tensor projected) {
    return merge1.forward(projected);
  }

  /**
   * A question that meets the regions of its image, when no gradients are wanted, becomes one map a
   * chunk: see {@link FoldedMerges}.
   */
  @Override
  public Tensor prepare(Tensor x0) {
    Tensor prepared = super.prepare(x0);
    boolean many = x0.dim() == 3 && x0.size(1) == 1;
    return many && separable() && !GradMode.is_enabled() ? folded.fold(prepared) : prepared;
  }

  @Override
  public Tensor meet(Tensor prepared, Tensor x1) {
    if (prepared.dim() > 1) {
      return super.meet(prepared, x1);
    }
    TensorVector zs = new TensorVector();
    for (Tensor sum : folded.apply(prepared, project1(x1))) { // [B, count, N, size]
      zs.push_back(chunkNorm(sum).transpose(1, 2).flatten(-2, -1)); // [B, N, count * size]
    }
    return output(wholeNorm(zs));
  }

  /** {@code y = W_out z + b_out} with {@code z} of {@link #interact}. */
  @Override
  public Tensor combine(Tensor left, Tensor right) {
    return output(interact(left, right)); // [..., output_dim]
  }

  /** {@code [..., mm] -> [..., output_dim]}. */
  private Tensor output(Tensor z) {
    Tensor dropped = dropout(z, config.dropouts.preLin());
    return dropout(linearOut.forward(dropped), config.dropouts.output());
  }

  /** Every row and both inputs draw masks of their own; no factors are kept. */
  @Override
  protected Tensor meetDropped(Tensor projected0, Tensor projected1) {
    Broadcast rows = Broadcast.of(projected0, projected1);
    DropMask mask = DropMask.of(config.dropouts.input());
    List<RowMeeting.Part> parts = new ArrayList<>();
    for (Chunks.Run run : config.chunks.runs()) {
      Tensor leftMap = merge0.withBias(run, mask.scale());
      Tensor rightMap = config.shared ? leftMap : merge1.withBias(run, mask.scale());
      parts.add(new RowMeeting.Part(run, leftMap, rightMap));
    }
    RowMeeting meeting =
        new RowMeeting(rows.left(mask), rows.right(mask), parts, config.rank, perChunk());
    Tensor z = meeting.compute(kernels.of(meeting, sequence())).view(rows.shape()); // [..., mm]
    return output(perChunk() ? z : Functions.powerNormalize(z));
  }

  /** Chunk after chunk. */
  @Override
  public Tensor original(Tensor x0, Tensor x1) {
    Tensor left = dropout(linear0.forward(x0), config.dropouts.input()); // [rows, mm]
    Tensor right = dropout(linear1.forward(x1), config.dropouts.input());
    TensorVector zs = new TensorVector();
    long offset = 0;
    for (int c = 0; c < config.chunks.sizes().size(); c++) {
      int size = config.chunks.sizes().get(c);
      Tensor m0 = merge0.linear(c).forward(left.narrow(-1, offset, size));
      Tensor m1 = merge1.linear(c).forward(right.narrow(-1, offset, size));
      Tensor z = m0.mul(m1).unflatten(-1, config.rank, size).sum(-2); // [rows, size]
      zs.push_back(perChunk() ? Functions.powerNormalize(z) : z);
      offset += size;
    }
    Tensor z = torch.cat(zs, -1); // [rows, mm]
    return output(perChunk() ? z : Functions.powerNormalize(z));
  }

  /** Whether each chunk is normalised for itself. */
  private boolean perChunk() {
    return config.posNorm == PosNorm.BEFORE_CAT;
  }

  /**
   * {@code z_c = norm(sum_r m0_{c,r} * m1_{c,r})} for each chunk {@code c}, one after the other;
   * {@code norm} is the signed square root and unit length, of each chunk or of the whole.
   *
   * @param left {@code [..., rank * mm]}
   * @param right {@code [..., rank * mm]}
   * @return {@code [..., mm]}, what the output layer sees
   */
  Tensor interact(Tensor left, Tensor right) {
    List<Chunks.Run> runs = config.chunks.runs();
    Tensor[] zs = new Tensor[runs.size()];
    for (int i = 0; i < zs.length; i++) {
      Chunks.Run run = runs.get(i);
      Tensor z = RankSum.of(factorsOf(left, run), factorsOf(right, run)); // [..., count, size]
      zs[i] = chunkNorm(z).flatten(-2, -1);
    }
    return wholeNorm(new TensorVector(zs));
  }

  private Tensor chunkNorm(Tensor z) {
    return perChunk() ? Functions.powerNormalizeFast(z) : z;
  }

  /** Runs side by side, {@code [..., mm]}, normalised where not every chunk is. */
  private Tensor wholeNorm(TensorVector runs) {
    Tensor z = runs.size() == 1 ? runs.get(0) : torch.cat(runs, -1);
    return perChunk() ? z : Functions.powerNormalizeFast(z);
  }

  /** {@code [..., rank * mm] -> [..., count, rank, size]}. */
  private Tensor factorsOf(Tensor factors, Chunks.Run run) {
    int rank = config.rank;
    return factors
        .narrow(-1, (long) rank * run.offset(), (long) rank * run.length())
        .unflatten(-1, run.count(), rank, run.size());
  }

  @Override
  public long numbersOfRow(boolean original) {
    long mm = config.mmDim();
    long factors = config.rank * mm;
    long normalised = 9 * mm; // the sum, its two roots and their inputs, the lengths
    if (original) {
      boolean drops = training() && config.dropouts.input() > 0;
      return (drops ? 4 : 2) * mm + 3 * factors + normalised + mm + outputDim();
    }
    return separable()
        ? mm + 2 * factors + normalised + outputDim()
        : 2 * mm + mm / 2 + outputDim(); // projection, z, two masks of bytes
  }

  /** What this fusion was built with. */
  public Config config() {
    return config;
  }

  @Override
  public Optional<LowRank> lowRank() {
    if (drops(config.dropouts)) {
      return Optional.empty();
    }
    List<Integer> groups =
        config.posNorm == PosNorm.BEFORE_CAT ? config.chunks.sizes() : List.of(config.mmDim());
    return Optional.of(new LowRank(config.chunks, config.rank, groups, this::interact, linearOut));
  }

  @Override
  protected void closeOwn() {
    kernels.close();
  }

  @Override
  public int outputDim() {
    return config.dims.output();
  }
}
