package io.murel.app.tracecheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.murel.model.Trace;
import io.murel.scenes.ask.Hop;
import io.murel.scenes.ask.QuestionType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Four regions: 3 contributes most and listens to 1, 0 listens to 2. */
class PathRatesTest {

  private static final Trace.Step STEP =
      new Trace.Step(
          new float[] {0.2f, 0.1f, 0, 0.7f},
          new float[][] {{0, 0.25f, 0.75f, 0}, {1, 0, 0, 0}, {1, 0, 0, 0}, {0, 0.9f, 0.1f, 0}});

  private static final Trace TRACE = new Trace(List.of(STEP, STEP));

  private static PathQuestion question(QuestionType type, Hop... hops) {
    return new PathQuestion(type, null, "?", "yes", List.of(hops));
  }

  private static PathRates rates(Trace trace, Hop... hops) {
    PathRates rates = new PathRates();
    rates.add(question(QuestionType.SPATIAL, hops), true, trace);
    return rates;
  }

  private static void assertRate(Rate rate, double percent, double chance) {
    assertThat(rate.percent()).isEqualTo(percent);
    assertThat(rate.chance()).isCloseTo(chance, within(1e-9));
  }

  @Test
  void aPathThatTheTraceShows() {
    PathRates rates = rates(TRACE, new Hop(3, 1));
    assertRate(rates.strongest(), 100, 50); // 2 of 4
    assertRate(rates.end(), 100, 25); // 1 of 4
    assertRate(rates.allStrongest(), 0, 100 / 6.0); // 0 is stronger than 1; 1 of 6 pairs
    assertThat(rates.links()).hasSize(1);
    assertRate(rates.links().get(0).get(1), 100, 25); // 3 of 12 ordered pairs
  }

  @Test
  void aPathThatItDoesNotShow() {
    PathRates rates = rates(TRACE, new Hop(2, 1));
    assertRate(rates.strongest(), 0, 50);
    assertRate(rates.end(), 0, 25);
    assertRate(rates.links().get(0).get(0), 0, 25);
  }

  @Test
  void theOtherWayRoundIsAnotherLink() {
    assertRate(rates(TRACE, new Hop(0, 2)).links().get(0).get(0), 100, 25);
    assertRate(rates(TRACE, new Hop(2, 0)).links().get(0).get(0), 0, 25);
  }

  @Test
  void allStrongestAsksForTheWholePathInAnyOrder() {
    assertRate(rates(TRACE, new Hop(0, 3)).allStrongest(), 100, 100 / 6.0);
    assertRate(rates(TRACE, new Hop(1, 0), new Hop(3, 1)).allStrongest(), 100, 25); // 1 of 4 threes
  }

  @Test
  void twoHopsAreTwoPairs() {
    List<List<Rate>> links = rates(TRACE, new Hop(1, 0), new Hop(3, 1)).links();
    assertRate(links.get(0).get(1), 100, 25); // 1 to 0 weighs 0.1, the third
    assertRate(links.get(1).get(1), 100, 25);
  }

  @Test
  void whereNobodyListensThereAreNoPairs() {
    Trace.Step attended = new Trace.Step(STEP.contributions(), new float[0][]);
    assertThat(rates(new Trace(List.of(attended)), new Hop(3, 1)).links()).isEmpty();
  }

  @Test
  void theTablesShowSharesAndChances() {
    PathRates spatial = rates(TRACE, new Hop(3, 1));
    spatial.add(question(QuestionType.SPATIAL, new Hop(2, 0)), false, TRACE);
    PathRates hops = rates(TRACE, new Hop(1, 0), new Hop(3, 1));
    Map<QuestionType, PathRates> all = new EnumMap<>(QuestionType.class);
    all.put(QuestionType.SPATIAL, spatial);
    all.put(QuestionType.TWO_HOP, hops);
    Map<QuestionType, PathRates> right = Map.of(QuestionType.TWO_HOP, hops);
    assertThat(TraceCheckText.of(new TraceCheck(all, right)))
        .isEqualTo(
            """
            Regions after the last step, in % of the questions (in brackets: by chance).
              strongest: the strongest region is an object the question leads over
              end:       it is the object the path ends at
              all:       the objects of the path are the strongest regions

              all answers          questions          right      strongest            end            all
              spatial                      2           50.0    50.0 (50.0)    50.0 (25.0)     0.0 (16.7)
              two-hop                      1          100.0   100.0 (75.0)   100.0 (25.0)   100.0 (25.0)

              right answers        questions          right      strongest            end            all
              two-hop                      1          100.0   100.0 (75.0)   100.0 (25.0)   100.0 (25.0)

            Pairs: the asked object listens to the one it is found by, among the 3 strongest links of a step.

              all answers          questions         step 1         step 2
              spatial                      2    50.0 (25.0)    50.0 (25.0)
              two-hop, first hop           1   100.0 (25.0)   100.0 (25.0)
              two-hop, last hop            1   100.0 (25.0)   100.0 (25.0)

              right answers        questions         step 1         step 2
              two-hop, first hop           1   100.0 (25.0)   100.0 (25.0)
              two-hop, last hop            1   100.0 (25.0)   100.0 (25.0)

            """);
  }
}
