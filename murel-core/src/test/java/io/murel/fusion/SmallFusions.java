package io.murel.fusion;

import io.murel.nn.Torch;
import io.murel.options.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Named;

/** Small fusions of every type, with odd sizes. */
final class SmallFusions {
  private SmallFusions() {}

  static final int D0 = 5;
  static final int D1 = 4;
  static final int OUT = 3;

  /**
   * All types; a last chunk that is smaller, ranks and factors above one, everything normalised.
   */
  static Stream<Named<Options>> all() {
    return named(
        options("block", "mm_dim", 7, "chunks", 3, "rank", 2),
        options("block", "mm_dim", 7, "chunks", 3, "rank", 2, "pos_norm", "after_cat"),
        options("block", "mm_dim", 6, "chunks", 1, "rank", 3),
        options("block_tucker", "mm_dim", 7, "chunks", 3),
        options("block_tucker", "mm_dim", 7, "chunks", 5, "pos_norm", "after_cat"),
        options("mutan", "mm_dim", 6, "rank", 3, "normalize", true),
        options("tucker", "mm_dim", 6, "normalize", true),
        options("mlb", "mm_dim", 6, "activ_input", "tanh", "normalize", true),
        options("mfb", "mm_dim", 4, "factor", 3, "activ_input", "tanh", "normalize", true),
        options("mfh", "mm_dim", 4, "factor", 2, "activ_input", "sigmoid", "normalize", true),
        options("mcb", "mm_dim", 9, "activ_output", null),
        options("linear_sum", "mm_dim", 6, "activ_output", "tanh", "normalize", true),
        options("cat_mlp", "dimensions", List.of(6, 5), "activation", "tanh"));
  }

  /** With the options as names of the tests. */
  static Stream<Named<Options>> named(Options... all) {
    return Stream.of(all).map(o -> Named.of(describe(o), o));
  }

  private static String describe(Options options) {
    Map<String, Object> more = new LinkedHashMap<>(options.values());
    more.keySet().removeAll(List.of("type", "input_dims", "output_dim"));
    return options.string("type") + " " + more;
  }

  /** Options of one type, given as key, value, key, value, ... */
  static Options options(String type, Object... more) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("type", type);
    values.put("input_dims", List.of(D0, D1));
    values.put("output_dim", OUT);
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return Options.of(values);
  }

  /** With weights that follow from the seed. */
  static Fusion create(Options options, long seed) {
    Torch.load();
    torch.manual_seed(seed);
    return Fusions.create(options);
  }
}
