package io.murel.regions;

import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * How a camera was held: the pixels of a photograph lie in the file as the sensor has them, and its
 * Exif data say how to turn them.
 *
 * @param code 1 to 8, as Exif numbers the ways to turn and mirror; 1 is upright
 */
record Orientation(int code) {

  private static final Orientation UPRIGHT = new Orientation(1);

  /** Of a file; upright where it does not say, or says it wrongly. */
  static Orientation of(byte[] file) {
    if (file.length < 2 || (file[0] & 0xFF) != 0xFF || (file[1] & 0xFF) != 0xD8) {
      return UPRIGHT; // no JPEG
    }
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      List<JPEGSegment> exif = JPEGSegmentUtil.readSegments(in, JPEG.APP1, "Exif");
      return exif.isEmpty() ? UPRIGHT : of(exif.get(0));
    } catch (IOException | RuntimeException e) {
      return UPRIGHT; // a damaged remark about a picture does not damage the picture
    }
  }

  private static Orientation of(JPEGSegment exif) throws IOException {
    try (DataInputStream data = new DataInputStream(exif.data())) {
      data.readByte(); // the second of the two zeros behind "Exif"
      try (ImageInputStream tiff = new MemoryCacheImageInputStream(data)) {
        Directory directory = new TIFFReader().read(tiff);
        Entry entry = directory.getEntryById(TIFF.TAG_ORIENTATION);
        int code =
            entry != null && entry.getValue() instanceof Number number ? number.intValue() : 1;
        return code < 1 || code > 8 ? UPRIGHT : new Orientation(code);
      }
    }
  }

  /** The picture as it was seen, in the same colours. */
  BufferedImage upright(BufferedImage image) {
    if (code == 1) {
      return image;
    }
    int width = image.getWidth();
    int height = image.getHeight();
    boolean turned = code >= 5;
    WritableRaster from = image.getRaster();
    WritableRaster to =
        from.createCompatibleWritableRaster(turned ? height : width, turned ? width : height);
    Object pixel = null;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixel = from.getDataElements(x, y, pixel);
        int right = width - 1 - x;
        int below = height - 1 - y;
        switch (code) {
          case 2 -> to.setDataElements(right, y, pixel);
          case 3 -> to.setDataElements(right, below, pixel);
          case 4 -> to.setDataElements(x, below, pixel);
          case 5 -> to.setDataElements(y, x, pixel);
          case 6 -> to.setDataElements(below, x, pixel);
          case 7 -> to.setDataElements(below, right, pixel);
          default -> to.setDataElements(y, right, pixel);
        }
      }
    }
    return new BufferedImage(image.getColorModel(), to, image.isAlphaPremultiplied(), null);
  }
}
