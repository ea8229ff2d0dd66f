package io.murel.scenes.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.scenes.draw.ScenePainter.Drawn;
import io.murel.scenes.world.Attribute;
import io.murel.scenes.world.Layout;
import io.murel.scenes.world.Scene;
import io.murel.scenes.world.SceneObject;
import io.murel.scenes.world.SceneRandom;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ScenePainterTest {

  private final ScenePainter painter = new ScenePainter(new Layout(160, 120, 4, 8));

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  /** The number was found with JDK 17 and with JDK 25; no other machine may find another. */
  @Test
  void pixelsDependOnTheSeedAndOnNothingElse() {
    CRC32 crc = new CRC32();
    for (int i = 0; i < 20; i++) {
      for (int rgb : pixels(painter.draw(SceneRandom.of(42, i)).image())) {
        crc.update(ByteBuffer.allocate(4).putInt(rgb).flip());
      }
    }
    assertThat(crc.getValue()).isEqualTo(2763429027L);
  }

  @Test
  void anObjectShowsItsPaintInItsBox() {
    int seen = 0;
    for (int i = 0; i < 40; i++) {
      Drawn drawn = painter.draw(SceneRandom.of(3, i));
      Scene scene = drawn.scene();
      for (int o = 0; o < scene.size(); o++) {
        SceneObject object = scene.objects().get(o);
        if (!object.word(Attribute.SHAPE).equals("ring") && scene.visible().get(o) > 0.999) {
          int rgb = drawn.image().getRGB((int) scene.centerX(o), (int) scene.centerY(o));
          assertThat(likeness(rgb, object)).as(object.toString()).isGreaterThan(0.9);
          seen++;
        }
      }
    }
    assertThat(seen).isGreaterThan(100);
  }

  /** The cosine between a pixel's colour and the paint's. */
  private static double likeness(int rgb, SceneObject object) {
    double[] a = {rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255};
    double[] b = {object.red(), object.green(), object.blue()};
    double dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    double lengths =
        Math.sqrt(
            (a[0] * a[0] + a[1] * a[1] + a[2] * a[2]) * (b[0] * b[0] + b[1] * b[1] + b[2] * b[2]));
    return dot / lengths;
  }

  @Test
  void largeAndSmallObjectsDoNotMeet() {
    double smallest = Double.MAX_VALUE;
    double largest = 0;
    for (int i = 0; i < 100; i++) {
      for (SceneObject object : painter.draw(SceneRandom.of(4, i)).scene().objects()) {
        if (object.word(Attribute.SIZE).equals("large")) {
          smallest = Math.min(smallest, object.radius());
        } else {
          largest = Math.max(largest, object.radius());
        }
      }
    }
    assertThat(smallest).isGreaterThan(1.45 * largest);
  }

  @Test
  void someObjectsHideOthersButNeverTooMuch() {
    int hidden = 0;
    for (int i = 0; i < 100; i++) {
      Scene scene = painter.draw(SceneRandom.of(6, i)).scene();
      assertThat(scene.visible())
          .allSatisfy(seen -> assertThat(seen).isBetween(ScenePainter.MIN_VISIBLE, 1.0));
      hidden += (int) scene.visible().stream().filter(seen -> seen < 0.97).count();
    }
    assertThat(hidden).isGreaterThan(20);
  }
}
