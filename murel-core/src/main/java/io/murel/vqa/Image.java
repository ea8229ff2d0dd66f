package io.murel.vqa;

import io.murel.regions.Regions;
import java.awt.image.BufferedImage;

/** An image to ask about, in one of the forms it may come in. */
public sealed interface Image {

  /**
   * An image whose regions lie in the model's region store.
   *
   * @param name as the store lists it
   */
  record Named(String name) implements Image {}

  /**
   * Regions found elsewhere.
   *
   * @param regions with as many features as the model was trained with
   */
  record OfRegions(Regions regions) implements Image {}

  /**
   * Pixels; regions are found and described the way the model was trained with.
   *
   * @param pixels of any size and colour model
   */
  record Picture(BufferedImage pixels) implements Image {}
}
