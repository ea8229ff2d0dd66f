package io.murel.train;

import io.murel.BadInputException;
import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import io.murel.io.pth.PthReader;
import io.murel.nn.Module;
import io.murel.nn.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * The weights of a network in a file: a {@code ckpt_NAME_model.pth.tar} of the original or of ours,
 * a plain state dict of {@code torch.save}, or a safetensors file.
 *
 * @param file where they come from, for messages
 * @param tensors by their names in the network, in the order of the file
 * @param metadata what a safetensors file says about itself; else empty
 */
public record StateDictFile(Path file, Map<String, NdArray> tensors, Map<String, String> metadata) {

  /** Keys below which programs save a state dict: the original, and many others. */
  private static final List<String> KEYS = List.of("network", "state_dict");

  /** Put before every name by PyTorch's DataParallel; networks do not depend on it. */
  private static final String PARALLEL = "module.";

  public StateDictFile {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Reads a file; nothing in it is executed. Arrays of safetensors stay in the file until they are
   * used.
   *
   * @throws BadInputException if it is missing, damaged or holds something else
   */
  public static StateDictFile read(Path file) {
    try {
      if (file.toString().endsWith(".safetensors")) {
        Safetensors content = Safetensors.map(file);
        return new StateDictFile(file, content.arrays(), content.metadata());
      }
      return new StateDictFile(file, tensors(PthReader.readDict(file), file), Map.of());
    } catch (IOException e) {
      throw Checkpoints.unreadable(file, e);
    }
  }

  private static Map<String, NdArray> tensors(Map<?, ?> content, Path file) {
    Map<?, ?> dict = content;
    for (String key : KEYS) {
      if (content.get(key) instanceof Map<?, ?> inner) {
        dict = inner;
        break;
      }
    }
    boolean parallel =
        !dict.isEmpty()
            && dict.keySet().stream().allMatch(n -> String.valueOf(n).startsWith(PARALLEL));
    Map<String, NdArray> out = new LinkedHashMap<>();
    dict.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          out.put(parallel ? name.substring(PARALLEL.length()) : name, tensor(name, value, file));
        });
    return out;
  }

  private static NdArray tensor(String name, Object value, Path file) {
    if (value instanceof NdArray array) {
      return array;
    }
    throw BadInputException.at(file.toString())
        .found("'" + name + "' that is no tensor")
        .expected("the state dict of a network")
        .remedy("Check that this is a ckpt_..._model.pth.tar.");
  }

  /**
   * Copies the weights into a network.
   *
   * @throws BadInputException if a name is missing or unknown or a shape differs; nothing changes
   */
  public void copyTo(Module network) {
    try (PointerScope scope = new PointerScope()) {
      Map<String, Tensor> state = new LinkedHashMap<>();
      tensors.forEach((name, array) -> state.put(name, Torch.tensor(array)));
      network.loadStateDict(state, file.toString());
    }
  }
}
