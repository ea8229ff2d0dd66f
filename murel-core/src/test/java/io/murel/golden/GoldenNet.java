package io.murel.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.io.Safetensors;
import io.murel.model.Batch;
import io.murel.model.Networks;
import io.murel.model.VqaNetwork;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.relation.kernel.KernelOptions;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Builds the networks and batches of the reference cases. */
public final class GoldenNet {
  private GoldenNet() {}

  /** The network of a case, computed in the usual way. */
  public static VqaNetwork network(
      JsonNode index, JsonNode network, JsonNode widToWord, int visualDim) {
    return network(index, network, widToWord, visualDim, KernelOptions.Kind.AUTO);
  }

  /**
   * The network of a case.
   *
   * @param index the index with the size A of the attentions, fixed in the original's code; the
   *     other sizes follow from the text encoder's files
   * @param kernel what computes relations
   */
  public static VqaNetwork network(
      JsonNode index,
      JsonNode network,
      JsonNode widToWord,
      int visualDim,
      KernelOptions.Kind kernel) {
    Options options = Golden.options(network);
    Options encoder = options.child("txt_enc");
    String files = Golden.path(encoder.string("dir_st")).toString();
    int attention = index.get("A").asInt();
    options =
        options
            .with("txt_enc", encoder.with("dir_st", files).values())
            .with("self_q_att_dim", attention);
    if (options.has("attention")) {
      options =
          options.with("attention", options.child("attention").with("mlp_dim", attention).values());
    }
    return Networks.create(options, words(widToWord), visualDim, KernelOptions.of(kernel));
  }

  /** The words in the order of their ids, from 1 on. */
  public static List<String> words(JsonNode widToWord) {
    List<String> words = new ArrayList<>();
    for (int wid = 1; wid <= widToWord.size(); wid++) {
      words.add(widToWord.get(Integer.toString(wid)).asText());
    }
    return words;
  }

  /**
   * The batch stored under a prefix such as {@code batch.}; regions and boxes in the given type.
   */
  public static Batch batch(Safetensors file, String prefix, ScalarType type) {
    return new Batch(
        Torch.tensor(file.get(prefix + "visual")).to(type),
        Torch.tensor(file.get(prefix + "norm_coord")).to(type),
        null,
        Torch.tensor(file.get(prefix + "question")),
        Torch.tensor(file.get(prefix + "lengths")).view(-1), // stored as columns
        Torch.tensor(file.get(prefix + "class_id")).view(-1));
  }
}
