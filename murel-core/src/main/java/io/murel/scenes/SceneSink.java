package io.murel.scenes;

import io.murel.regions.Box;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Who takes the scenes while they are made, to extract region features for instance. It is given
 * pixels and boxes; what the generator knows about the objects it is not given.
 */
@FunctionalInterface
public interface SceneSink {

  /** Takes nothing. */
  SceneSink NONE = (split, imageName, image, boxes) -> () -> {};

  /**
   * Takes one scene. Called by several threads at once and in any order: the place for heavy work.
   *
   * @param split the split the scene belongs to
   * @param imageName as in the questions' {@code image_name}
   * @param image must not be kept or changed
   * @param boxes of the objects, in pixels, inside the image, in random order
   * @return what to do when it is the scene's turn
   */
  Turn scene(Split split, String imageName, BufferedImage image, List<Box> boxes)
      throws IOException;

  /** Before the first scene: the folder being filled, which has its final name only later. */
  default void begin(Path folder) throws IOException {}

  /** After the last turn, before the folder gets its final name. Not called after a failure. */
  default void end() throws IOException {}

  /** The part of the work that is done in the order of the scenes, by one thread. */
  @FunctionalInterface
  interface Turn {
    void take() throws IOException;
  }
}
