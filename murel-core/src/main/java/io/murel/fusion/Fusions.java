package io.murel.fusion;

import io.murel.options.Options;
import java.util.List;

/** Makes fusions from options. */
public final class Fusions {
  private Fusions() {}

  /** The names of {@code type}. */
  public static final List<String> TYPES =
      List.of(
          "block",
          "block_tucker",
          "mutan",
          "tucker",
          "mlb",
          "mfb",
          "mfh",
          "mcb",
          "linear_sum",
          "cat_mlp");

  /**
   * A fusion with random weights.
   *
   * @param o {@code type}, {@code input_dims}, {@code output_dim} and the options of that type
   * @throws io.murel.BadInputException if the type or an option is unknown or a value makes no
   *     sense
   */
  public static Fusion create(Options o) {
    o.string("type"); // required
    return switch (o.choice("type", null, TYPES)) {
      case "block" -> new Block(Block.Config.from(o));
      case "block_tucker" -> new BlockTucker(BlockTucker.Config.from(o));
      case "mutan" -> new Mutan(Mutan.Config.from(o));
      case "tucker" -> new Tucker(Tucker.Config.from(o));
      case "mlb" -> new Mlb(Mlb.Config.from(o));
      case "mfb" -> new Mfb(Mfb.Config.from(o));
      case "mfh" -> new Mfh(Mfh.Config.from(o));
      case "mcb" -> new Mcb(Mcb.Config.from(o));
      case "linear_sum" -> new LinearSum(LinearSum.Config.from(o));
      default -> new ConcatMlp(ConcatMlp.Config.from(o));
    };
  }
}
