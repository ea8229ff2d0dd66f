package io.murel.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.scenes.world.SceneRandom;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {

  @Test
  void everyPixelIsReadBackByImageIo() throws Exception {
    SceneRandom random = new SceneRandom(1);
    BufferedImage image = new BufferedImage(37, 23, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 37 * 23; i++) {
      image.setRGB(i % 37, i / 37, random.below(1 << 24));
    }
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.encode(image)));
    assertThat(read.getRGB(0, 0, 37, 23, null, 0, 37))
        .isEqualTo(image.getRGB(0, 0, 37, 23, null, 0, 37));
  }
}
