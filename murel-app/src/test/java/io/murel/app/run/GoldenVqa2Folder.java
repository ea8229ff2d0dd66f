package io.murel.app.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.golden.Golden;
import io.murel.io.DType;
import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import io.murel.regions.RegionStoreWriter;
import io.murel.regions.Regions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Lays out the VQA v2 set of the reference numbers as a folder with the files of each split. */
final class GoldenVqa2Folder {
  private GoldenVqa2Folder() {}

  private static final ObjectMapper JSON = new ObjectMapper();

  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String[] split :
        new String[][] {{"train", "train2014"}, {"val", "val2014"}, {"test", "test2015"}}) {
      write(folder, split[0], split[1]);
    }
  }

  private static void write(Path folder, String split, String part) throws IOException {
    String raw = "data/vqa2/raw/annotations/";
    JsonNode questions = Golden.json(raw + "OpenEnded_mscoco_" + part + "_questions.json");
    Set<String> images = new LinkedHashSet<>();
    for (JsonNode question : (ArrayNode) questions.get("questions")) {
      String image = "COCO_%s_%012d.jpg".formatted(part, question.get("image_id").asLong());
      ((ObjectNode) question).put("image_name", image);
      images.add(image);
    }
    JSON.writeValue(folder.resolve("questions_" + split + ".json").toFile(), questions);
    if (!split.equals("test")) {
      Files.copy(
          Golden.path(raw + "mscoco_" + part + "_annotations.json"),
          folder.resolve("annotations_" + split + ".json"));
    }
    writeRegions(folder.resolve("regions_" + split + ".safetensors"), images);
  }

  private static void writeRegions(Path store, Set<String> images) throws IOException {
    Safetensors golden = Golden.tensors("data/rcnn_expected.safetensors");
    int dim = 12;
    try (RegionStoreWriter writer = new RegionStoreWriter(store, dim, DType.F32, Map.of())) {
      for (String image : images) {
        NdArray features = golden.get(image + "/pooled_feat");
        NdArray boxes = golden.get(image + "/norm_rois");
        int count = (int) features.shape()[0];
        writer.add(image, new Regions(floats(features), floats(boxes), count, dim));
      }
      writer.finish();
    }
  }

  private static float[] floats(NdArray array) {
    double[] values = array.doubles();
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }
}
