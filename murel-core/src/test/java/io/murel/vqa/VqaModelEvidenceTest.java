package io.murel.vqa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.murel.BadInputException;
import io.murel.model.SmallNets;
import io.murel.regions.Regions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VqaModelEvidenceTest {

  private static final String QUESTION = "what is left";
  private static final Regions REGIONS = TinyModel.regions(4, SmallNets.V, 1);
  private static final Query QUERY = new Query(new Image.OfRegions(REGIONS), QUESTION);

  @TempDir private Path temp;

  private VqaModel attention() throws IOException {
    return VqaModel.load(
        TinyModel.write(
            temp, TinyModel.description(SmallNets.attention(), TinyModel.features(SmallNets.V))));
  }

  /** The baseline does not relate: without a region it answers as about an image without it. */
  @Test
  void aContrastIsWhatRemovingTheRegionTakesFromTheOdds() throws IOException {
    try (VqaModel model = attention()) {
      List<AnswerEvidence> evidence = model.evidence(QUERY, List.of("blue", "red"));
      assertThat(evidence).extracting(AnswerEvidence::answer).containsExactly("blue", "red");
      List<Double> contrast = evidence.get(0).against(evidence.get(1));
      assertThat(contrast).hasSize(4);
      double odds = odds(model, REGIONS);
      assertThat(evidence.get(0).logit() - evidence.get(1).logit()).isCloseTo(odds, within(1e-4));
      for (int i = 0; i < 4; i++) {
        assertThat(contrast.get(i)).isCloseTo(odds - odds(model, without(i)), within(1e-4));
      }
    }
  }

  /** The logarithm of the odds of blue against red. */
  private static double odds(VqaModel model, Regions regions) {
    List<Answer> answers = model.answer(regions, QUESTION, 99);
    return Math.log(score(answers, "blue") / score(answers, "red"));
  }

  private static double score(List<Answer> answers, String wanted) {
    return answers.stream().filter(a -> a.answer().equals(wanted)).findAny().orElseThrow().score();
  }

  private static Regions without(int region) {
    return new Regions(
        cut(REGIONS.features(), region, SmallNets.V),
        cut(REGIONS.normBoxes(), region, 4),
        3,
        SmallNets.V);
  }

  private static float[] cut(float[] rows, int row, int width) {
    float[] out = new float[rows.length - width];
    System.arraycopy(rows, 0, out, 0, row * width);
    System.arraycopy(rows, (row + 1) * width, out, row * width, out.length - row * width);
    return out;
  }

  @Test
  void anAnswerThatTheModelDoesNotKnowIsRefused() throws IOException {
    try (VqaModel model = attention()) {
      assertThatThrownBy(() -> model.evidence(QUERY, List.of("blu\u0007")))
          .isInstanceOf(BadInputException.class)
          .hasMessage(
              "answer: found 'blu ', expected one of the 5 answers of the model."
                  + " Did you mean 'blue'?");
      assertThatThrownBy(() -> model.evidence(QUERY, List.of("umbrella")))
          .hasMessage(
              "answer: found 'umbrella', expected one of the 5 answers of the model."
                  + " They stand in its model.json.");
    }
  }

  @Test
  void aClosedModelSaysSo() throws IOException {
    VqaModel model = attention();
    model.close();
    assertThatThrownBy(() -> model.evidence(QUERY, List.of("blue")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the model " + temp + " is closed");
  }
}
