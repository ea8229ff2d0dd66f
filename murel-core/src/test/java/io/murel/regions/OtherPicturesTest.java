package io.murel.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.murel.BadInputException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures as they come from cameras, printers and the web. */
class OtherPicturesTest {

  private static final int RED = 0xFF0000;
  private static final int BLUE = 0x0000FF;

  /** 48 x 32 pixels: the left third red, the rest blue. */
  private static BufferedImage flag(int type) {
    BufferedImage image = new BufferedImage(48, 32, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(BLUE));
    graphics.fillRect(0, 0, 48, 32);
    graphics.setColor(new Color(RED));
    graphics.fillRect(0, 0, 16, 32);
    graphics.dispose();
    return image;
  }

  private static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  /** A JPEG whose Exif data say how the camera was held. */
  private static byte[] turned(BufferedImage image, int orientation) throws IOException {
    byte[] jpeg = encode(image, "jpeg");
    ByteBuffer exif = ByteBuffer.allocate(36);
    exif.putShort((short) 0xFFE1).putShort((short) 34).put("Exif\0\0".getBytes());
    exif.put("MM".getBytes()).putShort((short) 42).putInt(8); // a TIFF header, big-endian
    exif.putShort((short) 1); // one entry: the tag, a SHORT, one of them
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    exif.putShort((short) 0).putInt(0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(exif.array());
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  private static void assertColor(BufferedImage image, int x, int y, int rgb) {
    int found = image.getRGB(x, y);
    for (int shift = 0; shift < 24; shift += 8) {
      assertThat(found >> shift & 0xFF)
          .as("colour at %d, %d: %06x", x, y, found & 0xFFFFFF)
          .isCloseTo(rgb >> shift & 0xFF, within(40));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 48, 32, 4, 16", // orientation, size, a place in the red third
    "2, 48, 32, 43, 16",
    "3, 48, 32, 43, 16",
    "4, 48, 32, 4, 16",
    "5, 32, 48, 16, 4",
    "6, 32, 48, 16, 4",
    "7, 32, 48, 16, 43",
    "8, 32, 48, 16, 43"
  })
  void photographsComeOutUpright(int orientation, int width, int height, int x, int y)
      throws IOException {
    byte[] file = turned(flag(BufferedImage.TYPE_INT_RGB), orientation);
    BufferedImage image = Pictures.decode("photo.jpg", file);
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
    assertColor(image, x, y, RED);
    assertColor(image, width - 1 - x, height - 1 - y, BLUE);
  }

  @Test
  void turningAndMirroringMoveEveryPixelToItsPlace() {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 3, 2, new int[] {1, 2, 3, 4, 5, 6}, 0, 3);
    int[][] expected = {
      {1, 2, 3, 4, 5, 6},
      {3, 2, 1, 6, 5, 4},
      {6, 5, 4, 3, 2, 1},
      {4, 5, 6, 1, 2, 3},
      {1, 4, 2, 5, 3, 6},
      {4, 1, 5, 2, 6, 3},
      {6, 3, 5, 2, 4, 1},
      {3, 6, 2, 5, 1, 4}
    };
    for (int code = 1; code <= 8; code++) {
      BufferedImage upright = new Orientation(code).upright(image);
      int[] found =
          upright.getRGB(
              0, 0, upright.getWidth(), upright.getHeight(), null, 0, upright.getWidth());
      assertThat(Arrays.stream(found).map(rgb -> rgb & 0xFFFFFF).toArray())
          .as("orientation %d", code)
          .containsExactly(expected[code - 1]);
    }
  }

  @Test
  void greyPhotographsAreTurnedWithoutChangingTheirGrey() throws IOException {
    BufferedImage grey = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSamples(0, 0, 16, 8, 0, new int[128]);
    grey.getRaster().setSamples(0, 0, 8, 8, 0, filled(64, 100));
    BufferedImage image = Pictures.decode("grey.jpg", turned(grey, 6));
    assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
    assertThat(image.getRaster().getSample(4, 2, 0)).isCloseTo(100, within(3));
    assertThat(image.getRaster().getSample(4, 14, 0)).isCloseTo(0, within(3));
  }

  private static int[] filled(int count, int value) {
    int[] out = new int[count];
    Arrays.fill(out, value);
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 77})
  void anOrientationThatThereIsNotIsUpright(int orientation) throws IOException {
    byte[] file = turned(flag(BufferedImage.TYPE_INT_RGB), orientation);
    assertThat(Pictures.decode("photo.jpg", file).getWidth()).isEqualTo(48);
  }

  @Test
  void damagedExifDataDoNotDamageThePicture() throws IOException {
    byte[] file = turned(flag(BufferedImage.TYPE_INT_RGB), 6);
    byte[] wrong = file.clone();
    Arrays.fill(wrong, 12, 38, (byte) 0xEE); // all of the TIFF part
    assertThat(Pictures.decode("photo.jpg", wrong).getWidth()).isEqualTo(48);
  }

  @Test
  void printersJpegsInCmykAreRead() throws IOException {
    BufferedImage image = Pictures.decode("print.jpg", cmyk());
    assertThat(image.getWidth()).isEqualTo(32);
    assertColor(image, 4, 4, 0xFFFFFF); // no ink
    assertColor(image, 28, 4, 0x000000); // black ink
    int magenta = image.getRGB(4, 28);
    assertThat(magenta >> 16 & 0xFF).isGreaterThan(180);
    assertThat(magenta >> 8 & 0xFF).isLessThan(90);
  }

  /** Four quarters in no ink, black, magenta and cyan, as Photoshop stores them: inverted. */
  private static byte[] cmyk() throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 32, 32, 4, null);
    int[][] inks = {{0, 0, 0, 0}, {0, 0, 0, 255}, {0, 255, 0, 0}, {255, 0, 0, 0}};
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        int[] ink = inks[x / 16 + 2 * (y / 16)];
        for (int band = 0; band < 4; band++) {
          raster.setSample(x, y, band, 255 - ink[band]);
        }
      }
    }
    ImageWriter writer = jdkJpegWriter();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
    return withAdobeMarker(out.toByteArray());
  }

  private static ImageWriter jdkJpegWriter() {
    var writers = ImageIO.getImageWritersByFormatName("jpeg");
    while (writers.hasNext()) {
      ImageWriter writer = writers.next();
      if (writer.getClass().getName().startsWith("com.sun.")) {
        return writer;
      }
    }
    throw new AssertionError("the JDK writes no JPEG");
  }

  private static byte[] withAdobeMarker(byte[] jpeg) {
    ByteBuffer adobe = ByteBuffer.allocate(16);
    adobe.putShort((short) 0xFFEE).putShort((short) 14).put("Adobe".getBytes());
    adobe.putShort((short) 100).putInt(0).put((byte) 0); // no transform: CMYK
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(adobe.array());
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  @Test
  void ofAnAnimationTheFirstPictureIsTaken() throws IOException {
    BufferedImage first = flag(BufferedImage.TYPE_INT_RGB);
    BufferedImage second = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      for (BufferedImage frame : new BufferedImage[] {first, second}) {
        IIOMetadata metadata =
            writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), null);
        metadata.mergeTree("javax_imageio_1.0", new IIOMetadataNode("javax_imageio_1.0"));
        writer.writeToSequence(new IIOImage(frame, null, metadata), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    BufferedImage image = Pictures.decode("dance.gif", out.toByteArray());
    assertColor(image, 4, 4, RED);
    assertColor(image, 40, 4, BLUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
  void theUsualFormatsAreRead(String format) throws IOException {
    byte[] file = encode(flag(BufferedImage.TYPE_INT_RGB), format);
    assertColor(Pictures.decode("flag." + format, file), 4, 4, RED);
  }

  @Test
  void webpIsRead() {
    byte[] file = // one transparent pixel, in the simplest lossless form
        Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
    assertThat(Pictures.decode("dot.webp", file).getWidth()).isEqualTo(1);
  }

  @Test
  void theCallerSaysHowManyPixelsAreTooMany() throws IOException {
    byte[] file = encode(flag(BufferedImage.TYPE_INT_RGB), "png");
    assertThat(Pictures.decode("flag.png", file, 48 * 32).getWidth()).isEqualTo(48);
    assertThatThrownBy(() -> Pictures.decode("flag.png", file, 1500))
        .isInstanceOf(Pictures.TooLarge.class)
        .hasMessage(
            "flag.png: found 48 x 32 pixels, expected a picture of at most 0.0015 million pixels."
                + " Scale the picture down.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
  void damagedFilesAreReadOrRefusedButNeverFailOtherwise(String format) throws IOException {
    byte[] file = encode(flag(BufferedImage.TYPE_INT_RGB), format);
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = Arrays.copyOf(file, i % 3 == 0 ? random.nextInt(file.length) : file.length);
      for (int k = 0; k < 1 + i % 5 && damaged.length > 0; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        Pictures.decode("damaged." + format, damaged, 1_000_000);
      } catch (BadInputException e) {
        assertThat(e).hasMessageStartingWith("damaged." + format + ": found ");
      }
    }
  }
}
