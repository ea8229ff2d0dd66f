package io.murel.app.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.browser.Tab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On screens of every kind. */
@OnThePage
class LooksOfPageTest {

  private static final String QUESTION = "What is left of the ball?";

  private static String background(Tab tab) {
    return tab.value("getComputedStyle(document.body).backgroundColor").asText();
  }

  private static int tooWide(Tab tab) {
    return tab.value("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        .asInt();
  }

  @Test
  void itIsDarkWhereTheSystemIsAndOtherwiseWhenToldTo(Tab tab, PageService service) {
    service.show(tab.prefer("prefers-color-scheme", "dark"), "image", "scene-7").see(".try");
    assertThat(background(tab)).isEqualTo("rgb(18, 20, 25)");
    tab.click(".tools .round");
    assertThat(tab.attribute(".tools .round", "aria-label")).isEqualTo("Colours: light");
    assertThat(background(tab)).isEqualTo("rgb(248, 247, 244)");
    service.show(tab, "image", "scene-8").see(".try");
    assertThat(background(tab)).as("on the next visit").isEqualTo("rgb(248, 247, 244)");
    tab.prefer("prefers-color-scheme", "light").click(".tools .round");
    assertThat(background(tab)).isEqualTo("rgb(18, 20, 25)");
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 360, 768, 1024, 2560})
  void nothingIsWiderThanTheScreen(int width, Tab tab, PageService service) {
    tab.phone(width, 740);
    service.show(tab, "image", "scene-7", "question", QUESTION, "compare", "yes");
    tab.see(".strip button").see(".tile");
    assertThat(tooWide(tab)).isZero();
  }

  @Test
  void onAPhoneTheAnswersComeBeforeTheDetailsAndTheFingerFindsItsMark(
      Tab tab, PageService service) {
    service
        .show(tab.phone(360, 740), "image", "scene-7", "question", QUESTION)
        .see(".strip button");
    assertThat(
            tab.value(
                    "document.querySelector('#answers').getBoundingClientRect().top"
                        + " < document.querySelector('#inspector').getBoundingClientRect().top")
                .asBoolean())
        .isTrue();
    assertThat(
            tab.value(
                    "Math.min(...[...document.querySelectorAll('button')].filter(b => b.checkVisibility())"
                        + ".map(b => b.getBoundingClientRect().height))")
                .asDouble())
        .isGreaterThanOrEqualTo(32);
  }

  @ParameterizedTest
  @ValueSource(ints = {36, 100})
  void aCrowdOfRegionsIsThinnedOut(int regions, Tab tab, PageService service) {
    service.show(tab, "image", "crowd-" + regions, "question", QUESTION).see(".strip");
    assertThat(tab.count(".pane .region")).isEqualTo(regions);
    assertThat(tab.count(".pane .link")).isBetween(1, 6);
    assertThat(tab.count(".pane .tag")).isLessThan(12);
    assertThat(
            tab.value(
                    "[...document.querySelectorAll('.pane .region')]"
                        + ".filter(r => r.style.getPropertyValue('--strength') > 0.2).length")
                .asInt())
        .isBetween(1, 10);
    assertThat(tab.count(".regions .row")).isEqualTo(6);
    tab.click(".regions .more");
    assertThat(tab.count(".regions .row")).isEqualTo(regions);
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void whoWantsNoMotionGetsNone(Tab tab, PageService service) {
    tab.prefer("prefers-reduced-motion", "reduce");
    service.show(tab, "image", "scene-7", "question", QUESTION).see(".strip button");
    assertThat(
            tab.value(
                    "[...document.querySelectorAll('.veil, .region, .bar i')]"
                        + ".every(e => getComputedStyle(e).transitionDuration === '0s')")
                .asBoolean())
        .isTrue();
  }
}
