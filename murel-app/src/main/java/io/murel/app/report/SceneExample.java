package io.murel.app.report;

import java.util.List;

/**
 * One test question with what each network made of it.
 *
 * @param questionId its number in the data set
 * @param imageName its image
 * @param imageBytes the picture, PNG or JPEG
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 * @param normBoxes one box a region: x1, y1, x2, y2 as fractions of width and height
 * @param question as asked
 * @param questionType for instance "spatial"
 * @param answer the right one
 * @param models MuRel first, then the attention baseline
 */
public record SceneExample(
    long questionId,
    String imageName,
    byte[] imageBytes,
    int width,
    int height,
    List<float[]> normBoxes,
    String question,
    String questionType,
    String answer,
    List<ModelView> models) {

  public SceneExample {
    normBoxes = List.copyOf(normBoxes);
    models = List.copyOf(models);
    for (float[] box : normBoxes) {
      if (box.length != 4) {
        throw new IllegalArgumentException("a box has 4 numbers, not " + box.length);
      }
    }
    for (ModelView model : models) {
      model.requireRegions(normBoxes.size());
    }
  }
}
