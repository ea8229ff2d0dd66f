package io.murel.app.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.browser.Tab;
import org.junit.jupiter.api.Test;

/** Everything without a pointer. */
@OnThePage
class KeyboardOnPageTest {

  private static String focused(Tab tab) {
    return tab.value(
            "(e => e.getAttribute('aria-label') || e.innerText || e.id)(document.activeElement)")
        .asText();
  }

  /** Tabs on until something has the focus. */
  private static Tab tabTo(Tab tab, String selector) {
    for (int i = 0; i < 60; i++) {
      tab.press("Tab");
      if (tab.value("document.activeElement.matches(\"" + selector + "\")").asBoolean()) {
        return tab;
      }
    }
    throw new AssertionError("Tab does not reach " + selector + ", but " + focused(tab));
  }

  @Test
  void aQuestionIsAskedAndItsReasoningReadByKeysAlone(Tab tab, PageService service) {
    service.show(tab, "image", "scene-7").see(".try").press("Tab");
    assertThat(focused(tab)).isEqualTo("Skip to the question");
    tab.press("Enter");
    assertThat(focused(tab)).isEqualTo("question");
    assertThat(tab.value("location.hash").asText()).isEqualTo("#image=scene-7");
    tab.type("What is left of the ball?").press("Enter").see(".strip button");
    assertThat(focused(tab)).as("the focus stays for the next question").isEqualTo("question");

    tab.value("document.querySelector('h1').tabIndex = -1, document.querySelector('h1').focus()");
    tabTo(tab, ".reach-layer").press("ArrowRight").see(".bubble");
    String first = tab.attribute(".reach-layer", "aria-activedescendant");
    tab.press("ArrowRight", "ArrowLeft", "ArrowUp");
    assertThat(first).startsWith("pane0-region");
    tab.press("Enter");
    String chosen = tab.attribute(".reach-layer", "aria-activedescendant");
    String number = chosen.substring("pane0-region".length());
    tab.see(".pairs h3", "Region " + number + " draws on");
    assertThat(tab.attribute("#" + chosen, "aria-selected")).isEqualTo("true");
    tab.press("Escape").see(".pairs h3", "Strongest pairs");

    tabTo(tab, ".strip [role=radio]").press("ArrowLeft");
    assertThat(focused(tab)).isEqualTo("Step 2");
    tabTo(tab, ".regions .row");
    assertThat(focused(tab)).matches("Region \\d+, \\d+\\h%");
    tab.press("ArrowDown").see(".pairs h3", "draws on");
    tab.press("Enter");
    assertThat(tab.value("document.activeElement.getAttribute('aria-pressed')").asText())
        .isEqualTo("true");
    tabTo(tab, ".pair");
    tab.until("document.querySelectorAll('.pane .link').length === 1");
  }

  @Test
  void whatHasTheFocusCanBeSeen(Tab tab, PageService service) {
    service.show(tab, "image", "scene-7").see(".try");
    for (int i = 0; i < 25; i++) {
      tab.press("Tab");
      assertThat(
              tab.value(
                      "(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none')"
                          + "(getComputedStyle(document.activeElement))")
                  .asBoolean())
          .as(focused(tab))
          .isTrue();
    }
  }
}
