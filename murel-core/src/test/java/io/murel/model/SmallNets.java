package io.murel.model;

import io.murel.nn.Torch;
import io.murel.options.Options;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Networks of a few hundred parameters and a batch of three images for them. */
public final class SmallNets {
  private SmallNets() {}

  public static final int B = 3;
  public static final int N = 4;
  public static final int V = 5;
  public static final int D = 6;
  public static final int ANSWERS = 7;
  private static final int H = 3;
  private static final int Q = 2 * H;

  /** Real regions in each image. */
  static final int[] COUNTS = {4, 2, 1};

  public static final List<String> WORDS = List.of("what", "is", "left", "UNK");

  /** A smooth fusion: its differences are not spoilt by square roots near 0. */
  public static Map<String, Object> mutan(int in0, int in1, int out, Object... more) {
    Map<String, Object> fusion =
        map("type", "mutan", "input_dims", List.of(in0, in1), "output_dim", out);
    fusion.putAll(Map.of("mm_dim", 5, "rank", 2));
    return with(fusion, more);
  }

  /** Options of a MuRel network; more as key, value, key, value, ... */
  public static Map<String, Object> murel(Object... more) {
    Map<String, Object> network = questions("murel_net");
    network.putAll(map("n_step", 2, "shared", true, "cell", cell("max", true)));
    network.put("classif", Map.of("fusion", mutan(Q, D, ANSWERS)));
    return with(network, more);
  }

  /** Options of a cell; more for its fusion of boxes. */
  static Map<String, Object> cell(String agg, boolean self, Object... coord) {
    Map<String, Object> pairwise =
        map("fusion_coord", mutan(4, 4, D, coord), "fusion_feat", mutan(D, D, D));
    pairwise.putAll(map("agg", Map.of("type", agg), "self", self));
    return map("fusion", mutan(Q, D, D), "pairwise", pairwise);
  }

  /** Options of an attention baseline of two glimpses. */
  public static Map<String, Object> attention(Object... more) {
    Map<String, Object> network = questions("attention_net");
    network.put("attention", map("fusion", mutan(Q, D, 2)));
    network.put("classif", Map.of("fusion", mutan(Q, 2 * D, ANSWERS)));
    return with(network, more);
  }

  private static Map<String, Object> questions(String name) {
    Map<String, Object> encoder = map("name", "gru", "embedding_dim", 4, "hidden_dim", H);
    return map(
        "name",
        name,
        "txt_enc",
        encoder,
        "self_q_att",
        true,
        "self_q_att_dim",
        4,
        "region_proj_dim",
        D);
  }

  /** Always the same weights for the same options. */
  static VqaNetwork create(Map<String, Object> network) {
    Torch.load();
    torch.manual_seed(4);
    return Networks.create(Options.of(network, "model.network"), WORDS, V);
  }

  /**
   * A batch of float64 leaves whose padding holds numbers as large as real ones.
   *
   * @param padded whether to mask regions after {@link #COUNTS}; else all are real
   */
  static Batch batch(boolean padded) {
    Torch.load();
    torch.manual_seed(9);
    float[] real = new float[B * N];
    for (int b = 0; b < B; b++) {
      Arrays.fill(real, b * N, b * N + COUNTS[b], 1);
    }
    return new Batch(
        torch.randn(B, N, V).to(ScalarType.Double).requires_grad_(true),
        torch.rand(B, N, 4).to(ScalarType.Double).requires_grad_(true),
        padded ? Torch.tensor(real, B, N).to(ScalarType.Bool) : null,
        Torch.tensor(new long[] {1, 2, 3, 1, 3, 0, 4, 0, 0}, B, 3),
        Torch.tensor(new long[] {3, 2, 1}, B),
        Torch.tensor(new long[] {0, 5, 6}, B));
  }

  /** One question of a batch with the real regions of its image, without a mask. */
  static Batch alone(Batch batch, int b) {
    return new Batch(
        leaf(batch.visual().narrow(0, b, 1).narrow(1, 0, COUNTS[b])),
        leaf(batch.normCoord().narrow(0, b, 1).narrow(1, 0, COUNTS[b])),
        null,
        batch.question().narrow(0, b, 1),
        batch.lengths().narrow(0, b, 1),
        batch.classId().narrow(0, b, 1));
  }

  private static Tensor leaf(Tensor part) {
    return part.detach().clone().requires_grad_(true);
  }

  private static Map<String, Object> map(Object... entries) {
    return with(Map.of(), entries);
  }

  private static Map<String, Object> with(Map<String, Object> base, Object... entries) {
    Map<String, Object> out = new LinkedHashMap<>(base);
    for (int i = 0; i < entries.length; i += 2) {
      out.put((String) entries[i], entries[i + 1]);
    }
    return out;
  }
}
