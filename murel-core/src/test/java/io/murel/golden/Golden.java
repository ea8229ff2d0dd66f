package io.murel.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import io.murel.nn.Torch;
import io.murel.options.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * The reference numbers of the original ({@code -Dmurel.golden=DIR}). Tests that need them are
 * skipped with a message where the folder is absent.
 */
public final class Golden {
  private Golden() {}

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A file or folder of the reference set; skips the running test where the set is absent. */
  public static Path path(String relative) {
    Path root = Path.of(System.getProperty("murel.golden", "../../shared/golden"));
    assumeTrue(
        Files.isDirectory(root),
        "reference numbers not found in " + root + " (set -Dmurel.golden=DIR): skipped");
    return root.resolve(relative);
  }

  public static JsonNode json(String relative) {
    try {
      return JSON.readTree(path(relative).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Safetensors tensors(String relative) {
    try {
      return Safetensors.map(path(relative));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JSON object as options, as YAML would give them. */
  @SuppressWarnings("unchecked")
  public static Options options(JsonNode node) {
    return Options.of(JSON.convertValue(node, Map.class));
  }

  /** The tensors whose names start with {@code prefix}, without it: a state dict, say. */
  public static Map<String, Tensor> state(Safetensors file, String prefix) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    file.arrays()
        .forEach(
            (name, array) -> {
              if (name.startsWith(prefix)) {
                out.put(name.substring(prefix.length()), Torch.tensor(array));
              }
            });
    return out;
  }

  /** The reference's measure of error: max|a-b| / max(max|b|, 0.01). */
  public static double relativeError(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double difference = 0;
    double scale = 0.01;
    for (int i = 0; i < actual.length; i++) {
      double d = Math.abs(actual[i] - expected[i]);
      difference = d <= difference ? difference : d; // a NaN sticks
      scale = Math.max(scale, Math.abs(expected[i]));
    }
    return difference / scale;
  }

  /** ||a - b|| / max(||b||, 0.01): what float32 gradients are compared by. */
  public static double relativeL2(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < actual.length; i++) {
      difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
      norm += expected[i] * expected[i];
    }
    return Math.sqrt(difference) / Math.max(Math.sqrt(norm), 0.01);
  }

  /** Asserts shape and values: {@link #relativeError} at most {@code tolerance}. */
  public static void assertClose(String what, Tensor actual, NdArray expected, double tolerance) {
    assertThat(actual.shape()).as(what + " shape").isEqualTo(expected.shape());
    assertThat(relativeError(Torch.doubles(actual), expected.doubles()))
        .as(what)
        .isLessThanOrEqualTo(tolerance);
  }
}
