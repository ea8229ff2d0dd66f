package io.murel.scenes;

import io.murel.scenes.ask.Candidate;
import io.murel.scenes.ask.Family;
import io.murel.scenes.ask.Proposals;
import io.murel.scenes.draw.ScenePainter;
import io.murel.scenes.world.Layout;
import io.murel.scenes.world.Scene;
import io.murel.scenes.world.SceneRandom;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;

/** Makes single scenes. Every scene depends on the seed and its own id only; safe for threads. */
public final class SceneGenerator {

  private final long seed;
  private final ScenePainter painter;

  public SceneGenerator(ScenesOptions options) {
    this.seed = options.seed();
    this.painter =
        new ScenePainter(
            new Layout(
                options.width(), options.height(), options.minObjects(), options.maxObjects()));
  }

  /**
   * A scene with its picture and the questions that could be asked about it.
   *
   * @param wordingSeed for the wording of those that will be
   */
  public record Generated(
      int imageId,
      String imageName,
      Scene scene,
      BufferedImage image,
      Map<Family, List<Candidate>> proposals,
      long wordingSeed) {

    /** All but the picture, which takes most of the memory. */
    Generated withoutImage() {
      return new Generated(imageId, imageName, scene, null, proposals, wordingSeed);
    }
  }

  /** Scene number {@code index} of a split, counted from 0. */
  public Generated generate(Split split, int index) {
    int imageId = split.imageId(index);
    SceneRandom random = SceneRandom.of(seed, imageId);
    ScenePainter.Drawn drawn = painter.draw(random);
    return new Generated(
        imageId,
        split.imageName(imageId),
        drawn.scene(),
        drawn.image(),
        Proposals.about(drawn.scene(), random),
        random.nextLong());
  }
}
