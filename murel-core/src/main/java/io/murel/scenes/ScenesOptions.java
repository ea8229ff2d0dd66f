package io.murel.scenes;

import io.murel.BadInputException;
import java.nio.file.Path;

/**
 * What to generate.
 *
 * @param out the folder to fill; it must not exist, or be empty
 * @param seed the same seed gives the same bytes
 * @param train scenes for training
 * @param val scenes to choose settings by
 * @param test scenes to report
 * @param width of the pictures in pixels
 * @param height of the pictures in pixels
 * @param minObjects in a scene; questions need at least 3
 * @param maxObjects in a scene; more do not find room
 * @param questionsPerScene as many where the scene gives so many, else fewer
 */
public record ScenesOptions(
    Path out,
    long seed,
    int train,
    int val,
    int test,
    int width,
    int height,
    int minObjects,
    int maxObjects,
    int questionsPerScene) {

  public ScenesOptions {
    check("train", train, 1, Split.MAX_SCENES);
    check("val", val, 1, Split.MAX_SCENES);
    check("test", test, 1, Split.MAX_SCENES);
    check("width", width, 120, 1000);
    check("height", height, 90, 1000);
    check("min_objects", minObjects, 3, 10);
    check("max_objects", maxObjects, minObjects, 10);
    check("questions_per_scene", questionsPerScene, 1, 24);
    if (width > 2 * height || height > 2 * width) {
      throw BadInputException.at("width and height")
          .found(width + " x " + height)
          .expected("neither more than twice the other")
          .remedy("The usual size is 160 x 120.");
    }
  }

  /**
   * The usual scenes: pictures of 160 x 120 pixels, 4 to 8 objects, 16 questions.
   *
   * @param images for training; a tenth as many for validation and for the test, but no more than
   *     1,000: these give 16,000 questions, whose accuracy is certain to a third of a point
   */
  public static ScenesOptions of(Path out, long seed, int images) {
    int other = Math.max(1, Math.min(1000, images / 10));
    return new ScenesOptions(out, seed, images, other, other, 160, 120, 4, 8, 16);
  }

  /** The same with another number of test scenes. */
  public ScenesOptions withTest(int scenes) {
    return new ScenesOptions(
        out, seed, train, val, scenes, width, height, minObjects, maxObjects, questionsPerScene);
  }

  /** How many scenes a split has. */
  public int scenes(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VAL -> val;
      case TEST -> test;
    };
  }

  /** How many scenes there are in all. */
  public int scenes() {
    return train + val + test;
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw BadInputException.at(name)
          .found(value)
          .expected("a whole number from " + least + " to " + most)
          .remedy("Choose a value in this range.");
    }
  }
}
