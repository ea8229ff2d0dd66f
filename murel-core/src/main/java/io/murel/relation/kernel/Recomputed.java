package io.murel.relation.kernel;

import io.murel.nn.CustomGradients;
import io.murel.relation.Aggregation.Aggregated;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A function of pairs that is evaluated tile after tile, and once more in the backward pass: what
 * it computes on the way is never in memory for more than one tile.
 *
 * @param custom ties the result to its inputs
 * @param function what is done in a tile
 * @param parameters trainable tensors the function may use besides its inputs
 * @param tiles all pairs
 * @param random whether the function may draw dropout masks
 */
record Recomputed(
    CustomGradients custom,
    Function function,
    List<Tensor> parameters,
    List<Tile> tiles,
    boolean random) {

  /** What is done in a tile. */
  interface Function {
    /**
     * @param left for each term {@code [images or 1, rows, 1, F]}
     * @param right for each term {@code [images or 1, 1, N, F]}
     * @param mask {@code [images or 1, rows or 1, N, 1]} or null
     * @param winners of a max, {@code [images, rows, D]}, when it is done once more; else null
     * @return {@code [images, rows, D]}
     */
    Aggregated of(List<Tensor> left, List<Tensor> right, Tensor mask, Tensor winners);
  }

  /**
   * Evaluates all tiles.
   *
   * @param left for each term {@code [B or 1, N, F]}
   * @param right for each term {@code [B or 1, N, F]}
   * @param partners {@code [B or 1, N or 1, N]}; null: all of all
   * @param out room for the result, {@code [B, N, D]}
   * @param winners room for the winners, {@code [B, N, D]}; null where there are none
   */
  void apply(List<Tensor> left, List<Tensor> right, Tensor partners, Tensor out, Tensor winners) {
    Tensor state = random ? new RandomState(out).get() : null;
    for (Tile tile : tiles) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGrad = new NoGradGuard()) {
        Aggregated part =
            function.of(lefts(left, tile), rights(right, tile), tile.mask(partners), null);
        tile.of(out).copy_(part.values());
        if (winners != null) {
          tile.of(winners).copy_(part.winners());
        }
      }
    }
    List<Tensor> inputs = new ArrayList<>(left);
    inputs.addAll(right);
    List<Tensor> saved = new ArrayList<>(inputs);
    saved.addAll(Arrays.asList(partners, winners, state));
    inputs.addAll(parameters);
    custom.tie(out, inputs, saved, this::gradients);
  }

  private Tensor[] gradients(Tensor output, Tensor[] saved) {
    int sides = saved.length - 3;
    Tensor state = saved[sides + 2];
    if (state == null) {
      return sums(output, saved, sides);
    }
    RandomState generator = new RandomState(output);
    Tensor now = generator.get();
    generator.set(state);
    try {
      return sums(output, saved, sides);
    } finally {
      generator.set(now);
    }
  }

  /** The gradients of all tiles together: first of the sides, then of the parameters. */
  private Tensor[] sums(Tensor output, Tensor[] saved, int sides) {
    List<Tensor> left = Arrays.asList(saved).subList(0, sides / 2);
    List<Tensor> right = Arrays.asList(saved).subList(sides / 2, sides);
    Tensor[] sums = new Tensor[sides + parameters.size()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = torch.zeros_like(i < sides ? saved[i] : parameters.get(i - sides));
    }
    for (Tile tile : tiles) {
      try (PointerScope scope = new PointerScope()) {
        List<Tensor> leaves = new ArrayList<>();
        lefts(left, tile).forEach(part -> leaves.add(part.detach().requires_grad_(true)));
        rights(right, tile).forEach(part -> leaves.add(part.detach().requires_grad_(true)));
        Tensor values = again(leaves, tile, saved, sides);
        leaves.addAll(parameters);
        TensorVector parts =
            torch.grad(
                new TensorVector(values),
                new TensorVector(leaves.toArray(Tensor[]::new)),
                new TensorVector(tile.of(output)),
                new BoolOptional(),
                false,
                true);
        for (int i = 0; i < sums.length; i++) {
          Tensor part = parts.get(i);
          if (part.defined()) {
            own(sums[i], i, sides, tile).add_(part);
          }
        }
      }
    }
    return sums;
  }

  /** Where the gradient of input i belongs. */
  private static Tensor own(Tensor sum, int i, int sides, Tile tile) {
    if (i >= sides) {
      return sum;
    }
    return i < sides / 2 ? tile.left(sum) : tile.right(sum);
  }

  private Tensor again(List<Tensor> leaves, Tile tile, Tensor[] saved, int sides) {
    Tensor winners = saved[sides + 1];
    try (AutoGradMode record = new AutoGradMode(true)) {
      return function
          .of(
              leaves.subList(0, sides / 2),
              leaves.subList(sides / 2, sides),
              tile.mask(saved[sides]),
              winners == null ? null : tile.of(winners))
          .values();
    }
  }

  private static List<Tensor> lefts(List<Tensor> all, Tile tile) {
    return all.stream().map(tile::left).toList();
  }

  private static List<Tensor> rights(List<Tensor> all, Tile tile) {
    return all.stream().map(tile::right).toList();
  }
}
