package io.murel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The original's two tokenizers on tricky strings. */
class TokenizersGoldenTest {

  @TestFactory
  Stream<DynamicTest> tokensAreTheOriginals() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode node : Golden.json("data/expected/tokenizers.json")) {
      String text = node.get("text").asText();
      for (String name : List.of("mcb", "default")) {
        tests.add(
            dynamicTest(
                name + " on '" + text.strip() + "'",
                () ->
                    assertThat(Tokenizer.named(name).tokens(text))
                        .containsExactlyElementsOf(texts(node.get(name)))));
      }
    }
    return tests.stream();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
