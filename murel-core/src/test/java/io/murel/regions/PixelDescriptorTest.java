package io.murel.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PixelDescriptorTest {

  private static final Color[] COLOURS = {
    new Color(200, 40, 40),
    new Color(40, 150, 60),
    new Color(40, 70, 200),
    new Color(230, 205, 50),
    new Color(125, 125, 125)
  };

  private final PixelDescriptor descriptor = new PixelDescriptor();

  private float[] describe(int imageSide, int kind, Color color, double x, double y, double side) {
    BufferedImage image = Drawings.paper(imageSide, imageSide);
    Drawings.fill(image, Drawings.shape(kind, x, y, side), color);
    return descriptor.describe(image, Drawings.box(x, y, side));
  }

  private static void assertClose(float[] actual, float[] expected, double tolerance) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).as("feature " + i).isCloseTo(expected[i], within(tolerance));
    }
  }

  private static double meanDifference(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]) / a.length;
    }
    return sum;
  }

  @Test
  void nameAndWidthAreThoseOfTheVersion() {
    assertThat(descriptor.name()).isEqualTo("pixels-v1");
    assertThat(descriptor.featureDim()).isEqualTo(235);
    assertThat(describe(64, 0, Color.RED, 20, 20, 20)).hasSize(235);
  }

  @Test
  void theSamePixelsGiveTheSameNumbers() {
    assertThat(describe(64, 2, Color.RED, 20, 11, 20))
        .containsExactly(describe(64, 2, Color.RED, 20, 11, 20));
  }

  @Test
  void allRegionsTogetherAreDescribedAsEachAlone() {
    BufferedImage image = Drawings.paper(64, 48);
    Drawings.fill(image, Drawings.shape(0, 3, 5, 14), Color.BLUE);
    Drawings.fill(image, Drawings.shape(2, 30, 20, 20), Color.GREEN);
    List<Box> boxes = List.of(Drawings.box(3, 5, 14), Drawings.box(30, 20, 20));
    Regions regions = descriptor.regions(image, boxes);
    assertThat(regions.count()).isEqualTo(2);
    float[] both = new float[2 * 235];
    System.arraycopy(descriptor.describe(image, boxes.get(0)), 0, both, 0, 235);
    System.arraycopy(descriptor.describe(image, boxes.get(1)), 0, both, 235, 235);
    assertThat(regions.features()).containsExactly(both);
    assertThat(regions.normBoxes())
        .containsExactly(
            3f / 64, 5f / 48, 17f / 64, 19f / 48, 30f / 64, 20f / 48, 50f / 64, 40f / 48);
    assertThatThrownBy(() -> descriptor.regions(image, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thePlaceInThePictureDoesNotMatter() {
    assertClose(
        describe(128, 2, Color.RED, 64, 32, 24), describe(128, 2, Color.RED, 16, 80, 24), 1e-3);
  }

  @Test
  void thePixelsPerPictureMatterLittle() {
    float[] small = describe(96, 2, Color.RED, 24, 36, 30);
    float[] large = describe(192, 2, Color.RED, 48, 72, 60);
    assertThat(meanDifference(small, large))
        .isLessThan(0.1); // a third of what another shape changes
    assertThat(meanDifference(small, describe(96, 0, Color.RED, 24, 36, 30))).isGreaterThan(0.3);
  }

  @Test
  void greyPicturesAreSeenAsTheSameGreyInColour() {
    for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY}) {
      BufferedImage grey = new BufferedImage(40, 40, type);
      BufferedImage colour = new BufferedImage(40, 40, BufferedImage.TYPE_3BYTE_BGR);
      int unit = type == BufferedImage.TYPE_BYTE_GRAY ? 1 : 257;
      for (int i = 0; i < 1600; i++) {
        int value = i / 40 > 10 && i / 40 < 30 && i % 40 > 10 && i % 40 < 30 ? 60 + i % 40 : 200;
        grey.getRaster().setSample(i % 40, i / 40, 0, value * unit);
        colour.setRGB(i % 40, i / 40, value * 0x010101);
      }
      Box box = new Box(10, 10, 30, 30);
      assertThat(descriptor.describe(grey, box)).containsExactly(descriptor.describe(colour, box));
    }
  }

  @Test
  void transparentPartsAreSeenOverWhite() {
    BufferedImage clear = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
    BufferedImage white = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = white.createGraphics();
    graphics.fillRect(0, 0, 40, 40);
    graphics.dispose();
    for (int i = 100; i < 300; i++) {
      clear.setRGB(10 + i % 20, i / 20, 0xFF2040C0);
      white.setRGB(10 + i % 20, i / 20, 0xFF2040C0);
    }
    Box box = new Box(8, 4, 32, 16);
    assertThat(descriptor.describe(clear, box)).containsExactly(descriptor.describe(white, box));
  }

  @Test
  void everyNumberIsFiniteAndBounded() {
    Random random = new Random(1);
    List<BufferedImage> images = new ArrayList<>();
    images.add(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
    images.add(new BufferedImage(3, 90, BufferedImage.TYPE_BYTE_BINARY));
    images.add(Drawings.paper(50, 50));
    BufferedImage noise = new BufferedImage(70, 40, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 2800; i++) {
      noise.setRGB(i % 70, i / 70, random.nextInt());
    }
    images.add(noise);
    List<Box> boxes =
        List.of(
            new Box(0, 0, 1, 1),
            new Box(0, 0, 40, 40),
            new Box(0.5f, 0.5f, 0.5f, 0.5f),
            new Box(70, 40, 70, 40),
            new Box(20, 4, 21.5f, 39));
    for (BufferedImage image : images) {
      for (float feature : descriptor.regions(image, boxes).features()) {
        assertThat(feature).isBetween(-4f, 4f); // false for NaN
      }
    }
  }

  @Test
  void colourShapeAndSizeAreThoseOfTheNearestNeighbour() {
    Random random = new Random(7);
    List<float[]> known = new ArrayList<>();
    List<Integer> classes = new ArrayList<>();
    int right = 0;
    int asked = 0;
    for (int i = 0; i < 600; i++) {
      int kind = random.nextInt(3);
      int colour = random.nextInt(COLOURS.length);
      int size = random.nextInt(2);
      double side = (size == 0 ? 14 : 26) + random.nextInt(4);
      float[] features =
          describe(
              96,
              kind,
              varied(COLOURS[colour], random),
              random.nextInt(66),
              random.nextInt(66),
              side);
      int label = (kind * COLOURS.length + colour) * 2 + size;
      if (i < 450) {
        known.add(features);
        classes.add(label);
      } else {
        asked++;
        right += classes.get(nearest(features, known)) == label ? 1 : 0;
      }
    }
    assertThat(asked).isEqualTo(150);
    assertThat(right).isGreaterThanOrEqualTo(149);
  }

  private static Color varied(Color color, Random random) {
    return new Color(
        color.getRed() + random.nextInt(21) - 10,
        color.getGreen() + random.nextInt(21) - 10,
        color.getBlue() + random.nextInt(21) - 10);
  }

  private static int nearest(float[] features, List<float[]> known) {
    int best = 0;
    for (int k = 1; k < known.size(); k++) {
      if (meanDifference(features, known.get(k)) < meanDifference(features, known.get(best))) {
        best = k;
      }
    }
    return best;
  }
}
