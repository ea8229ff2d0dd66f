package io.murel.app.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.browser.Tab;
import org.junit.jupiter.api.Test;

@OnThePage
class TroubleOnPageTest {

  private static final String TYPED = "document.querySelector('#question').value";

  @Test
  void aRefusedQuestionIsExplainedAndStaysToBeChanged(Tab tab, PageService service) {
    service.show(tab, "image", "scene-7").see(".try");
    tab.click("#question").type("Is it red?").press("Enter").see(".strip button");
    String before = tab.text("#answers");

    tab.value("document.querySelector('#question').select()");
    tab.type("long ".repeat(500)).press("Enter").see(".ask .notice");

    assertThat(tab.text(".ask .notice p")).startsWith("question: found 2499 characters");
    assertThat(tab.attribute(".ask .notices", "role")).isEqualTo("alert");
    assertThat(tab.value(TYPED).asText()).startsWith("long long ");
    assertThat(tab.text("#answers")).isEqualTo(before);
    assertThat(tab.text(".primary")).isEqualTo("Ask");
  }

  @Test
  void aServiceThatIsGoneIsToldAndAskedAgain(Tab tab, PageService service) {
    service.show(tab, "image", "scene-7").see(".try");
    tab.offline(true).click("#question").type("Is it red?").press("Enter").see(".ask .notice");
    assertThat(tab.text(".ask .notice p"))
        .isEqualTo("The server does not answer. Is ./murel serve still running?");
    tab.offline(false).click(".ask .notice .quiet").see(".strip button");
    assertThat(tab.count(".ask .notice")).isZero();
  }

  @Test
  void anUnknownImageInALinkLeavesTheWaysToAnother(Tab tab, PageService service) {
    service.show(tab, "image", "nowhere", "question", "Is it red?");
    tab.see("#picture-notice", "'nowhere'");
    assertThat(tab.value(TYPED).asText()).isEqualTo("Is it red?");
    assertThat(tab.text("#stage")).contains("No picture yet");
    tab.click("#draw").see(".try");
    assertThat(tab.count("#picture-notice .notice")).isZero();
  }

  @Test
  void anEmptyQuestionIsNotSent(Tab tab, PageService service) {
    service.show(tab, "image", "scene-7").see(".try");
    tab.click("#question").type("   ").press("Enter");
    assertThat(tab.text("#answers")).startsWith("Answers appear here");
    assertThat(tab.value("document.activeElement.id").asText()).isEqualTo("question");
  }

  @Test
  void textIsNeverMarkup(Tab tab, PageService service) {
    String hostile = "<img src=x onerror=alert(1)>";
    service.show(tab, "image", "scene-7", "question", hostile).see(".strip button");
    assertThat(tab.text(".asked-question")).isEqualTo(hostile);
    assertThat(tab.count("img[src=x]")).isZero();
    assertThat(tab.complaints()).isEmpty();
  }
}
