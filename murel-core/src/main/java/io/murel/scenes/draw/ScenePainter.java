package io.murel.scenes.draw;

import io.murel.scenes.world.Layout;
import io.murel.scenes.world.Scene;
import io.murel.scenes.world.SceneObject;
import io.murel.scenes.world.SceneRandom;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Draws scenes pixel by pixel. It uses nothing of the platform's graphics: every number comes from
 * Java's strict arithmetic, so that the same seed gives the same pixels everywhere.
 */
public final class ScenePainter {

  /** How much of every object has to be visible. */
  public static final double MIN_VISIBLE = 0.68;

  private final Layout layout;

  public ScenePainter(Layout layout) {
    this.layout = layout;
  }

  /** A scene and its picture. */
  public record Drawn(Scene scene, BufferedImage image) {}

  /** A random scene in which every object can be seen well enough. */
  public Drawn draw(SceneRandom random) {
    List<SceneObject> objects;
    Visibility visibility;
    do {
      objects = layout.arrange(random);
      visibility = Visibility.of(objects, layout.width(), layout.height());
    } while (!visibility.allShow(MIN_VISIBLE));

    Canvas canvas = new Canvas(layout.width(), layout.height());
    Light light = Light.random(random);
    Background.paint(canvas, light, random);
    Paint paint = new Paint(canvas, light, new Noise(random));
    visibility.stamps().forEach(paint::object);
    Scene scene =
        new Scene(
            layout.width(),
            layout.height(),
            List.copyOf(objects),
            visibility.boxes(),
            visibility.visible());
    return new Drawn(scene, canvas.toImage());
  }
}
