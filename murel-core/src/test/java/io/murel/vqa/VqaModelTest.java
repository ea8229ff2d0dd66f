package io.murel.vqa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.murel.model.Batch;
import io.murel.model.SmallNets;
import io.murel.model.Trace;
import io.murel.model.VqaNetwork;
import io.murel.nn.Torch;
import io.murel.regions.PixelDescriptor;
import io.murel.regions.RegionFinder;
import io.murel.regions.Regions;
import io.murel.vqa.ModelDescription.Features;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A loaded model gives the numbers of its network, in whatever company a question is asked. */
class VqaModelTest {

  private static final int V = SmallNets.V;
  private static final Regions REGIONS = TinyModel.regions(4, V, 1);

  @TempDir private Path temp;

  private static ModelDescription murel() {
    return TinyModel.description(SmallNets.murel(), TinyModel.features(V));
  }

  @ParameterizedTest
  @ValueSource(strings = {"murel", "attention"})
  void answersAreThoseOfTheNetworkItself(String name) throws IOException {
    Map<String, Object> options = name.equals("murel") ? SmallNets.murel() : SmallNets.attention();
    ModelDescription description = TinyModel.description(options, TinyModel.features(V));
    float[] expected;
    try (VqaNetwork network = TinyModel.network(description);
        PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Batch batch =
          new Batch(
              Torch.tensor(REGIONS.features(), 1, 4, V),
              Torch.tensor(REGIONS.normBoxes(), 1, 4, 4),
              null,
              Torch.tensor(new long[] {1, 2, 3, 4, 4}, 1, 5), // of and it are unknown
              Torch.tensor(new long[] {5}, 1),
              null);
      expected =
          Torch.floats(network.forward(batch).narrow(1, 0, TinyModel.ANSWERS.size()).softmax(1));
    }
    try (VqaModel model = VqaModel.load(TinyModel.write(temp, description))) {
      List<Answer> answers = model.answer(REGIONS, "What is left of it?", 99);
      assertThat(answers).extracting(Answer::score).isSortedAccordingTo((a, b) -> b.compareTo(a));
      assertThat(answers)
          .extracting(Answer::answer)
          .containsExactlyInAnyOrderElementsOf(TinyModel.ANSWERS); // the net has 7 outputs
      for (Answer answer : answers) {
        assertThat(answer.score())
            .isCloseTo(expected[TinyModel.ANSWERS.indexOf(answer.answer())], within(1e-6));
      }
      assertThat(model.answer(REGIONS, "What is left of it?", 2)).isEqualTo(answers.subList(0, 2));
    }
  }

  @Test
  void severalQuestionsAreAnsweredAsEachAlone() throws IOException {
    try (VqaModel model = VqaModel.load(TinyModel.write(temp, murel()))) {
      List<Query> queries = queries(150); // more than are computed together
      List<Explanation> together = model.explain(queries, 5);
      assertThat(model.answer(queries, 5))
          .isEqualTo(together.stream().map(Explanation::answers).toList());
      for (int i = 0; i < queries.size(); i++) {
        Explanation alone = model.explain(queries.get(i), 5);
        assertSame(together.get(i), alone);
      }
    }
  }

  @Test
  void questionsAboutOneImageShareItsRegions() throws IOException {
    try (VqaModel model = VqaModel.load(TinyModel.write(temp, murel()))) {
      List<Query> queries =
          Stream.of("what is", "left", "is what left", "what")
              .map(question -> new Query(new Image.OfRegions(REGIONS), question))
              .toList();
      List<Explanation> together = model.explain(queries, 5);
      for (int i = 0; i < queries.size(); i++) {
        assertSame(together.get(i), model.explain(queries.get(i), 5));
      }
    }
  }

  @Test
  void anExplanationHasATraceOfItsOwnRegions() throws IOException {
    try (VqaModel model = VqaModel.load(TinyModel.write(temp, murel()))) {
      List<Explanation> explained = model.explain(queries(6), 3);
      for (int i = 0; i < 6; i++) {
        int regions = 1 + i % 5;
        assertThat(explained.get(i).answers()).hasSize(3);
        assertThat(explained.get(i).regions().count()).isEqualTo(regions);
        assertThat(explained.get(i).trace().steps())
            .hasSize(2)
            .allSatisfy(step -> assertThat(step.contributions()).hasSize(regions));
      }
    }
  }

  @Test
  void halfPrecisionWeightsGiveNearlyTheSame() throws IOException {
    Path half = TinyModel.write(temp.resolve("half"), murel(), true);
    Path full = TinyModel.write(temp.resolve("full"), murel(), false);
    try (VqaModel a = VqaModel.load(half);
        VqaModel b = VqaModel.load(full)) {
      List<Answer> rounded = a.answer(REGIONS, "what is left", 5);
      List<Answer> exact = b.answer(REGIONS, "what is left", 5);
      assertThat(rounded).isNotEqualTo(exact);
      for (int i = 0; i < 5; i++) {
        assertThat(rounded.get(i).score()).isCloseTo(exact.get(i).score(), within(2e-3));
      }
    }
  }

  @Test
  void aPictureGoesThroughTheExtractorOfTheTraining() throws IOException {
    PixelDescriptor extractor = new PixelDescriptor();
    Features features = new Features(extractor.featureDim(), extractor.name(), List.of());
    ModelDescription description = TinyModel.description(SmallNets.murel(), features);
    BufferedImage picture = new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB);
    Graphics2D draw = picture.createGraphics();
    draw.setColor(Color.RED);
    draw.fillRect(10, 10, 20, 20);
    draw.setColor(Color.GREEN);
    draw.fillOval(45, 25, 24, 24);
    Regions regions = extractor.regions(picture, new RegionFinder(36).find(picture));

    try (VqaModel model = VqaModel.load(TinyModel.write(temp, description))) {
      Explanation seen = model.explain(new Query(new Image.Picture(picture), "what is it"), 3);
      assertThat(seen.regions().count()).isEqualTo(2);
      assertThat(seen.regions().normBoxes()).isEqualTo(regions.normBoxes());
      assertThat(seen.answers()).isEqualTo(model.answer(regions, "what is it", 3));
    }
  }

  @Test
  void wordsThatTrainingDidNotHaveAreNamed() throws IOException {
    try (VqaModel model = VqaModel.load(TinyModel.write(temp, murel()))) {
      assertThat(model.unknownWords("What is the zebra left of the lion?"))
          .containsExactly("the", "zebra", "of", "lion");
    }
  }

  @Test
  void aClosedModelSaysSo() throws IOException {
    VqaModel model = VqaModel.load(TinyModel.write(temp, murel()));
    model.close();
    model.close();
    String message = "the model " + temp + " is closed";
    assertThatThrownBy(() -> model.answer(REGIONS, "what", 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
    assertThatThrownBy(model::imageNames).hasMessage(message);
    assertThatThrownBy(() -> model.regions(new Image.OfRegions(REGIONS))).hasMessage(message);
  }

  @Test
  void atLeastOneAnswerIsAskedFor() throws IOException {
    try (VqaModel model = VqaModel.load(TinyModel.write(temp, murel()))) {
      assertThatThrownBy(() -> model.answer(REGIONS, "what", 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the best 0 answers, expected at least 1");
      assertThat(model.answer(List.of(), 1)).isEmpty();
    }
  }

  private static void assertSame(Explanation one, Explanation other) {
    assertThat(one.regions()).isSameAs(other.regions());
    assertThat(one.answers())
        .extracting(Answer::answer)
        .isEqualTo(other.answers().stream().map(Answer::answer).toList());
    for (int k = 0; k < one.answers().size(); k++) {
      assertThat(one.answers().get(k).score())
          .isCloseTo(other.answers().get(k).score(), within(1e-5));
    }
    for (int s = 0; s < one.trace().steps().size(); s++) {
      Trace.Step a = one.trace().steps().get(s);
      Trace.Step b = other.trace().steps().get(s);
      assertThat(a.contributions()).containsExactly(b.contributions(), within(1e-5f));
    }
  }

  /** About images of 1 to 5 regions, in questions of 1 to 3 words. */
  static List<Query> queries(int count) {
    List<String> questions = List.of("what", "is left", "left is what");
    List<Image> images =
        IntStream.range(0, 5)
            .<Image>mapToObj(i -> new Image.OfRegions(TinyModel.regions(i + 1, V, i)))
            .toList();
    List<Query> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      out.add(new Query(images.get(i % 5), questions.get(i % 3)));
    }
    return out;
  }
}
