package io.murel.text;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
import io.murel.io.Safetensors;
import io.murel.nn.Linear;
import io.murel.nn.Torch;
import io.murel.options.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The encoded question of every reference network, with self-attention or without. */
class QuestionAttentionGoldenTest {

  @TestFactory
  Stream<DynamicTest> theEncodedQuestionIsTheOriginals() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode node : Golden.json("net/index.json").get("cases")) {
      String name = node.get("name").asText();
      tests.add(dynamicTest(name, () -> check(node, name)));
    }
    return tests.stream();
  }

  private static void check(JsonNode node, String name) {
    Safetensors file = Golden.tensors("net/" + name + ".safetensors");
    try (PointerScope scope = new PointerScope();
        QuestionEncoder encoder = encoder(node)) {
      encoder.loadStateDict(Golden.state(file, "state.txt_enc."), name);
      Tensor question = Torch.tensor(file.get("batch.question"));
      Tensor lengths = Torch.tensor(file.get("batch.lengths"));
      Tensor steps = encoder.steps(question);
      Map<String, Tensor> hidden = Golden.state(file, "state.q_att_linear0.");
      Map<String, Tensor> scores = Golden.state(file, "state.q_att_linear1.");
      Tensor q =
          hidden.isEmpty()
              ? Sequences.selectLast(steps, lengths)
              : new QuestionAttention(linear(hidden), linear(scores)).forward(steps, lengths);
      Golden.assertClose("inter.q", q, file.get("inter.q"), 5e-6);
    }
  }

  private static QuestionEncoder encoder(JsonNode node) {
    List<String> words = new ArrayList<>();
    node.get("wid_to_word")
        .forEach(word -> words.add(word.isArray() ? word.get(1).asText() : word.asText()));
    Options options = Golden.options(node.at("/network/txt_enc"));
    String folder = Golden.path(options.string("dir_st")).toString();
    QuestionEncoder encoder = QuestionEncoders.create(options.with("dir_st", folder), words);
    encoder.train(false);
    return encoder;
  }

  private static Linear linear(Map<String, Tensor> state) {
    Tensor weight = state.get("weight");
    Linear linear = new Linear(weight.size(1), weight.size(0));
    linear.loadStateDict(state, "reference");
    return linear;
  }
}
