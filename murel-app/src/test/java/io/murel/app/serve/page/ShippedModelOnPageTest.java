package io.murel.app.serve.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.murel.app.browser.Tab;
import io.murel.app.serve.MurelServer;
import io.murel.app.serve.ServeOptions;
import io.murel.app.serve.answer.Models;
import io.murel.app.serve.answer.VqaAnswerer;
import io.murel.app.serve.image.PictureFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the page to the network that comes with the project, and back. */
@OnThePage
class ShippedModelOnPageTest {

  private static final Path MODEL = Path.of("..", "models", "scenes", "murel");

  @Test
  void theModelThatComesWithTheProjectAnswersOnThePage(Tab tab) throws Exception {
    assumeTrue(Files.isDirectory(MODEL), "no shipped model here: it was not asked on the page");
    Models models = new Models(List.of(VqaAnswerer.load("murel", MODEL)));
    try (MurelServer server = MurelServer.start(ServeOptions.on(0), models, PictureFolder.none());
        PageService service = PageService.of(server)) {
      service.show(tab, "image", "scene-4").click(".try").see(".strip button");
      String question = tab.text(".try span");
      assertThat(tab.text(".best .word")).isEqualTo(service.answer("scene-4", question, "murel"));
      assertThat(tab.texts(".strip button")).hasSizeGreaterThan(2).contains("Regions", "Step 1");
      assertThat(tab.count(".pane .link")).isPositive();
      assertThat(tab.count(".tile")).as("scenes to choose from, without a store").isEqualTo(16);
      assertThat(tab.complaints()).isEmpty();
    }
  }
}
