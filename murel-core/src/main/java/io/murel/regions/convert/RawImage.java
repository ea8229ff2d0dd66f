package io.murel.regions.convert;

import io.murel.regions.Regions;
import java.io.IOException;

/**
 * One image as an input gives it: who it is, and its numbers still encoded.
 *
 * @param name as the input has it: an image name, a COCO number, a key
 * @param decoder reads the numbers
 */
record RawImage(String name, Decoder decoder) {

  /** Decodes one image; called by any thread, after other images of the input have been given. */
  @FunctionalInterface
  interface Decoder {
    /**
     * @throws io.murel.BadInputException if this image cannot be used
     */
    Regions decode() throws IOException;
  }
}
