package io.murel.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two pixels a unit: places as in {@link TraceFigureSvgTest}, doubled. */
class TraceFigurePngTest {

  private static final String QUESTION = "What is left of the star?";
  private static final Color GROUND = new Color(0x00aa00);

  private static BufferedImage image() throws IOException {
    BufferedImage picture = SmallExplanation.picture(160, 120, GROUND);
    TraceFigure figure = new TraceFigure(QUESTION, picture, SmallExplanation.related());
    return ImageIO.read(new ByteArrayInputStream(figure.png()));
  }

  private static Color at(BufferedImage image, double x, double y) {
    return new Color(image.getRGB((int) (2 * x), (int) (2 * y)));
  }

  @Test
  void thePaperIsWhiteAndTheTitleIsOnIt() throws IOException {
    BufferedImage image = image();
    assertThat(image.getWidth()).isEqualTo(1852);
    assertThat(at(image, 2, 2)).isEqualTo(Color.WHITE);
    int dark = 0;
    for (int x = 52; x < 400; x++) {
      dark += new Color(image.getRGB(x, 2 * 40)).getGreen() < 100 ? 1 : 0;
    }
    assertThat(dark).as("letters of the title").isGreaterThan(20);
  }

  @Test
  void thePictureFadesExceptWhereRegionsCount() throws IOException {
    BufferedImage image = image();
    assertThat(at(image, 40, 300)).as("no region").isEqualTo(new Color(0x80d580));
    assertThat(at(image, 70, 196)).as("the strongest region").isEqualTo(GROUND);
    Color half = at(image, 250, 196); // half as strong as the strongest
    assertThat(half.getRed()).isBetween(0x3c, 0x44);
    assertThat(half.getGreen()).isBetween(0xbb, 0xc3);
  }

  @Test
  void theFrameOfTheStrongestRegionIsOpaque() throws IOException {
    BufferedImage image = image();
    assertThat(at(image, 66, 190)).isEqualTo(new Color(Ink.REGION.rgb()));
    assertThat(at(image, 86, 204)).isEqualTo(new Color(Ink.REGION.rgb()));
  }

  @Test
  void theBarOfTheBestAnswerEndsAtItsScore() throws IOException {
    BufferedImage image = image();
    assertThat(at(image, 712, 108)).isEqualTo(new Color(Ink.LINK.rgb()));
    assertThat(at(image, 846, 108)).isEqualTo(new Color(Ink.LINK.rgb()));
    assertThat(at(image, 858, 108)).isEqualTo(new Color(Ink.FAINT.rgb()));
  }

  @Test
  void anArrowCrossesTheRoomBetweenItsRegions() throws IOException {
    BufferedImage image = image();
    // region 1 takes from region 2, to its right: bent upwards
    int found = 0;
    for (int y = 2 * 130; y < 2 * 175; y++) {
      found += (image.getRGB(2 * 118, y) & 0xffffff) == Ink.LINK.rgb() ? 1 : 0;
    }
    assertThat(found).isBetween(4, 24);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 36, 100})
  void manyRegions(int regions) throws IOException {
    BufferedImage picture = SmallExplanation.picture(900, 600, GROUND);
    TraceFigure figure = new TraceFigure(QUESTION, picture, SmallExplanation.large(regions, 3));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(figure.png()));
    assertThat(image.getWidth()).isEqualTo(2 * 1268);
  }

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"1, 1", "1, 5000", "5000, 1", "4000, 3000"})
  void picturesOfAnyShape(int width, int height) {
    BufferedImage picture = SmallExplanation.picture(width, height, GROUND);
    TraceFigure figure = new TraceFigure(QUESTION, picture, SmallExplanation.related());
    assertThat(figure.image().getHeight()).isLessThanOrEqualTo(952);
  }

  @Test
  void aTransparentPictureLiesOnWhite() {
    BufferedImage glass = new BufferedImage(160, 120, BufferedImage.TYPE_INT_ARGB);
    TraceFigure figure = new TraceFigure("", glass, SmallExplanation.attended());
    assertThat(at(figure.image(), 40, 290)).isEqualTo(Color.WHITE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u732b\u306f\u3069\u3053\u3067\u3059\u304b",
        "\u0645\u0627 \u0644\u0648\u0646 \u0627\u0644\u0643\u0631\u0629\u061f",
        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddeb\ud83c\uddf7 e\u0301\u0301\u0301?",
        "\u0000\ud800\uffff"
      })
  void questionsInAnyScript(String question) {
    TraceFigure figure = new TraceFigure(question, 160, 120, SmallExplanation.related());
    assertThat(figure.image().getWidth()).isEqualTo(1852);
  }

  @Test
  void aVeryLongQuestionTakesFourLines() {
    int one = new TraceFigure("a", 160, 120, SmallExplanation.related()).image().getHeight();
    for (String word : new String[] {"word ", "\u732b", "a"}) {
      String text = word.repeat(500_000);
      TraceFigure figure = new TraceFigure(text, 160, 120, SmallExplanation.related());
      assertThat(figure.image().getHeight()).isEqualTo(one + 2 * 3 * 28);
    }
  }
}
