package io.murel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {

  private static final float[][] NONE = {};

  private static Trace.Step step() {
    return new Trace.Step(
        new float[] {0.5f, 0.25f, 0.25f},
        new float[][] {{0.25f, 0, 0.75f}, {1, 0, 0}, {0.5f, 0.5f, 0}});
  }

  @Test
  void whatIsDoneToTheArraysAfterwardsChangesNothing() {
    float[] contributions = {0.5f, 0.5f};
    float[][] partners = {{0, 1}, {1, 0}};
    Trace.Step step = new Trace.Step(contributions, partners);
    contributions[0] = 9;
    partners[0][1] = 9;
    partners[1] = new float[] {9, 9};
    step.contributions()[0] = 9;
    step.partners()[0][1] = 9;
    assertThat(step)
        .isEqualTo(new Trace.Step(new float[] {0.5f, 0.5f}, new float[][] {{0, 1}, {1, 0}}));
  }

  @Test
  void whatIsDoneToTheListAfterwardsChangesNothing() {
    List<Trace.Step> steps = new ArrayList<>(List.of(step()));
    Trace trace = new Trace(steps);
    steps.clear();
    assertThat(trace.steps()).containsExactly(step());
    assertThatThrownBy(() -> trace.steps().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void singleValues() {
    Trace.Step step = step();
    assertThat(step.regions()).isEqualTo(3);
    assertThat(step.contribution(1)).isEqualTo(0.25f);
    assertThat(step.share(0, 2)).isEqualTo(0.75f);
    assertThat(step.hasPartners()).isTrue();
    assertThat(new Trace(List.of(step)).regions()).isEqualTo(3);
    assertThat(new Trace(List.of(step, step())).last()).isEqualTo(step);
  }

  @Test
  void withoutRelationsEveryShareIsZeroAndThereAreNoLinks() {
    Trace.Step step = new Trace.Step(new float[] {0.5f, 0.5f}, NONE);
    assertThat(step.hasPartners()).isFalse();
    assertThat(step.share(0, 1)).isZero();
    assertThat(step.links()).isEmpty();
  }

  @Test
  void linksAreBetweenDifferentRegionsTheHeaviestFirst() {
    assertThat(step().links())
        .containsExactly(
            new Trace.Link(0, 2, 0.75f, 0.375f),
            new Trace.Link(1, 0, 1, 0.25f),
            new Trace.Link(2, 0, 0.5f, 0.125f),
            new Trace.Link(2, 1, 0.5f, 0.125f));
  }

  @Test
  void aTraceMayHaveNoSteps() {
    assertThat(new Trace(List.of()).regions()).isZero();
  }

  @Test
  void equalNumbersAreEqualTraces() {
    assertThat(new Trace(List.of(step())))
        .isEqualTo(new Trace(List.of(step())))
        .hasSameHashCodeAs(new Trace(List.of(step())))
        .isNotEqualTo(new Trace(List.of(step(), step())));
  }

  @Test
  void numbersThatAreNoSharesAreRefused() {
    assertThatThrownBy(() -> new Trace.Step(new float[] {0.5f, 0.25f}, NONE))
        .hasMessage("contributions sum to 0.75, not to 1");
    assertThatThrownBy(() -> new Trace.Step(new float[] {1.5f, -0.5f}, NONE))
        .hasMessage("contributions has 1.5, which is no share");
    assertThatThrownBy(() -> new Trace.Step(new float[] {Float.NaN, 1}, NONE))
        .hasMessage("contributions has NaN, which is no share");
    assertThatThrownBy(() -> new Trace.Step(new float[0], NONE))
        .hasMessage("contributions sum to 0.0, not to 1");
    assertThatThrownBy(() -> new Trace.Step(new float[] {1, 0}, new float[][] {{0, 1}, {0, 0}}))
        .hasMessage("partners[1] sum to 0.0, not to 1");
  }

  @Test
  void aTraceIsAboutOneSetOfRegions() {
    assertThatThrownBy(() -> new Trace.Step(new float[] {1, 0}, new float[][] {{1}}))
        .hasMessage("partners of 1 regions, but contributions of 2");
    assertThatThrownBy(() -> new Trace.Step(new float[] {1, 0}, new float[][] {{1, 0}, {1}}))
        .hasMessage("partners[1] has 1 shares, not one for each of 2 regions");
    Trace.Step other = new Trace.Step(new float[] {1}, NONE);
    assertThatThrownBy(() -> new Trace(List.of(step(), other)))
        .hasMessage("a trace has steps about 3 and about 1 regions");
  }
}
