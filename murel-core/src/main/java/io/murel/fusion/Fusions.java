package io.murel.fusion;

import io.murel.options.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Makes fusions from options. A new fusion is one class and one line here; see docs/extend.md. */
public final class Fusions {
  private Fusions() {}

  private static final Map<String, Function<Options, Fusion>> BY_TYPE = byType();

  /** The names of {@code type}. */
  public static final List<String> TYPES = List.copyOf(BY_TYPE.keySet());

  /** One line a type, in the order in which messages name them. */
  private static Map<String, Function<Options, Fusion>> byType() {
    Map<String, Function<Options, Fusion>> types = new LinkedHashMap<>();
    types.put("block", o -> new Block(Block.Config.from(o)));
    types.put("block_tucker", o -> new BlockTucker(BlockTucker.Config.from(o)));
    types.put("mutan", o -> new Mutan(Mutan.Config.from(o)));
    types.put("tucker", o -> new Tucker(Tucker.Config.from(o)));
    types.put("mlb", o -> new Mlb(Mlb.Config.from(o)));
    types.put("mfb", o -> new Mfb(Mfb.Config.from(o)));
    types.put("mfh", o -> new Mfh(Mfh.Config.from(o)));
    types.put("mcb", o -> new Mcb(Mcb.Config.from(o)));
    types.put("linear_sum", o -> new LinearSum(LinearSum.Config.from(o)));
    types.put("cat_mlp", o -> new ConcatMlp(ConcatMlp.Config.from(o)));
    return types;
  }

  /**
   * A fusion with random weights.
   *
   * @param o {@code type}, {@code input_dims}, {@code output_dim} and the options of that type
   * @throws io.murel.BadInputException if the type or an option is unknown or a value makes no
   *     sense
   */
  public static Fusion create(Options o) {
    o.string("type"); // required
    return BY_TYPE.get(o.choice("type", null, TYPES)).apply(o);
  }
}
