package io.murel.fusion;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The merge layers of one input with the factors of the other folded into them, where one row meets
 * many: a question the regions of its image.
 *
 * <pre>
 *   sum_r m0_r * (M_r x + b_r) = (sum_r diag(m0_r) M_r) x + sum_r m0_r * b_r
 * </pre>
 *
 * A chunk of size s then has one map of s x s where there were {@code rank}: every row takes {@code
 * rank} times fewer operations and no factors of its own, in every step that asks the same
 * question.
 */
final class FoldedMerges {

  private final MergeLinears merge;
  private final List<Chunks.Run> runs;
  private final int rank;

  /**
   * @param merge the layers of the input with many rows
   */
  FoldedMerges(MergeLinears merge, Chunks chunks, int rank) {
    this.merge = merge;
    this.runs = chunks.runs();
    this.rank = rank;
  }

  /**
   * Folds.
   *
   * @param factors m0, {@code [B, 1, rank * mm]}
   * @return for {@link #apply}: run after run the maps {@code [B, count, size, size]}, then what is
   *     added {@code [B, count, size]}, in one dimension
   */
  Tensor fold(Tensor factors) {
    long images = factors.size(0);
    long length = runs.stream().mapToLong(run -> images * run.length() * (run.size() + 1L)).sum();
    Tensor folded = torch.empty(new long[] {length}, factors.options(), null);
    try (PointerScope scope = new PointerScope()) {
      long at = 0;
      for (Chunks.Run run : runs) {
        Tensor own = // [B, count, rank, size]
            factors
                .narrow(-1, (long) rank * run.offset(), (long) rank * run.length())
                .reshape(images, run.count(), rank, run.size());
        fold(run, own, maps(folded, run, at, images), added(folded, run, at, images));
        at += images * run.length() * (run.size() + 1L);
      }
    }
    return folded;
  }

  private void fold(Chunks.Run run, Tensor own, Tensor maps, Tensor added) {
    MergeLinears.Stacked all = merge.stacked(run);
    Tensor weight = // [count, rank, size, size]
        all.weight().view(run.count(), rank, run.size(), run.size());
    Tensor bias = all.bias().view(run.count(), rank, run.size()); // [count, rank, size]
    Tensor product = torch.empty_like(weight); // of one question: stays in the cache
    for (long b = 0; b < own.size(0); b++) {
      try (PointerScope scope = new PointerScope()) {
        torch.mul_out(product, weight, own.select(0, b).unsqueeze(-1));
        torch.sum_out(maps.select(0, b), product, 1);
      }
    }
    torch.sum_out(added, own.mul(bias), 2);
  }

  /**
   * The rank sums of every row.
   *
   * @param folded what {@link #fold} gave
   * @param x projected rows, {@code [B, N, mm]}
   * @return for each run {@code [B, count, N, size]}
   */
  List<Tensor> apply(Tensor folded, Tensor x) {
    long images = x.size(0);
    long rows = x.size(1);
    List<Tensor> sums = new ArrayList<>();
    long at = 0;
    for (Chunks.Run run : runs) {
      long count = run.count();
      long size = run.size();
      Tensor chunks = // [B * count, N, size]
          x.narrow(-1, run.offset(), run.length())
              .unflatten(-1, count, size)
              .transpose(1, 2)
              .reshape(images * count, rows, size);
      Tensor maps = maps(folded, run, at, images).view(images * count, size, size).transpose(1, 2);
      Tensor added = added(folded, run, at, images).view(images * count, 1, size);
      sums.add(torch.baddbmm(added, chunks, maps).view(images, count, rows, size));
      at += images * count * size * (size + 1);
    }
    return sums;
  }

  private static Tensor maps(Tensor folded, Chunks.Run run, long at, long images) {
    return folded
        .narrow(0, at, images * run.length() * run.size())
        .view(images, run.count(), run.size(), run.size());
  }

  private static Tensor added(Tensor folded, Chunks.Run run, long at, long images) {
    return folded
        .narrow(0, at + images * run.length() * run.size(), images * run.length())
        .view(images, run.count(), run.size());
  }
}
