package io.murel.figure;

import io.murel.model.Trace;
import io.murel.regions.Regions;
import io.murel.vqa.Answer;
import io.murel.vqa.Explanation;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Three regions in two steps, one beside the other. */
final class SmallExplanation {
  private SmallExplanation() {}

  static final float[] BOXES = {
    0.125f, 0.25f, 0.25f, 0.5f, //
    0.5f, 0.25f, 0.75f, 0.5f, //
    0.5f, 0.75f, 0.75f, 1
  };

  static final List<Answer> ANSWERS = List.of(new Answer("red", 0.75), new Answer("blue", 0.2));

  static Explanation related() {
    Trace.Step first =
        new Trace.Step(
            new float[] {0.5f, 0.25f, 0.25f},
            new float[][] {{0, 0.75f, 0.25f}, {1, 0, 0}, {0, 0, 1}});
    Trace.Step second =
        new Trace.Step(
            new float[] {0.9375f, 0.0625f, 0}, new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    return explanation(BOXES, new Trace(List.of(first, second)));
  }

  static Explanation attended() {
    Trace.Step step = new Trace.Step(new float[] {0.5f, 0.5f, 0}, new float[0][]);
    return explanation(BOXES, new Trace(List.of(step)));
  }

  static Explanation explanation(float[] boxes, Trace trace) {
    int regions = boxes.length / 4;
    return new Explanation(ANSWERS, new Regions(new float[regions], boxes, regions, 1), trace);
  }

  /** Many regions anywhere, each its own partner or one other's. */
  static Explanation large(int regions, int steps) {
    Random random = new Random(6);
    float[] boxes = new float[4 * regions];
    for (int i = 0; i < regions; i++) {
      for (int side = 0; side < 2; side++) {
        float from = random.nextFloat();
        boxes[4 * i + side] = from;
        boxes[4 * i + 2 + side] = from + (1 - from) * random.nextFloat();
      }
    }
    List<Trace.Step> list = new ArrayList<>();
    for (int k = 0; k < steps; k++) {
      float[] contributions = new float[regions];
      Arrays.fill(contributions, 1f / regions);
      float[][] partners = new float[regions][regions];
      for (float[] row : partners) {
        row[random.nextInt(regions)] = 1;
      }
      list.add(new Trace.Step(contributions, partners));
    }
    return explanation(boxes, new Trace(list));
  }

  static BufferedImage picture(int width, int height, Color color) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return picture;
  }
}
