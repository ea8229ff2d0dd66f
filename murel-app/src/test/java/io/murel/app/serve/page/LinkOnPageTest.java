package io.murel.app.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.browser.Chromium;
import io.murel.app.browser.Tab;
import java.net.URI;
import org.junit.jupiter.api.Test;

@OnThePage
class LinkOnPageTest {

  @Test
  void aCopiedLinkRestoresPictureQuestionAndStep(Tab tab, PageService service, Chromium browser) {
    service.show(tab.allowClipboard(), "image", "scene-7").see(".try");
    tab.click("#question").type("What is left of the “ball”?").press("Enter").see(".strip button");
    tab.click(".strip button:nth-child(3)").click(".tools .quiet").see(".toast", "Link copied");
    URI link = URI.create(tab.value("navigator.clipboard.readText()").asText());
    assertThat(link).isEqualTo(URI.create(tab.value("location.href").asText()));

    Tab other = browser.open();
    other.open(link).see(".strip [aria-checked='true']");
    other.see(".strip [aria-checked='true']", "Step 2");
    assertThat(other.text("#stage-title")).isEqualTo("Scene 7");
    assertThat(other.value("document.querySelector('#question').value").asText())
        .isEqualTo("What is left of the “ball”?");
    assertThat(other.texts(".best .word")).isEqualTo(tab.texts(".best .word"));
    assertThat(other.value("document.title").asText())
        .isEqualTo("What is left of the “ball”? – MuRel");
    other.close();
  }

  @Test
  void aLinkToAnUploadThatIsForgottenAsksForTheFile(Tab tab, PageService service) {
    service.show(tab, "image", "upload-0123456789abcdef", "question", "Is it red?");
    tab.see("#picture-notice .notice");
    assertThat(tab.text("#picture-notice p"))
        .isEqualTo(
            "This picture was uploaded, and the server no longer has it. Upload the file again;"
                + " the question is kept.");
    assertThat(tab.value("document.querySelector('#question').value").asText())
        .isEqualTo("Is it red?");
  }

  @Test
  void aLinkWithAStepThatIsNoneShowsTheLastOne(Tab tab, PageService service) {
    service.show(tab, "image", "scene-7", "question", "Is it red?", "view", "murel/9");
    tab.see(".strip [aria-checked='true']", "Step 3");
  }
}
