package io.murel.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.app.options.Overrides;
import io.murel.app.options.RunOptions;
import io.murel.golden.Golden;
import io.murel.model.Networks;
import io.murel.model.VqaNetwork;
import io.murel.options.Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The networks of our option files, at full size, have the original's parameters. */
class NparamsGoldenTest {

  private static final Path OPTIONS = Path.of("../options");

  /** What the reference counts, and the names of the parameters it counts. */
  private static final Map<String, String> PARTS =
      Map.of(
          "embedding", "txt_enc.embedding.",
          "rnn", "txt_enc.rnn.",
          "classif_module", "classif_module.",
          "cell_fusion", "cell.fusion_module.",
          "pairwise_coord", "cell.pairwise_module.f_coord_module.",
          "pairwise_feat", "cell.pairwise_module.f_feat_module.",
          "fusion", "fusion.",
          "attention", "attention.");

  /** The reference lists the state without these; their number is in the counts. */
  private static final String NOT_LISTED = ".merge_linears";

  @TestFactory
  Stream<DynamicTest> everyNetworkHasTheParametersOfTheOriginal() {
    JsonNode nets = Golden.json("nparams.json").get("nets");
    return StreamSupport.stream(nets.spliterator(), false)
        .map(net -> DynamicTest.dynamicTest(name(net), () -> check(net)));
  }

  private static String name(JsonNode net) {
    return "%s, %d words%s"
        .formatted(
            net.get("options").asText(),
            net.get("n_words").asInt(),
            net.get("fixed_emb").asBoolean() ? ", embedding fixed" : "");
  }

  private static void check(JsonNode net) {
    Options options = network(net);
    List<String> words =
        IntStream.rangeClosed(1, net.get("n_words").asInt()).mapToObj(i -> "word" + i).toList();
    try (PointerScope scope = new PointerScope();
        VqaNetwork made = Networks.create(options, words, regionSize(options))) {
      assertThat(made.parameterCount()).isEqualTo(net.get("nparams").asLong());
      assertThat(made.textParameterCount())
          .as("nparams_txt_enc")
          .isEqualTo(net.get("nparams_txt_enc").asLong());
      PARTS.forEach(
          (part, prefix) -> {
            if (net.has(part)) {
              assertThat(count(made, prefix)).as(part).isEqualTo(net.get(part).asLong());
            }
          });
      JsonNode shapes = net.get("state_dict_shapes");
      if (shapes != null && !shapes.isNull()) {
        assertThat(shapes(made)).isEqualTo(shapes(shapes));
      }
    }
  }

  /** The options of the file, with random word vectors. */
  private static Options network(JsonNode net) {
    Path file = OPTIONS.resolve(net.get("options").asText() + ".yaml");
    Options network =
        RunOptions.load(file, Overrides.none()).root().child("model").child("network");
    assertThat(network.string("name")).isEqualTo(net.get("network").asText());
    Options encoder =
        network
            .child("txt_enc")
            .with("dir_st", null)
            .with("fixed_emb", net.get("fixed_emb").asBoolean());
    return network.with("txt_enc", encoder.values());
  }

  private static int regionSize(Options network) {
    boolean murel = network.string("name").equals("murel_net");
    Options part = network.child(murel ? "cell" : "attention");
    return part.child("fusion").integers("input_dims").get(1);
  }

  private static long count(VqaNetwork network, String prefix) {
    return network.namedParameters().entrySet().stream()
        .filter(e -> e.getKey().startsWith(prefix))
        .mapToLong(e -> e.getValue().numel())
        .sum();
  }

  /** Name and shape of each entry, in order. */
  private static List<String> shapes(VqaNetwork network) {
    List<String> out = new ArrayList<>();
    for (Map.Entry<String, Tensor> entry : network.stateDict().entrySet()) {
      if (!entry.getKey().contains(NOT_LISTED)) {
        List<Long> shape = new ArrayList<>();
        for (long extent : entry.getValue().shape()) {
          shape.add(extent);
        }
        out.add(entry.getKey() + " " + shape);
      }
    }
    return out;
  }

  private static List<String> shapes(JsonNode listed) {
    return listed.properties().stream()
        .map(
            e ->
                e.getKey()
                    + " "
                    + StreamSupport.stream(e.getValue().spliterator(), false)
                        .map(JsonNode::asLong)
                        .toList())
        .toList();
  }
}
