package io.murel.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.model.Trace;
import io.murel.vqa.Answer;
import io.murel.vqa.Explanation;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFigureSvgTest {

  private static final String QUESTION = "What is left of the star?";

  private static Svg svg(Explanation explanation) {
    return Svg.of(new TraceFigure(QUESTION, 160, 120, explanation));
  }

  @Test
  void theQuestionIsTheTitleAndTheAnswersHaveTheirScores() {
    Svg svg = svg(SmallExplanation.related());
    assertThat(svg.title()).isEqualTo(QUESTION);
    assertThat(svg.groups("question").get(0).texts()).containsExactly(QUESTION);
    assertThat(svg.groups("answer").stream().map(Svg::texts))
        .containsExactly(List.of("red", "75\u00a0%"), List.of("blue", "20\u00a0%"));
    // a track and the part of it that is the score
    assertThat(svg.groups("answer").get(0).all("rect").stream().map(Svg::place))
        .containsExactly("710 105 190 7", "710 105 142.5 7");
    assertThat(svg.groups("answer").get(1).all("rect").stream().map(Svg::place))
        .containsExactly("710 141 190 7", "710 141 38 7");
  }

  @Test
  void onePanelAStep() {
    Svg svg = svg(SmallExplanation.related());
    assertThat(svg.attribute("width")).isEqualTo("926");
    List<Svg> steps = svg.groups("step");
    assertThat(steps.stream().map(step -> step.texts().get(0))).containsExactly("Step 1", "Step 2");
    // the panel's ground: 320 units wide and as high as the picture asks for
    assertThat(steps.stream().map(step -> step.all("rect").get(0).place()))
        .containsExactly("26 84 320 240", "368 84 320 240");
  }

  @Test
  void boxesLieWhereTheRegionsAreTheStrongestAboveAndMostOpaque() {
    List<Svg> regions = svg(SmallExplanation.related()).groups("step").get(0).groups("region");
    assertThat(regions.stream().map(Svg::title))
        .containsExactly("Region 2: 25\u00a0%", "Region 3: 25\u00a0%", "Region 1: 50\u00a0%");
    // x = 26 + 320 * fraction, y = 84 + 240 * fraction
    assertThat(regions.stream().map(region -> region.all("rect").get(1).place()))
        .containsExactly("186 144 80 60", "186 264 80 60", "66 144 40 60");
    assertThat(regions.get(2).all("rect").get(1).attribute("stroke-opacity")).isEmpty();
    assertThat(regions.get(2).all("rect").get(1).attribute("stroke-width")).isEqualTo("3.5");
    assertThat(regions.get(0).all("rect").get(1).attribute("stroke-opacity")).isEqualTo("0.77");
    assertThat(regions.get(0).all("rect").get(1).attribute("stroke-width")).isEqualTo("2.25");
  }

  @Test
  void numbersCountFromOneAndTellContributionsFromFivePercentOn() {
    List<Svg> steps = svg(SmallExplanation.related()).groups("step");
    assertThat(steps.get(0).groups("number").stream().map(n -> n.texts().get(0)))
        .containsExactly("1 \u00b7 50\u00a0%", "3 \u00b7 25\u00a0%", "2 \u00b7 25\u00a0%");
    assertThat(steps.get(1).groups("number").stream().map(n -> n.texts().get(0)))
        .containsExactly("1 \u00b7 94\u00a0%", "2 \u00b7 6\u00a0%", "3");
  }

  @Test
  void linksLeadFromARegionToItsPartnersWithTheirShares() {
    List<Svg> steps = svg(SmallExplanation.related()).groups("step");
    // 0.5 * 0.75, 0.25 * 1; 0.5 * 0.25 is exactly a third of the strongest
    assertThat(steps.get(0).groups("link").stream().map(Svg::title))
        .containsExactly(
            "Region 1 takes 75\u00a0% from region 2",
            "Region 2 takes 100\u00a0% from region 1", "Region 1 takes 25\u00a0% from region 3");
    assertThat(steps.get(0).groups("share").stream().map(share -> share.texts().get(0)))
        .containsExactly("75\u00a0%", "100\u00a0%", "25\u00a0%");
    assertThat(steps.get(1).groups("link")).as("regions that listen to themselves").isEmpty();
  }

  @Test
  void anArrowStartsInItsRegionAndEndsInItsPartner() {
    Svg link = svg(SmallExplanation.related()).groups("link").get(0);
    Svg shaft = link.all("path").get(2);
    String[] numbers = shaft.attribute("d").substring(1).split("[ Q]+");
    Rect inner1 = new Rect(66, 144, 40, 60).scaled(0.5).grown(4);
    assertThat(inner1.contains(point(numbers, 0))).as(shaft.attribute("d")).isTrue();
    Svg head = link.all("path").get(3);
    String[] tip = head.attribute("d").substring(1).split("[ L]+");
    Rect inner2 = new Rect(186, 144, 80, 60).scaled(0.5).grown(4);
    assertThat(inner2.contains(point(tip, 0))).as(head.attribute("d")).isTrue();
  }

  private static Point point(String[] numbers, int at) {
    return new Point(Double.parseDouble(numbers[at]), Double.parseDouble(numbers[at + 1]));
  }

  @Test
  void theAttentionBaselineHasOnePanelWithoutLinks() {
    Svg svg = svg(SmallExplanation.attended());
    assertThat(svg.groups("step")).hasSize(1);
    assertThat(svg.groups("step").get(0).texts().get(0)).isEqualTo("Regions");
    assertThat(svg.groups("link")).isEmpty();
    assertThat(svg.groups("legend").get(0).texts())
        .containsExactly("Boxes: how much of what the answer was read from comes from a region.");
  }

  @Test
  void withoutAStepTheRegionsAreShown() {
    Svg svg = svg(SmallExplanation.explanation(SmallExplanation.BOXES, new Trace(List.of())));
    assertThat(svg.groups("region")).hasSize(3);
    assertThat(svg.groups("number")).isEmpty();
    assertThat(svg.groups("legend").get(0).texts())
        .containsExactly("The regions the network was given.");
  }

  @Test
  void thePictureLiesInsideAndClearsUpWhereRegionsCount() throws IOException {
    BufferedImage picture = SmallExplanation.picture(2000, 1500, Color.RED);
    Svg svg = Svg.of(new TraceFigure(QUESTION, picture, SmallExplanation.related()));
    String uri = svg.all("image").get(0).root().getAttributeNS(XLINK, "href");
    byte[] png = Base64.getDecoder().decode(uri.substring("data:image/png;base64,".length()));
    BufferedImage inside = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(inside.getWidth()).as("no more than can be seen").isEqualTo(640);
    assertThat(inside.getHeight()).isEqualTo(480);
    assertThat(inside.getRGB(300, 200)).isEqualTo(Color.RED.getRGB());
    // in step 2: all of it, and region 1; region 2 has too little
    Svg step = svg.groups("step").get(1);
    assertThat(step.all("clipPath").stream().map(clip -> clip.all("rect").get(0).place()))
        .containsExactly("368 84 320 240", "408 144 40 60");
    assertThat(step.all("use").get(1).attribute("transform"))
        .isEqualTo("translate(368 84) scale(320 240)");
  }

  private static final String XLINK = "http://www.w3.org/1999/xlink";

  @ParameterizedTest(name = "{0} steps: {1} units wide")
  @CsvSource({"1, 584", "2, 926", "3, 1268", "4, 926", "7, 1268"})
  void upToThreePanelsARow(int steps, int width) {
    Svg svg = svg(SmallExplanation.large(5, steps));
    assertThat(svg.groups("step")).hasSize(steps);
    assertThat(svg.attribute("width")).isEqualTo(String.valueOf(width));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 36, 100})
  void manyRegionsHaveAllTheirBoxesButFewNumbersAndLinks(int regions) {
    Svg svg = svg(SmallExplanation.large(regions, 3));
    for (Svg step : svg.groups("step")) {
      assertThat(step.groups("region")).hasSize(regions);
      assertThat(step.groups("link").size()).isBetween(0, 4);
      assertThat(step.groups("number").size()).isBetween(1, 13);
    }
  }

  @Test
  void textsAreEscapedAndWhatIsNoCharacterIsReplaced() {
    String question = "Is <b>\"a\" & 'b'</b>\u0000\ud800 ]]> \ud83d\ude00 \u732b\tx\ny\u202e?";
    String readable = "Is <b>\"a\" & 'b'</b>\ufffd\ufffd ]]> \ud83d\ude00 \u732b x y\u202e?";
    Explanation base = SmallExplanation.related();
    Explanation odd = new Explanation(List.of(new Answer("<&>", 1)), base.regions(), base.trace());
    Svg svg = Svg.of(new TraceFigure(question, 160, 120, odd));
    assertThat(svg.title()).isEqualTo(readable);
    assertThat(svg.groups("answer").get(0).texts()).containsExactly("<&>", "100\u00a0%");
    assertThat(svg.groups("answer").get(0).title()).isEqualTo("<&>: 100\u00a0%");
  }

  @ParameterizedTest
  @CsvSource({"1, 100000", "100000, 1", "1, 1"})
  void extremePicturesStayInsideTheirPanel(int width, int height) {
    TraceFigure figure = new TraceFigure("?", width, height, SmallExplanation.related());
    Rect panel = new Rect(26, 84, 320, Math.max(160, height >= width ? 320 : 0));
    for (Svg rect : Svg.of(figure).groups("step").get(0).all("rect")) {
      String[] place = rect.place().split(" ");
      assertThat(panel.grown(0.1).contains(point(place, 0))).as(rect.place()).isTrue();
    }
  }

  @Test
  void boxesThatAreNoneAreDrawnAtTheBorder() {
    float[] boxes = {Float.NaN, -5, 7, Float.POSITIVE_INFINITY, 0.9f, 0.9f, 0.1f, 0.1f, 1, 1, 1, 1};
    Trace trace = SmallExplanation.related().trace();
    Svg svg = svg(SmallExplanation.explanation(boxes, trace));
    assertThat(
            svg.groups("step").get(0).groups("region").stream()
                .map(r -> r.all("rect").get(1).place()))
        .containsExactly("314 300 0 0", "346 324 0 0", "26 84 320 240");
  }

  @Test
  void aTraceAboutOtherRegionsIsRefused() {
    float[] two = {0, 0, 1, 1, 0, 0, 1, 1};
    Explanation wrong = SmallExplanation.explanation(two, SmallExplanation.related().trace());
    assertThatThrownBy(() -> new TraceFigure("?", 8, 6, wrong))
        .hasMessage("a trace about 3 regions, but 2 regions");
    assertThatThrownBy(() -> new TraceFigure("?", 0, 6, SmallExplanation.related()))
        .hasMessage("a picture of 0 x 6 pixels");
  }
}
