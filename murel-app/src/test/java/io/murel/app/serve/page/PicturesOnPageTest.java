package io.murel.app.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.app.browser.Tab;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnThePage
class PicturesOnPageTest {

  private static final String FILE = "input[type=file]";

  private static Path picture(Path dir) throws Exception {
    Path file = dir.resolve("holiday.png");
    ImageIO.write(PageService.landscape(), "png", file.toFile());
    return file;
  }

  @Test
  void anUploadedPictureCanBeAskedAboutAndTheTypedQuestionStays(
      Tab tab, PageService service, @TempDir Path dir) throws Exception {
    service.show(tab, "image", "scene-7").see(".try");
    tab.click("#question").type("Where is the sun?").choose(FILE, picture(dir));
    tab.see("#stage-title", "Your picture");
    assertThat(tab.value("document.querySelector('#question').value").asText())
        .isEqualTo("Where is the sun?");
    assertThat(tab.value("location.hash").asText()).startsWith("#image=upload-");
    tab.click(".primary").see(".strip button");
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void aFileThatIsNoPictureIsRefusedAndNothingIsLost(
      Tab tab, PageService service, @TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("letter.png"), "Dear Sir or Madam");
    service.show(tab, "image", "scene-7").see(".try");
    tab.click("#question").type("Is it red?").choose(FILE, file).see("#picture-notice .notice");
    assertThat(tab.text("#picture-notice")).contains("picture");
    assertThat(tab.text("#stage-title")).isEqualTo("Scene 7");
    assertThat(tab.value("document.querySelector('#question').value").asText())
        .isEqualTo("Is it red?");
    tab.click("#picture-notice .round");
    assertThat(tab.count("#picture-notice .notice")).isZero();
  }

  /** A file as the browser hands it over when it is dropped or pasted. */
  private static String carrying(Path file, String event) throws Exception {
    return """
        (() => {
          const bytes = Uint8Array.from(atob('%s'), c => c.charCodeAt(0));
          const carried = new DataTransfer();
          carried.items.add(new File([bytes], 'dropped.png', {type: 'image/png'}));
          %s
        })()"""
        .formatted(java.util.Base64.getEncoder().encodeToString(Files.readAllBytes(file)), event);
  }

  @Test
  void aPictureCanBeDropped(Tab tab, PageService service, @TempDir Path dir) throws Exception {
    service.show(tab, "image", "scene-7").see(".try");
    String event =
        "document.body.dispatchEvent(new DragEvent('%s', {dataTransfer: carried, bubbles: true, cancelable: true}));";
    tab.value(carrying(picture(dir), event.formatted("dragenter"))).isNull();
    tab.see("#drop", "Drop the picture");
    tab.value(carrying(picture(dir), event.formatted("drop")));
    tab.see("#stage-title", "Your picture");
    assertThat(tab.attribute("#drop", "hidden")).isNotNull();
  }

  @Test
  void aPictureCanBePasted(Tab tab, PageService service, @TempDir Path dir) throws Exception {
    service.show(tab, "image", "scene-7").see(".try");
    tab.value(
        carrying(
            picture(dir),
            "document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: carried, bubbles: true, cancelable: true}));"));
    tab.see("#stage-title", "Your picture");
  }

  @Test
  void theStoreIsListedAndOpenedByTileOrName(Tab tab, PageService service) {
    service.show(tab, "image", "scene-7").see(".tile");
    assertThat(tab.texts(".tile .label")).containsExactly("crowd-100", "crowd-36", "unseen");
    tab.click(".tile[data-name='crowd-36']").see("#stage-title", "crowd-36");
    assertThat(tab.attribute(".tile[data-name='crowd-36']", "aria-current")).isEqualTo("true");
    tab.click("#image-name").type("scene-9").press("Enter").see("#stage-title", "Scene 9");
    tab.click("#image-name").press("End").type("9x").press("Enter").see("#picture-notice .notice");
    assertThat(tab.text("#picture-notice")).contains("'scene-99x'");
  }

  @Test
  void anImageOfWhichOnlyRegionsAreKnownIsShownAsBoxes(Tab tab, PageService service) {
    service.show(tab, "image", "unseen", "question", "Is it red?").see(".strip button");
    assertThat(tab.count(".pane .scene .blank")).isEqualTo(1);
    tab.click(".strip button");
    assertThat(tab.text(".inspector .part"))
        .contains("The server has no picture of this image, only its regions.");
    assertThat(tab.complaints()).isEmpty();
  }
}
