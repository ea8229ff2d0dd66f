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
   * @throws io.murel.BadInputException if an option is unknown or makes no sense, or the sizes of
   *     two parts do not fit
   */
  public static VqaNetwork create(Options network, List<String> words, int visualDim) {
    return switch (network.choice("name", "murel_net", List.of("murel_net", "attention_net"))) {
      case "murel_net" -> {
        MurelNetOptions options = MurelNetOptions.from(network);
        QuestionEncoder encoder = QuestionEncoders.create(options.txtEnc(), words);
        sizes(encoder, options.selfQAtt()).murel(network, options, visualDim);
        yield new MurelNet(options, encoder, visualDim);
      }
      default -> {
        AttentionNetOptions options = AttentionNetOptions.from(network);
        QuestionEncoder encoder = QuestionEncoders.create(options.txtEnc(), words);
        sizes(encoder, options.selfQAtt()).attention(options, visualDim);
        yield new AttentionNet(options, encoder, visualDim);
      }
    };
  }

  private static SizeCheck sizes(QuestionEncoder encoder, boolean attention) {
    return new SizeCheck(encoder.outputDim() * (attention ? VqaNetwork.GLIMPSES : 1));
  }
}
