package io.murel.app.run;

import io.murel.io.NdArray;
import io.murel.options.Options;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sizes that the options of a network leave to its data or, in the original, to its code, read off
 * the weights. Where weights are missing or strange the sizes are guesses, and the comparison of
 * names and shapes that follows tells.
 */
public final class WeightSizes {

  private static final String ENCODER = "txt_enc";
  private static final String ATTENTION = "attention";

  private final Options network;
  private final Map<String, NdArray> weights;

  /**
   * Of the weights of one network.
   *
   * @param network {@code model.network}
   * @param weights by their names in the state dict
   */
  public WeightSizes(Options network, Map<String, NdArray> weights) {
    this.network = network;
    this.weights = weights;
  }

  /** Words of the vocabulary, padding not counted. */
  public int words() {
    return Math.max(1, extent("txt_enc.embedding.weight", 0, 2) - 1);
  }

  /** Features per region. */
  public int visualDim() {
    if (network.count("region_proj_dim", 0) > 0) {
      return Math.max(1, extent("region_proj.weight", 1, 1));
    }
    String reader = network.has(ATTENTION) ? ATTENTION : "cell";
    Options fusion = network.child(reader).child("fusion");
    if (fusion.integers("input_dims").size() != 2) {
      throw fusion.wrong("input_dims", fusion.integers("input_dims"), "two sizes");
    }
    return fusion.integers("input_dims").get(1);
  }

  /** Sizes that have an option of their own here and are not among the options, by name. */
  public Map<String, Object> missingOptions() {
    Map<String, Object> out = new LinkedHashMap<>();
    Options encoder = network.child(ENCODER);
    add(out, encoder, "embedding_dim", extent("txt_enc.embedding.weight", 1, 0));
    add(out, encoder, "hidden_dim", hiddenDim());
    add(out, network, "self_q_att_dim", extent("q_att_linear0.weight", 0, 0));
    if (network.has(ATTENTION)) {
      add(out, network.child(ATTENTION), "mlp_dim", extent("attention.linear0.weight", 0, 0));
    }
    return out;
  }

  private void add(Map<String, Object> out, Options block, String key, int size) {
    if (size > 0 && !block.has(key)) {
      out.put(block.name(key).substring(network.path().length() + 1), size);
    }
  }

  /** H, of both directions together. */
  private int hiddenDim() {
    boolean both = weights.containsKey("txt_enc.rnn.weight_hh_l0_reverse");
    int one = extent("txt_enc.rnn.weight_hh_l0", 1, 0);
    return both ? 2 * one : Math.max(one, extent("txt_enc.rnn.gru_cell.weight_hr.weight", 1, 0));
  }

  /** The options with these sizes. */
  public Options completed() {
    Options out = network;
    for (Map.Entry<String, Object> missing : missingOptions().entrySet()) {
      String name = missing.getKey();
      int dot = name.indexOf('.');
      out =
          dot < 0
              ? out.with(name, missing.getValue())
              : out.with(
                  name.substring(0, dot),
                  out.child(name.substring(0, dot))
                      .with(name.substring(dot + 1), missing.getValue())
                      .values());
    }
    return out;
  }

  /** Number of answers: outputs of the classifier. */
  public int answers() {
    String classifier = network.has(ATTENTION) ? "fusion." : "classif_module.";
    int answers = extent(classifier + "linear_out.bias", 0, 1);
    for (String layers : new String[] {"linears.", "mlp.linears."}) {
      for (int i = 0; weights.containsKey(classifier + layers + i + ".bias"); i++) {
        answers = extent(classifier + layers + i + ".bias", 0, 1);
      }
    }
    return answers;
  }

  private int extent(String name, int dimension, int fallback) {
    NdArray array = weights.get(name);
    return array == null || array.shape().length <= dimension
        ? fallback
        : Math.toIntExact(array.shape()[dimension]);
  }
}
