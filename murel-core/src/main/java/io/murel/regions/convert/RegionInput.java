package io.murel.regions.convert;

import java.io.Closeable;
import java.io.IOException;

/**
 * The images of a file or folder of another project, in an order that is always the same. Giving an
 * image is cheap; decoding it, which is not, is left to the threads of the conversion.
 */
interface RegionInput extends Closeable {

  /**
   * The next image; null at the end.
   *
   * @throws io.murel.BadInputException if the input is damaged so that nothing can follow
   */
  RawImage next() throws IOException;

  /** Where the next image begins, in a unit of the input's own. */
  long offset() throws IOException;

  /** Goes forward to where {@link #offset} was before. */
  void skipTo(long offset) throws IOException;

  /** How much has been read, for progress: images, or bytes of the file. */
  long done();

  /** What {@link #done} is in the end. */
  long total();

  /** How many images there are, roughly. */
  long expectedImages();

  /** What tells this input from another: its name, its size, its age. */
  String identity();
}
