package io.murel.vqa;

import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import io.murel.model.Networks;
import io.murel.model.SmallNets;
import io.murel.model.VqaNetwork;
import io.murel.nn.Torch;
import io.murel.options.Options;
import io.murel.regions.Regions;
import io.murel.vqa.ModelDescription.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/** An exported model of a few hundred weights, and images for it. */
final class TinyModel {
  private TinyModel() {}

  static final List<String> ANSWERS = List.of("red", "blue", "yes", "no", "cube");

  /** A description of a network that reads the words of {@link SmallNets}. */
  static ModelDescription description(Map<String, Object> network, Features features) {
    return new ModelDescription(
        "scenes",
        Options.of(network, "model.network"),
        "mcb",
        SmallNets.WORDS,
        ANSWERS,
        features,
        Map.of(),
        Map.of());
  }

  static Features features(int dim) {
    return new Features(dim, null, List.of());
  }

  /** Writes a model with random weights. */
  static Path write(Path folder, ModelDescription description) throws IOException {
    return write(folder, description, false);
  }

  static Path write(Path folder, ModelDescription description, boolean half) throws IOException {
    Files.createDirectories(folder);
    try (VqaNetwork network = network(description);
        PointerScope scope = new PointerScope()) {
      Map<String, NdArray> state = new LinkedHashMap<>();
      network
          .stateDict()
          .forEach(
              (name, tensor) ->
                  state.put(name, half ? Torch.array(tensor).half() : Torch.array(tensor)));
      Safetensors.write(folder.resolve("model.safetensors"), state, Map.of());
    }
    description.write(folder);
    return folder;
  }

  /** The network whose weights {@link #write} writes; always the same. */
  static VqaNetwork network(ModelDescription description) {
    Torch.load();
    torch.manual_seed(4);
    VqaNetwork network =
        Networks.create(description.network(), description.words(), description.features().dim());
    network.train(false);
    return network;
  }

  /** Random regions, always the same. */
  static Regions regions(int count, int dim, int seed) {
    Random random = new Random(seed);
    float[] features = new float[count * dim];
    float[] boxes = new float[count * 4];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < count; i++) {
      boxes[4 * i] = random.nextFloat() / 2;
      boxes[4 * i + 1] = random.nextFloat() / 2;
      boxes[4 * i + 2] = 0.5f + random.nextFloat() / 2;
      boxes[4 * i + 3] = 0.5f + random.nextFloat() / 2;
    }
    return new Regions(features, boxes, count, dim);
  }
}
