package io.murel.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PicturesTest {

  private static byte[] noise(int width, int height, String format) throws Exception {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }

  @Test
  void aSmallPngGoesInAsItIs() throws Exception {
    byte[] png = noise(8, 6, "png");
    assertThat(Pictures.dataUri("a.png", png))
        .isEqualTo("data:image/png;base64," + Base64.getEncoder().encodeToString(png));
  }

  @Test
  void aSmallJpegGoesInAsItIs() throws Exception {
    byte[] jpeg = noise(8, 6, "jpeg");
    assertThat(Pictures.dataUri("a.jpg", jpeg))
        .isEqualTo("data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg));
  }

  @Test
  void aLargePictureIsMadeSmaller() throws Exception {
    byte[] png = noise(1440, 900, "png");
    String uri = Pictures.dataUri("a.png", png);
    assertThat(uri).startsWith("data:image/jpeg;base64,").hasSizeLessThan(png.length / 4);
    byte[] jpeg = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertThat(image.getWidth()).isEqualTo(720);
    assertThat(image.getHeight()).isEqualTo(450);
  }

  @Test
  void anotherFormatBecomesJpeg() throws Exception {
    assertThat(Pictures.dataUri("a.bmp", noise(8, 6, "bmp"))).startsWith("data:image/jpeg;base64,");
  }

  @Test
  void aFileThatIsNoPictureIsNamed() {
    assertThatThrownBy(() -> Pictures.dataUri("scene-7.png", "hello".getBytes()))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "scene-7.png: found a file that is no picture, expected PNG or JPEG. Make the data set"
                + " anew or replace the file.");
  }
}
