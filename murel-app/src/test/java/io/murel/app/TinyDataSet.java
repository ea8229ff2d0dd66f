package io.murel.app;

import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A data set of six training and four validation questions about two images each, as {@code murel
 * scenes} lays it out, for tests that spoil it.
 */
public record TinyDataSet(Path folder) {

  static final int FEATURES = 8;

  public static TinyDataSet write(Path folder) throws IOException {
    TinyDataSet data = new TinyDataSet(Files.createDirectories(folder));
    data.questions("train", "red", "blue", "yes", "red", "blue", "red");
    data.questions("val", "red", "blue", "yes", "red");
    data.regions("train", FEATURES);
    data.regions("val", FEATURES);
    return data;
  }

  /** Questions with these answers, in turn about image 0 and image 1 of the split. */
  public void questions(String split, String... answers) throws IOException {
    StringBuilder questions = new StringBuilder("{\"questions\": [\n");
    StringBuilder annotations = new StringBuilder("{\"annotations\": [\n");
    for (int i = 0; i < answers.length; i++) {
      String end = i + 1 < answers.length ? ",\n" : "\n]}\n";
      questions.append(
          "{\"question_id\": %d, \"image_name\": \"%s\", \"question\": \"what is this?\"}%s"
              .formatted(i, image(split, i % 2), end));
      annotations.append(
          "{\"question_id\": %d, \"multiple_choice_answer\": \"%s\", \"question_type\": \"what\"}%s"
              .formatted(i, answers[i], end));
    }
    Files.writeString(file("questions_" + split + ".json"), questions);
    Files.writeString(file("annotations_" + split + ".json"), annotations);
  }

  /** A store of the split's two images with one and two regions. */
  void regions(String split, int dim) throws IOException {
    regions(split, split, dim, Map.of());
  }

  /** The training store, one array of it replaced. */
  void spoil(String array, NdArray replacement) throws IOException {
    regions("train", "train", FEATURES, Map.of(array, replacement));
  }

  /** The store of a split, about the images of another one. */
  void regionsOfOtherImages(String split, String other) throws IOException {
    regions(split, other, FEATURES, Map.of());
  }

  private void regions(String split, String images, int dim, Map<String, NdArray> replaced)
      throws IOException {
    float[] features = new float[3 * dim];
    features[0] = features[dim + 1] = features[2 * dim + 1] = 1;
    float[] boxes = {0, 0, 0.5f, 1, 0, 0, 0.5f, 1, 0.5f, 0, 1, 1};
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("features", NdArray.of(features, 3, dim));
    arrays.put("boxes", NdArray.of(boxes, 3, 4));
    arrays.put("offsets", NdArray.of(new long[] {0, 1, 3}, 3));
    arrays.putAll(replaced);
    String names = "[\"%s\", \"%s\"]".formatted(image(images, 0), image(images, 1));
    Safetensors.write(regions(split), arrays, Map.of("image_names", names));
  }

  /** Cuts a file in half. */
  void halve(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
  }

  public Path regions(String split) {
    return file("regions_" + split + ".safetensors");
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  public static String image(String split, int number) {
    return split + number + ".png";
  }
}
