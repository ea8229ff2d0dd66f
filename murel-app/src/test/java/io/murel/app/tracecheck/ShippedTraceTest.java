package io.murel.app.tracecheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.murel.scenes.ScenesOptions;
import io.murel.scenes.Split;
import io.murel.scenes.ask.QuestionType;
import io.murel.vqa.VqaModel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The trace of the MuRel that ships with the project shows the objects that lead to the answer, on
 * scenes it has never seen. The figures of docs/trace.md, with a margin for the smaller sample.
 */
class ShippedTraceTest {

  /** No data set was made with it. */
  private static final long SEED = 20_261_127;

  private static final int SCENES = 150;

  private static TraceCheck check;

  @BeforeAll
  static void ask() {
    Path shipped = shipped();
    assumeTrue(Files.isDirectory(shipped), "no model in " + shipped.toAbsolutePath());
    ScenesOptions options = ScenesOptions.of(Path.of(""), SEED, 1).withTest(SCENES);
    try (VqaModel model = VqaModel.load(shipped)) {
      check = TraceCheck.run(model, options, Split.TEST, drawn -> {});
    }
  }

  /** Tests run in the folder of their module. */
  private static Path shipped() {
    Path here = Path.of("models", "scenes", "murel");
    return Files.isDirectory(here) ? here : Path.of("..").resolve(here);
  }

  private static PathRates right(QuestionType type) {
    PathRates rates = check.right().get(type);
    assertThat(rates.right().questions()).as(type.word()).isGreaterThan(120);
    return rates;
  }

  @Test
  void theStrongestRegionIsTheObjectThePathEndsAt() {
    assertRate(right(QuestionType.SPATIAL).end(), 75, 18);
    assertRate(right(QuestionType.NEAREST).end(), 70, 18);
    assertRate(right(QuestionType.TWO_HOP).end(), 75, 18);
  }

  @Test
  void theStrongestRegionLiesOnThePath() {
    assertRate(right(QuestionType.SPATIAL).strongest(), 80, 36);
    assertRate(right(QuestionType.NEAREST).strongest(), 75, 37);
    assertRate(right(QuestionType.TWO_HOP).strongest(), 82, 53);
  }

  @Test
  void theObjectsOfThePathAreTheStrongestRegionsMoreOftenThanByChance() {
    assertRate(right(QuestionType.SPATIAL).allStrongest(), 20, 9);
    assertRate(right(QuestionType.NEAREST).allStrongest(), 12, 9);
    assertRate(right(QuestionType.TWO_HOP).allStrongest(), 12, 9);
  }

  @Test
  void theAskedObjectListensToItsReference() {
    assertRate(right(QuestionType.SPATIAL).links().get(0).get(1), 42, 13);
    assertRate(right(QuestionType.NEAREST).links().get(0).get(1), 42, 13);
    assertRate(right(QuestionType.TWO_HOP).links().get(1).get(1), 48, 13);
  }

  private static void assertRate(Rate rate, double atLeast, double chance) {
    assertThat(rate.percent()).isGreaterThan(atLeast);
    assertThat(rate.chance()).isBetween(chance - 2, chance + 2);
  }
}
