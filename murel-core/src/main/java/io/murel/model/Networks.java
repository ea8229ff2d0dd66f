package io.murel.model;

import io.murel.options.Options;
import io.murel.relation.kernel.KernelOptions;
import io.murel.relation.kernel.Kernels;
import io.murel.text.QuestionEncoder;
import io.murel.text.QuestionEncoders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From options to a network. A new model is one class, its options, and one line here; see
 * docs/extend.md.
 */
public final class Networks {
  private Networks() {}

  private static final String MUREL = "murel_net";

  /** One line a model, in the order in which messages name them. */
  private static Map<String, Maker> byName(KernelOptions kernel) {
    Map<String, Maker> networks = new LinkedHashMap<>();
    networks.put(MUREL, (o, encoder, q, v) -> murel(o, encoder, q, v, kernel));
    networks.put("attention_net", Networks::attention);
    return networks;
  }

  /** Makes one kind of network, after checking that its options fit each other. */
  @FunctionalInterface
  private interface Maker {

    /**
     * @param network the options below {@code model.network}
     * @param encoder reads the words
     * @param question length of the question vector, Q
     * @param visualDim features per region, V
     */
    VqaNetwork make(Options network, QuestionEncoder encoder, int question, int visualDim);
  }

  /**
   * @param network the options below {@code model.network}
   * @param words the word of each id from 1 on (0 is padding)
   * @param visualDim features per region
   * @throws io.murel.BadInputException for an option that is unknown or makes no sense, or a size
   *     that does not fit the others or the features
   */
  public static VqaNetwork create(Options network, List<String> words, int visualDim) {
    return create(network, words, visualDim, KernelOptions.DEFAULT);
  }

  /**
   * The same.
   *
   * @param kernel how relations are computed; no property of the network, so not among its options.
   *     Naive: everything else in the original's sequence of operations, too
   */
  public static VqaNetwork create(
      Options network, List<String> words, int visualDim, KernelOptions kernel) {
    QuestionEncoder encoder = QuestionEncoders.create(network.child("txt_enc"), words);
    return create(network, encoder, visualDim, kernel);
  }

  /**
   * A network with random weights, for those who have others to put there: no skip-thoughts files
   * are read.
   *
   * @param words size of the vocabulary, padding not counted
   */
  public static VqaNetwork blank(Options network, int words, int visualDim, KernelOptions kernel) {
    QuestionEncoder encoder = QuestionEncoders.blank(network.child("txt_enc"), words);
    return create(network, encoder, visualDim, kernel);
  }

  private static VqaNetwork create(
      Options network, QuestionEncoder encoder, int visualDim, KernelOptions kernel) {
    VqaNetwork net = build(network, encoder, visualDim, kernel);
    net.use(kernel.sequence());
    return net;
  }

  private static VqaNetwork build(
      Options network, QuestionEncoder encoder, int visualDim, KernelOptions kernel) {
    boolean attends = network.bool("self_q_att", false);
    int question = encoder.outputDim() * (attends ? VqaNetwork.GLIMPSES : 1);
    Map<String, Maker> networks = byName(kernel);
    String name = network.choice("name", MUREL, List.copyOf(networks.keySet()));
    return networks.get(name).make(network, encoder, question, visualDim);
  }

  private static VqaNetwork murel(
      Options network, QuestionEncoder encoder, int question, int visualDim, KernelOptions kernel) {
    MurelNetOptions options = MurelNetOptions.from(network);
    NetworkSizes.check(network, options, question, visualDim);
    return new MurelNet(options, encoder, visualDim, Kernels.create(kernel));
  }

  private static VqaNetwork attention(
      Options network, QuestionEncoder encoder, int question, int visualDim) {
    AttentionNetOptions options = AttentionNetOptions.from(network);
    NetworkSizes.check(options, question, visualDim);
    return new AttentionNet(options, encoder, visualDim);
  }
}
