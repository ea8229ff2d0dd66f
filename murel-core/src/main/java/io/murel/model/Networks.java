package io.murel.model;

import io.murel.options.Options;
import io.murel.relation.kernel.KernelOptions;
import io.murel.relation.kernel.Kernels;
import io.murel.text.QuestionEncoder;
import io.murel.text.QuestionEncoders;
import java.util.List;

/** From options to a network. A new model is one class, its options, and one line here. */
public final class Networks {
  private Networks() {}

  private static final String MUREL = "murel_net";
  private static final String ATTENTION = "attention_net";

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
    if (network.choice("name", MUREL, List.of(MUREL, ATTENTION)).equals(MUREL)) {
      MurelNetOptions options = MurelNetOptions.from(network);
      NetworkSizes.check(network, options, question, visualDim);
      return new MurelNet(options, encoder, visualDim, Kernels.create(kernel));
    }
    AttentionNetOptions options = AttentionNetOptions.from(network);
    NetworkSizes.check(options, question, visualDim);
    return new AttentionNet(options, encoder, visualDim);
  }
}
