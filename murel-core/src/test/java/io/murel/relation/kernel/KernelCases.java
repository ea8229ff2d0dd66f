package io.murel.relation.kernel;

import static io.murel.relation.kernel.KernelCase.block;

import io.murel.relation.Aggregation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Problems of many shapes. */
public final class KernelCases {
  private KernelCases() {}

  private static final Map<String, Object> COORD = block(4, 33, 10, 3, 2);
  private static final Map<String, Object> FEAT = block(6, 33, 13, 4, 3);

  /** Low-rank fusions with a max: what kernels are made for. */
  public static Stream<KernelCase> lowRankMax() {
    List<KernelCase> cases = new ArrayList<>();
    for (int regions : new int[] {1, 2, 7, 36, 37, 100}) {
      cases.add(max(regions > 30 ? 1 : 3, regions, null, COORD, FEAT, true));
    }
    cases.add(max(1, 300, null, null, block(3, 3, 4, 2, 1), true)); // winners of two bytes
    cases.add(max(3, 20, new int[] {20, 14, 1}, COORD, FEAT, true));
    cases.add(max(3, 11, new int[] {10, 11, 1}, COORD, FEAT, false));
    cases.add(max(5, 4, null, COORD, FEAT, false));
    cases.add(max(1, 1, null, COORD, FEAT, false));
    cases.add(max(2, 9, null, COORD, null, true));
    cases.add(max(2, 9, null, null, FEAT, true));
    cases.add(max(20, 5, null, COORD, FEAT, true)); // more images than shares of the work
    for (int dim : new int[] {1, 16, 300}) {
      cases.add(max(2, 8, null, block(4, dim, 5, 1, 1), block(6, dim, 40, 2, 5), true));
    }
    cases.add(max(2, 8, null, null, block(6, 33, 6, 4, 2), true)); // the last chunk is empty
    cases.add(max(2, 8, null, null, block(6, 33, 7, 7, 2), true)); // chunks of one
    cases.add(max(2, 8, null, null, block(6, 33, 150, 4, 2), true));
    cases.add(max(2, 8, null, COORD, block(6, 33, 13, 4, 3, "pos_norm", "after_cat"), true));
    cases.add(max(2, 8, null, COORD, block(6, 33, 13, 4, 3, "shared", true), true));
    cases.add(max(2, 8, null, mutan(4, 33), mutan(6, 33), true));
    return cases.stream();
  }

  /** The fusions of the paper's network (options/vqa2/murel.yaml) at their full widths. */
  public static Stream<KernelCase> fullSize() {
    Map<String, Object> coord = block(4, 2048, 200, 5, 5);
    Map<String, Object> feat = block(2048, 2048, 200, 5, 5);
    return Stream.of(
        max(1, 36, null, coord, feat, true), max(2, 7, new int[] {7, 4}, coord, feat, true));
  }

  /** A mean or a sum over the partners. */
  public static Stream<KernelCase> pooled() {
    List<KernelCase> cases = new ArrayList<>();
    for (Aggregation agg : new Aggregation[] {Aggregation.MEAN, Aggregation.SUM}) {
      cases.add(new KernelCase(3, 7, null, COORD, FEAT, true, agg));
      cases.add(new KernelCase(3, 7, new int[] {7, 4, 1}, COORD, FEAT, false, agg));
      cases.add(new KernelCase(3, 7, null, null, FEAT, false, agg));
    }
    return cases.stream();
  }

  /** Fusions that are no sum of products. */
  public static Stream<KernelCase> other() {
    List<KernelCase> cases = new ArrayList<>();
    for (Aggregation agg : Aggregation.values()) {
      for (String type : List.of("mlb", "cat_mlp", "linear_sum", "tucker", "mcb", "mfb", "mfh")) {
        cases.add(new KernelCase(2, 5, new int[] {5, 3}, COORD, other(type, 6), false, agg));
      }
      Map<String, Object> tucker = new LinkedHashMap<>(FEAT);
      tucker.put("type", "block_tucker");
      tucker.remove("rank");
      cases.add(new KernelCase(2, 5, null, null, tucker, true, agg));
    }
    return cases.stream();
  }

  private static Map<String, Object> other(String type, int in) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("type", type);
    options.put("input_dims", List.of(in, in));
    options.put("output_dim", 33);
    if (type.equals("cat_mlp")) {
      options.put("dimensions", List.of(9));
    } else {
      options.put("mm_dim", 8);
    }
    return options;
  }

  private static Map<String, Object> mutan(int in, int out) {
    Map<String, Object> options = other("mutan", in);
    options.put("output_dim", out);
    options.put("rank", 3);
    return options;
  }

  private static KernelCase max(
      int images,
      int regions,
      int[] counts,
      Map<String, Object> coord,
      Map<String, Object> feat,
      boolean self) {
    return new KernelCase(images, regions, counts, coord, feat, self, Aggregation.MAX);
  }
}
