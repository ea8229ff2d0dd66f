package io.murel.app.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.app.browser.Tab;
import org.junit.jupiter.api.Test;

@OnThePage
class AskOnPageTest {

  @Test
  void aQuestionIsAnsweredByEveryModelWithBars(Tab tab, PageService service) throws Exception {
    service.show(tab, "image", "scene-7").see(".try");
    assertThat(tab.text("#answers")).startsWith("Answers appear here");

    tab.click("#question").type("What is left of the ball?").click(".primary");

    tab.until("document.querySelectorAll('.answers .best').length === 2");
    assertThat(tab.texts(".answers h3")).containsExactly("MuRel says", "Attention says");
    assertThat(tab.texts(".best .word"))
        .containsExactly(
            service.answer("scene-7", "What is left of the ball?", "murel"),
            service.answer("scene-7", "What is left of the ball?", "attention"));
    assertThat(tab.count(".answers li .bar i")).isEqualTo(10);
    assertThat(tab.text("#announce")).startsWith("MuRel: ").contains("Attention: ");
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void aSuggestedQuestionIsAskedAtOnceAndJudged(Tab tab, PageService service) throws Exception {
    JsonNode known = service.get("/api/v1/images/scene-7/questions").get("questions");
    service.show(tab, "image", "scene-7").see(".try");
    String question = tab.text(".try span");
    String truth = null;
    for (JsonNode each : known) {
      if (each.get("question").asText().equals(question)) {
        truth = each.get("answer").asText();
      }
    }

    tab.click(".try").see(".strip button");

    tab.see(".truth-line", "Right answer: " + truth);
    boolean right = service.answer("scene-7", question, "murel").equals(truth);
    String mark = right ? "✓ right" : "✗ wrong";
    assertThat(tab.text(".answers .mark")).isEqualTo(mark);
    tab.see(".try .kind b", mark);
  }

  @Test
  void allSuggestionsCanBeSeen(Tab tab, PageService service) throws Exception {
    int known = service.get("/api/v1/images/scene-7/questions").get("questions").size();
    service.show(tab, "image", "scene-7").see(".try");
    assertThat(tab.count(".try")).isEqualTo(6);
    tab.click(".tries .more");
    assertThat(tab.count(".try")).isEqualTo(known).isGreaterThan(6);
    tab.click(".tries .more");
    assertThat(tab.count(".try")).isEqualTo(6);
  }

  @Test
  void withoutALinkANewSceneIsDrawn(Tab tab, PageService service) {
    service.show(tab).see(".try");
    assertThat(tab.text("#stage-title")).matches("Scene \\d+");
    String before = tab.text("#stage-title");
    tab.click("#draw")
        .until("document.querySelector('#stage-title').innerText !== '" + before + "'");
    assertThat(tab.value("location.hash").asText()).matches("#image=scene-\\d+");
  }

  @Test
  void allSuggestionsCanBeAskedAtOnceAndAreCounted(Tab tab, PageService service) throws Exception {
    JsonNode known = service.get("/api/v1/images/scene-7/questions").get("questions");
    int right = 0;
    for (JsonNode each : known) {
      String answer = service.answer("scene-7", each.get("question").asText(), "murel");
      right += answer.equals(each.get("answer").asText()) ? 1 : 0;
    }
    service.show(tab, "image", "scene-7").click(".tries header .quiet").see(".scored");
    assertThat(tab.text(".scored"))
        .isEqualTo("MuRel: %d of %d right".formatted(right, known.size()));
    tab.click(".tries .more");
    assertThat(tab.count(".try .good")).isEqualTo(right);
    assertThat(tab.count(".try .bad")).isEqualTo(known.size() - right);
  }

  @Test
  void whileItWaitsItSaysSo(Tab tab, PageService service) {
    service.show(tab, "image", "scene-7").see(".try").slow(500);
    tab.click("#question").type("Is it red?").press("Enter");
    assertThat(tab.text(".primary")).isEqualTo("Asking");
    assertThat(tab.attribute(".ask", "aria-busy")).isEqualTo("true");
    assertThat(tab.count(".answers.waiting")).isEqualTo(2);
    tab.see(".strip button");
    assertThat(tab.text(".primary")).isEqualTo("Ask");
    assertThat(tab.count(".answers.waiting")).isZero();
  }

  @Test
  void anAnswerAboutThePictureBeforeIsNotShown(Tab tab, PageService service) {
    service.show(tab, "image", "scene-7").see(".try").slow(300);
    tab.click("#question").type("Is it red?").press("Enter").click(".tile").slow(0);
    tab.see("#stage-title", "crowd-100").see(".empty", "Answers appear here");
    assertThat(tab.count(".best")).isZero();
    assertThat(tab.text(".primary")).isEqualTo("Ask");
  }

  @Test
  void backLeadsToThePictureBefore(Tab tab, PageService service) {
    service.show(tab, "image", "scene-7").see(".try");
    tab.click("#question").type("Is it red?").press("Enter").see(".strip button");
    tab.value("history.back()");
    tab.see(".empty", "Answers appear here");
    assertThat(tab.text("#stage-title")).isEqualTo("Scene 7");
    assertThat(tab.value("location.hash").asText()).isEqualTo("#image=scene-7");
  }
}
