package io.murel.app.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.app.browser.Tab;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of WCAG 2.2 AA as far as axe checks them. */
@OnThePage
class AccessOfPageTest {

  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

  private static String axe() throws IOException {
    try (InputStream in = AccessOfPageTest.class.getResourceAsStream(AXE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "light, scene-7, ''",
    "light, scene-7, What is left of the ball?",
    "dark, crowd-36, What is left of the ball?",
    "light, nowhere, Is it red?"
  })
  void noRuleIsBroken(String scheme, String image, String question, Tab tab, PageService service)
      throws Exception {
    tab.prefer("prefers-color-scheme", scheme);
    service.show(tab, "image", image, "question", question).see("html[data-ready]");
    JsonNode broken =
        tab.inject(axe())
            .value(
                "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})"
                    + ".then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))");
    List<String> rules = new ArrayList<>();
    broken.forEach(each -> rules.add(each.asText()));
    assertThat(rules).isEmpty();
  }
}
