package io.murel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
import io.murel.io.Safetensors;
import io.murel.nn.OpSequence;
import io.murel.nn.Torch;
import io.murel.options.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The skip-thoughts encoders against the original's numbers. */
class EncodersGoldenTest {

  /** One encoder of the reference, everything it is compared with at hand. */
  private record Case(String type, JsonNode index, Safetensors expected, OpSequence sequence) {

    RecurrentEncoder encoder(String folder) {
      List<String> words = new ArrayList<>();
      index.get("vocab").forEach(word -> words.add(word.asText()));
      Map<String, Object> options =
          Map.of(
              "name",
              "skipthoughts",
              "type",
              type,
              "dropout",
              0.25,
              "fixed_emb",
              false,
              "dir_st",
              Golden.path("text/" + folder).toString());
      RecurrentEncoder encoder =
          (RecurrentEncoder) QuestionEncoders.create(Options.of(options), words);
      encoder.train(false);
      encoder.use(sequence);
      return encoder;
    }

    Tensor question() {
      return tensor("question");
    }

    Tensor lengths() {
      return tensor("lengths").reshape(-1);
    }

    Tensor tensor(String name) {
      return Torch.tensor(expected.get(name));
    }

    Tensor mask(String name) {
      return tensor(type + ".train_mask." + name);
    }

    void check(String name, Tensor actual) {
      Golden.assertClose(
          name, actual, expected.get(type + "." + name), 2e-6 + 10 * error("forward"));
    }

    double error(String group) {
      return index.at("/classes/" + type + "/f32_vs_f64_rel_err/" + group).asDouble();
    }
  }

  /** Each class in both sequences of operations. */
  private static Stream<DynamicTest> perClass(String what, Consumer<Case> test) {
    return Stream.of(OpSequence.values()).flatMap(s -> perClass(what + ", " + s, s, test));
  }

  private static Stream<DynamicTest> perClass(
      String what, OpSequence sequence, Consumer<Case> test) {
    JsonNode index = Golden.json("text/encoders.json");
    Safetensors expected = Golden.tensors("text/encoders.safetensors");
    List<DynamicTest> tests = new ArrayList<>();
    index
        .get("classes")
        .fieldNames()
        .forEachRemaining(
            type ->
                tests.add(
                    dynamicTest(
                        type + " " + what,
                        () -> {
                          try (PointerScope scope = new PointerScope()) {
                            test.accept(new Case(type, index, expected, sequence));
                          }
                        })));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> theSkipThoughtsFilesGiveTheOriginalsParametersBitForBit() {
    return perClass("loads skip-thoughts", c -> checkState(c, "skip-thoughts"));
  }

  @TestFactory
  Stream<DynamicTest> otherLegalEncodingsOfTheFilesGiveTheSameParameters() {
    return perClass("loads skip-thoughts-variants", c -> checkState(c, "skip-thoughts-variants"));
  }

  private static void checkState(Case c, String folder) {
    try (RecurrentEncoder encoder = c.encoder(folder)) {
      List<String> names = new ArrayList<>();
      c.index.at("/classes/" + c.type + "/params").forEach(name -> names.add(name.asText()));
      assertThat(encoder.namedParameters().keySet()).containsExactlyElementsOf(names);
      encoder
          .stateDict()
          .forEach(
              (name, tensor) ->
                  Golden.assertClose(name, tensor, c.expected.get(c.type + ".state." + name), 0));
    }
  }

  @TestFactory
  Stream<DynamicTest> eachStageMatches() {
    return perClass(
        "embedded, steps, forward",
        c -> {
          try (RecurrentEncoder encoder = c.encoder("skip-thoughts")) {
            c.check("embedded", encoder.embedded(c.question()));
            c.check("steps", encoder.steps(c.question()));
            c.check("forward", encoder.forward(c.question(), c.lengths()));
            c.check("forward_no_lengths", encoder.forward(c.question()));
            assertThat(encoder.forward(c.question()).size(1)).isEqualTo(encoder.outputDim());
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> theWayWithoutGradientsGivesTheSame() {
    return perClass(
        "steps and forward without gradients",
        c -> {
          try (RecurrentEncoder encoder = c.encoder("skip-thoughts");
              NoGradGuard noGrad = new NoGradGuard()) {
            c.check("steps", encoder.steps(c.question()));
            encoder.to(ScalarType.Double);
            c.check("forward", encoder.forward(c.question(), c.lengths()));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> gradientsMatch() {
    return perClass(
        "gradients",
        c -> {
          try (RecurrentEncoder encoder = c.encoder("skip-thoughts")) {
            Tensor out = encoder.forward(c.question(), c.lengths());
            out.mul(c.tensor(c.type + ".loss_w")).sum().backward();
            encoder
                .namedParameters()
                .forEach(
                    (name, parameter) ->
                        Golden.assertClose(
                            name,
                            parameter.grad(),
                            c.expected.get(c.type + ".grad." + name),
                            2e-5 + 10 * c.error("grad")));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> stepsWithGivenDropoutMasksMatch() {
    return perClass(
            "train steps",
            c -> {
              try (RecurrentEncoder encoder = c.encoder("skip-thoughts")) {
                encoder.train(true);
                c.check("train_steps", masked(c, encoder));
              }
            })
        .filter(test -> test.getDisplayName().matches("(Drop|Bayesian).*"));
  }

  private static Tensor masked(Case c, RecurrentEncoder encoder) {
    if (encoder instanceof DropUniSkip drop) {
      GruMasks masks = DropGru.masks(c.mask("seq_drop_x"), c.mask("seq_drop_h"));
      return drop.steps(c.question(), null, masks);
    }
    GruMasks masks =
        new GruMasks(
            List.of(c.mask("drop_ir"), c.mask("drop_ii"), c.mask("drop_in")),
            List.of(c.mask("drop_hr"), c.mask("drop_hi"), c.mask("drop_hn")),
            false);
    return ((BayesianUniSkip) encoder).steps(c.question(), null, masks);
  }

  @TestFactory
  Stream<DynamicTest> inFloat64TheStagesMatchToTheReferencesOwnRounding() {
    return perClass(
        "float64",
        c -> {
          try (RecurrentEncoder encoder = c.encoder("skip-thoughts")) {
            encoder.to(ScalarType.Double);
            c.check("steps", encoder.steps(c.question()));
            c.check("forward", encoder.forward(c.question(), c.lengths()));
          }
        });
  }

  @Test
  void aLengthOfZeroSelectsTheLastStep() {
    Safetensors expected = Golden.tensors("text/encoders.safetensors");
    try (PointerScope scope = new PointerScope()) {
      Tensor x = Torch.tensor(expected.get("select_last.x"));
      Tensor lengths = Torch.tensor(expected.get("select_last.lengths"));
      Golden.assertClose(
          "select_last", Sequences.selectLast(x, lengths), expected.get("select_last.out"), 0);
    }
  }
}
