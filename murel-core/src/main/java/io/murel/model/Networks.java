package io.murel.model;

import io.murel.options.Options;
import io.murel.text.QuestionEncoder;
import io.murel.text.QuestionEncoders;
import java.util.List;

/** From options to a network. A new model is one class, its options, and one line here. */
public final class Networks {
  private Networks() {}

  /**
   * @param network the options below {@code model.network}
   * @param words the word of each id from 1 on (0 is padding)
   * @param visualDim features per region
   */
  public static VqaNetwork create(Options network, List<String> words, int visualDim) {
    QuestionEncoder encoder = QuestionEncoders.create(network.child("txt_enc"), words);
    return switch (network.choice("name", "murel_net", List.of("murel_net", "attention_net"))) {
      case "murel_net" -> new MurelNet(MurelNetOptions.from(network), encoder, visualDim);
      default -> new AttentionNet(AttentionNetOptions.from(network), encoder, visualDim);
    };
  }
}
