package io.murel.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionFinderTest {

  private final RegionFinder finder = new RegionFinder(36);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aSingleShapeIsFoundToThePixel(int kind) {
    BufferedImage image = Drawings.paper(64, 48);
    Drawings.fill(image, Drawings.shape(kind, 20, 9, 18), Color.BLUE);
    List<Box> boxes = finder.find(image);
    assertThat(boxes).hasSize(1);
    Box box = boxes.get(0);
    assertThat(box.x1()).isBetween(19f, 21f);
    assertThat(box.y1()).isBetween(9f, 10f); // the tip of the triangle is thin
    assertThat(box.x2()).isBetween(37f, 39f);
    assertThat(box.y2()).isBetween(26f, 27f);
  }

  @Test
  void separateShapesAreFoundLargestFirst() {
    BufferedImage image = Drawings.paper(100, 100);
    Drawings.fill(image, Drawings.shape(1, 10, 10, 12), Color.RED);
    Drawings.fill(image, Drawings.shape(1, 60, 10, 30), Color.RED);
    Drawings.fill(image, Drawings.shape(1, 30, 60, 20), Color.GRAY);
    assertThat(finder.find(image))
        .containsExactly(new Box(60, 10, 90, 40), new Box(30, 60, 50, 80), new Box(10, 10, 22, 22));
  }

  @Test
  void touchingShapesOfDifferentColoursAreFoundTogetherAndApart() {
    BufferedImage image = Drawings.paper(100, 100);
    Drawings.fill(image, Drawings.shape(1, 20, 30, 20), Color.RED);
    Drawings.fill(image, Drawings.shape(1, 40, 40, 20), Color.BLUE);
    assertThat(finder.find(image))
        .containsExactly(new Box(20, 30, 60, 60), new Box(20, 30, 40, 50), new Box(40, 40, 60, 60));
  }

  @Test
  void aShapeAtTheBorderIsFound() {
    BufferedImage image = Drawings.paper(64, 64);
    Drawings.fill(image, Drawings.shape(1, 50, -5, 30), Color.YELLOW);
    assertThat(finder.find(image)).containsExactly(new Box(50, 0, 64, 25));
  }

  @Test
  void aShadedAndNoisyBackgroundIsNotFound() {
    BufferedImage image = new BufferedImage(120, 120, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(
        new GradientPaint(0, 0, new Color(150, 160, 190), 120, 120, new Color(230, 225, 215)));
    graphics.fillRect(0, 0, 120, 120);
    graphics.dispose();
    Random random = new Random(3);
    for (int i = 0; i < 120 * 120; i++) {
      int noise = random.nextInt(9) - 4;
      image.setRGB(i % 120, i / 120, image.getRGB(i % 120, i / 120) + noise * 0x010101);
    }
    Drawings.fill(image, Drawings.shape(1, 40, 70, 20), new Color(180, 60, 40));
    assertThat(finder.find(image)).containsExactly(new Box(40, 70, 60, 90));
  }

  @Test
  void largePicturesAreFoundIn() {
    BufferedImage image = Drawings.paper(2000, 1000);
    Drawings.fill(image, Drawings.shape(1, 500, 300, 200), Color.RED);
    List<Box> boxes = finder.find(image);
    assertThat(boxes).hasSize(1);
    assertThat(boxes.get(0).x1()).isBetween(496f, 504f);
    assertThat(boxes.get(0).y2()).isBetween(495f, 505f);
  }

  @Test
  void anEmptyPictureGivesTheWholeAndItsQuarters() {
    assertThat(finder.find(Drawings.paper(64, 32)))
        .containsExactly(
            new Box(0, 0, 64, 32),
            new Box(0, 0, 32, 16),
            new Box(32, 0, 64, 16),
            new Box(0, 16, 32, 32),
            new Box(32, 16, 64, 32));
    assertThat(finder.find(Drawings.paper(1, 1))).hasSize(5).startsWith(new Box(0, 0, 1, 1));
  }

  @Test
  void anyPictureGivesBoxesInsideIt() {
    Random random = new Random(5);
    for (int round = 0; round < 20; round++) {
      int width = 1 + random.nextInt(80);
      int height = 1 + random.nextInt(80);
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      int levels = 2 + random.nextInt(250);
      for (int i = 0; i < width * height; i++) {
        image.setRGB(i % width, i / width, random.nextInt(levels) * 0x010101);
      }
      List<Box> boxes = finder.find(image);
      assertThat(boxes).hasSizeBetween(1, 36);
      for (Box box : boxes) {
        assertThat(box.x1()).isNotNegative();
        assertThat(box.y1()).isNotNegative();
        assertThat(box.x2()).isLessThanOrEqualTo(width);
        assertThat(box.y2()).isLessThanOrEqualTo(height);
        assertThat(box.area()).isPositive();
      }
    }
  }

  @Test
  void atMostSoManyRegionsAreReturned() {
    BufferedImage image = Drawings.paper(200, 200);
    for (int i = 0; i < 49; i++) {
      Drawings.fill(image, Drawings.shape(1, 10 + 26 * (i % 7), 10 + 26 * (i / 7), 12), Color.RED);
    }
    assertThat(finder.find(image)).hasSize(36);
    assertThat(new RegionFinder(8).find(image)).hasSize(8);
    assertThatThrownBy(() -> new RegionFinder(4)).isInstanceOf(IllegalArgumentException.class);
  }
}
