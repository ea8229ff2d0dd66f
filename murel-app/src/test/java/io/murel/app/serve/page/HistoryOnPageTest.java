package io.murel.app.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.browser.Chromium;
import io.murel.app.browser.Tab;
import org.junit.jupiter.api.Test;

@OnThePage
class HistoryOnPageTest {

  private static void ask(Tab tab, String question) {
    tab.value("document.querySelector('#question').select()");
    tab.click("#question");
    tab.value("document.querySelector('#question').select()");
    tab.type(question).press("Enter").see(".asked-question", question);
  }

  @Test
  void whatWasAskedIsKeptForTheNextVisitAndCanBeAskedAgain(
      Tab tab, PageService service, Chromium browser) {
    service.show(tab, "image", "scene-7").see(".try");
    assertThat(tab.text("#history")).contains("Your questions will be listed here");
    ask(tab, "Is it red?");
    ask(tab, "How many balls are there?");
    ask(tab, "Is it red?");
    assertThat(tab.texts(".asked-question"))
        .containsExactly("Is it red?", "How many balls are there?");

    Tab later = browser.openBeside(tab);
    service.show(later, "image", "scene-8").see(".entry");
    assertThat(later.texts(".asked-question"))
        .containsExactly("Is it red?", "How many balls are there?");
    later.click("li:nth-child(2) > .entry").see(".strip button");
    assertThat(later.text("#stage-title")).isEqualTo("Scene 7");
    assertThat(later.text(".best .word")).isEqualTo(later.text(".said"));

    later.click("#history .bar-row .quiet");
    assertThat(later.count(".entry")).isZero();
  }

  @Test
  void aBrowserThatKeepsNothingIsUsedWithoutIt(Tab tab, PageService service) {
    tab.before(
        "Object.defineProperty(window, 'localStorage',"
            + " {get() { throw new DOMException('denied', 'SecurityError'); }})");
    service.show(tab, "image", "scene-7").see(".try");
    ask(tab, "Is it red?");
    assertThat(tab.text("#history")).contains("the list ends when the page is closed");
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void aHistoryThatIsDamagedIsForgotten(Tab tab, PageService service) {
    tab.before(
        "if (location.protocol === 'http:') {"
            + " localStorage.setItem('murel.asked', '[null, 3, {\"image\": \"scene-7\"}]');"
            + " localStorage.setItem('murel.theme', '{'); }");
    service.show(tab, "image", "scene-7").see(".try");
    assertThat(tab.text("#history")).contains("Your questions will be listed here");
    assertThat(tab.complaints()).isEmpty();
  }
}
