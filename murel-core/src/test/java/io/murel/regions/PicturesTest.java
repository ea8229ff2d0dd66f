package io.murel.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {

  @TempDir Path folder;

  private static byte[] png() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(Drawings.paper(8, 6), "png", out);
    return out.toByteArray();
  }

  @Test
  void picturesAreRead() throws IOException {
    Path file = Files.write(folder.resolve("a.png"), png());
    assertThat(Pictures.read(file).getHeight()).isEqualTo(6);
  }

  @Test
  void otherAndCutFilesAreRefused() throws IOException {
    assertThatThrownBy(() -> Pictures.decode("a.txt", new byte[] {1, 2, 3}))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "a.txt: found no picture, expected a picture in PNG, JPEG, GIF, BMP or WebP."
                + " Save it again in one of these formats.");
    byte[] png = png();
    assertThatThrownBy(() -> Pictures.decode("cut.png", Arrays.copyOf(png, 45)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("cut.png: found a damaged picture");
    assertThatThrownBy(() -> Pictures.read(folder.resolve("none.png")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void anEnormousDeclaredSizeIsRefused() throws IOException {
    byte[] png = png(); // 8 bytes of signature, 8 of chunk header, then width and height
    ByteBuffer bytes = ByteBuffer.wrap(png).putInt(16, 30_000).putInt(20, 30_000);
    CRC32 checksum = new CRC32();
    checksum.update(png, 12, 17);
    bytes.putInt(29, (int) checksum.getValue());
    assertThatThrownBy(() -> Pictures.decode("bomb.png", png))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(
            "found 30000 x 30000 pixels, expected a picture of at most 64 million");
  }
}
