package io.murel.model;

import io.murel.options.Options;
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

  private static final Map<String, Maker> BY_NAME = byName();

  /** One line a model, in the order in which messages name them. */
  private static Map<String, Maker> byName() {
    Map<String, Maker> networks = new LinkedHashMap<>();
    networks.put(MUREL, Networks::murel);
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
    QuestionEncoder encoder = QuestionEncoders.create(network.child("txt_enc"), words);
    boolean attends = network.bool("self_q_att", false);
    int question = encoder.outputDim() * (attends ? VqaNetwork.GLIMPSES : 1);
    String name = network.choice("name", MUREL, List.copyOf(BY_NAME.keySet()));
    return BY_NAME.get(name).make(network, encoder, question, visualDim);
  }

  private static VqaNetwork murel(
      Options network, QuestionEncoder encoder, int question, int visualDim) {
    MurelNetOptions options = MurelNetOptions.from(network);
    NetworkSizes.check(network, options, question, visualDim);
    return new MurelNet(options, encoder, visualDim);
  }

  private static VqaNetwork attention(
      Options network, QuestionEncoder encoder, int question, int visualDim) {
    AttentionNetOptions options = AttentionNetOptions.from(network);
    NetworkSizes.check(options, question, visualDim);
    return new AttentionNet(options, encoder, visualDim);
  }
}
