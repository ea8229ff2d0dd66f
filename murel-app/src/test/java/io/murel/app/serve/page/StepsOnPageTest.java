package io.murel.app.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.browser.Tab;
import org.junit.jupiter.api.Test;

@OnThePage
class StepsOnPageTest {

  private static Tab asked(Tab tab, PageService service) {
    return service
        .show(tab, "image", "scene-7", "question", "What is left of the ball?")
        .see(".strip button");
  }

  private static final String SHOWN = ".strip [aria-checked='true']";

  @Test
  void theStripHasTheRegionsTheStepsAndTheAttention(Tab tab, PageService service) {
    asked(tab, service);
    assertThat(tab.texts(".strip button"))
        .containsExactly("Regions", "Step 1", "Step 2", "Step 3", "Attention");
    assertThat(tab.text(SHOWN)).isEqualTo("Step 3");
    assertThat(tab.text(".inspector h3")).isEqualTo("MuRel, step 3 of 3");
    assertThat(tab.attribute(".pane .scene", "data-kind")).isEqualTo("pairs");
    assertThat(tab.count(".pane .link")).isBetween(1, 6);
  }

  @Test
  void arrowKeysGoFromStepToStep(Tab tab, PageService service) {
    asked(tab, service).click(SHOWN).press("ArrowLeft");
    assertThat(tab.text(SHOWN)).isEqualTo("Step 2");
    tab.press("End");
    assertThat(tab.text(SHOWN)).isEqualTo("Attention");
    assertThat(tab.attribute(".pane .scene", "data-kind")).isEqualTo("heat");
    assertThat(tab.count(".pane .link")).isZero();
    tab.press("Home");
    assertThat(tab.text(".inspector h3")).matches("\\d+ regions");
  }

  @Test
  void playingShowsOneStepAfterTheOther(Tab tab, PageService service) {
    asked(tab, service).click(".controls .quiet");
    assertThat(tab.text(".controls .quiet")).isEqualTo("Pause");
    assertThat(tab.text(SHOWN)).isEqualTo("Regions");
    tab.see(SHOWN, "Step 1");
    tab.click(".controls .quiet");
    assertThat(tab.text(".controls .quiet")).isEqualTo("Play the steps");
  }

  @Test
  void sideBySideShowsTheAttentionBesideTheStep(Tab tab, PageService service) {
    asked(tab, service).click(".controls .quiet:nth-child(2)");
    assertThat(tab.texts(".pane figcaption"))
        .containsExactly("MuRel, step 3 of 3", "Attention, one look");
    assertThat(tab.value("location.hash").asText()).endsWith("&compare=yes");
    tab.click(".controls .quiet:nth-child(2)");
    assertThat(tab.count(".pane")).isEqualTo(1);
  }

  @Test
  void pointingAtARegionTellsItsShareAndShowsItsPartners(Tab tab, PageService service) {
    asked(tab, service).point("#pane0-region2");
    tab.see(".bubble");
    assertThat(tab.text(".bubble")).matches("Region 2: \\d+\\h% of the scene");
    assertThat(tab.text(".pairs h3")).isEqualTo("Region 2 draws on");
    assertThat(tab.count(".pane .link")).isPositive();
    assertThat(
            tab.value(
                    "[...document.querySelectorAll('.pane .link')]"
                        + ".every(link => link.dataset.from === '1')")
                .asBoolean())
        .isTrue();
  }

  @Test
  void aChosenRegionKeepsItsPartnersShownUntilItIsChosenAgain(Tab tab, PageService service) {
    asked(tab, service).click("#pane0-region2").point("h1");
    assertThat(tab.text(".pairs h3")).isEqualTo("Region 2 draws on");
    tab.point("#pane0-region1");
    assertThat(tab.text(".bubble")).matches("Region 2 takes \\d+\\h% from region 1");
    tab.click("#pane0-region2").point("h1");
    assertThat(tab.text(".pairs h3")).isEqualTo("Strongest pairs");
  }

  @Test
  void aPairOfTheListIsShownAlone(Tab tab, PageService service) {
    asked(tab, service).point(".pair:nth-of-type(1)");
    tab.until("document.querySelectorAll('.pane .link').length === 1");
    assertThat(tab.attribute(".pair", "aria-label"))
        .matches("Region \\d+ takes \\d+\\h% from region \\d+");
    assertThat(tab.count(".pane .region.named")).isEqualTo(2);
  }

  @Test
  void pointingAtAnArrowTellsItsShare(Tab tab, PageService service) {
    asked(tab, service).pointAtLine(".pane .link:last-child .reach").see(".bubble");
    String from = tab.attribute(".pane .link:last-child", "data-from");
    String to = tab.attribute(".pane .link:last-child", "data-to");
    assertThat(tab.text(".bubble"))
        .matches(
            "Region %d takes \\d+\\h%% from region %d"
                .formatted(Integer.parseInt(from) + 1, Integer.parseInt(to) + 1));
  }

  @Test
  void aTouchTellsAsMuchAsThePointer(Tab tab, PageService service) {
    tab.phone(390, 800);
    asked(tab, service).tap("#pane0-region2").see(".bubble", "Region 2");
    tab.see(".pairs h3", "Region 2 draws on");
  }
}
