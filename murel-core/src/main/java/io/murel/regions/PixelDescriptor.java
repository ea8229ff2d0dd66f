package io.murel.regions;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Describes a region by its pixels alone, without learnt weights: size of the box, colours,
 * gradient orientations, the outline of what stands out from the background, and its surface. Meant
 * for drawn pictures, whose colours, shapes, materials and sizes a linear classifier reads from it;
 * photographs want a trained detector.
 *
 * <p>All numbers are finite, about unit scale and between -4 and 4; the constants that bring them
 * there are part of the version in {@link #name()}.
 */
public final class PixelDescriptor implements RegionExtractor {

  private static final int BOX_FEATURES = 8;

  private static final int DIM =
      BOX_FEATURES
          + ColourFeatures.COUNT
          + GradientFeatures.COUNT
          + ShapeFeatures.COUNT
          + SurfaceFeatures.COUNT;

  @Override
  public String name() {
    return "pixels-v1";
  }

  @Override
  public int featureDim() {
    return DIM;
  }

  @Override
  public float[] describe(BufferedImage image, Box box) {
    return describe(Pixels.of(image), box);
  }

  @Override
  public Regions regions(BufferedImage image, List<Box> boxes) {
    Pixels pixels = Pixels.of(image);
    float[] features = new float[boxes.size() * DIM];
    float[] normBoxes = new float[boxes.size() * 4];
    for (int i = 0; i < boxes.size(); i++) {
      Box box = boxes.get(i);
      System.arraycopy(describe(pixels, box), 0, features, i * DIM, DIM);
      float[] corners = {
        box.x1() / pixels.width(),
        box.y1() / pixels.height(),
        box.x2() / pixels.width(),
        box.y2() / pixels.height()
      };
      System.arraycopy(corners, 0, normBoxes, i * 4, 4);
    }
    return new Regions(features, normBoxes, boxes.size(), DIM);
  }

  private static float[] describe(Pixels image, Box box) {
    double x2 = Math.max(box.x2(), box.x1() + 1);
    double y2 = Math.max(box.y2(), box.y1() + 1);
    Patch patch = Patch.of(image, box.x1(), box.y1(), x2, y2);
    Foreground foreground = Foreground.of(patch);
    FeatureList out = new FeatureList(DIM);
    addBox(image, box, foreground, out);
    ColourFeatures.add(patch, foreground, out);
    GradientFeatures.add(patch, out);
    ShapeFeatures.add(foreground, out);
    SurfaceFeatures.add(patch, foreground, out);
    return out.values();
  }

  /** How large the box is in the image, and how large what it holds. */
  private static void addBox(Pixels image, Box box, Foreground foreground, FeatureList out) {
    double width = Math.max(1.0, box.width()) / image.width();
    double height = Math.max(1.0, box.height()) / image.height();
    double side = Math.sqrt(width * height);
    double filled = foreground.area() / (Patch.INNER * Patch.INNER);
    out.add(width, 0.2, 0.06);
    out.add(height, 0.2, 0.06);
    out.add(side, 0.2, 0.06);
    out.add(Math.log(width), -1.7, 0.5);
    out.add(Math.log(height), -1.7, 0.5);
    out.add(Math.log(Math.max(1.0, box.width()) / Math.max(1.0, box.height())), 0, 0.2);
    out.add(side * Math.sqrt(filled), 0.15, 0.08);
    out.add(Math.max(width, height), 0.2, 0.06);
  }
}
