package io.murel.vqa;

import io.murel.regions.Pictures;
import io.murel.regions.Regions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** An image to ask about, in one of the forms it may come in. */
public sealed interface Image {

  /**
   * An image whose regions lie in the model's region store.
   *
   * @param name as the store lists it
   */
  record Named(String name) implements Image {
    public Named {
      Objects.requireNonNull(name);
    }
  }

  /**
   * Regions found elsewhere.
   *
   * @param regions with as many features as the model was trained with
   */
  record OfRegions(Regions regions) implements Image {
    public OfRegions {
      Objects.requireNonNull(regions);
    }
  }

  /**
   * Pixels; regions are found and described the way the model was trained with.
   *
   * @param pixels of any size and colour model
   */
  record Picture(BufferedImage pixels) implements Image {
    public Picture {
      Objects.requireNonNull(pixels);
    }
  }

  /**
   * The picture in a file.
   *
   * @throws io.murel.BadInputException if it is absent, no picture, damaged or too large
   */
  static Picture read(Path file) throws IOException {
    return new Picture(Pictures.read(file));
  }
}
