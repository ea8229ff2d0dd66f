package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import io.murel.io.pth.OrderedDict;
import io.murel.io.pth.PthWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDictFileTest {

  private static final NdArray MATRIX = NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
  private static final NdArray BIAS = NdArray.of(new float[] {7, 8, 9, 10}, 4);

  @TempDir Path folder;

  private static OrderedDict state(String prefix) {
    OrderedDict out = new OrderedDict();
    out.put(prefix + "matrix", MATRIX);
    out.put(prefix + "bias", BIAS);
    return out;
  }

  private StateDictFile pth(Object content) throws IOException {
    Path file = folder.resolve("weights.pth");
    PthWriter.write(file, content);
    return StateDictFile.read(file);
  }

  private static void assertHolds(StateDictFile weights) {
    assertThat(List.copyOf(weights.tensors().keySet())).isEqualTo(List.of("matrix", "bias"));
    try (Weights network = new Weights()) {
      weights.copyTo(network);
      assertThat(network.values()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }
  }

  @Test
  void weightsLieUnderTheKeysThatProgramsUseOrAtTheTop() throws IOException {
    assertHolds(pth(state("")));
    assertHolds(pth(Map.of("network", state(""), "criterions", Map.of())));
    assertHolds(pth(Map.of("state_dict", state(""), "epoch", 3)));
  }

  @Test
  void theNamesThatDataParallelPrefixesAreTheNetworks() throws IOException {
    assertHolds(pth(Map.of("network", state("module."))));
  }

  @Test
  void safetensorsAreReadWithTheirMetadata() throws IOException {
    Path file = folder.resolve("weights.safetensors");
    Safetensors.write(file, Map.of("matrix", MATRIX, "bias", BIAS), Map.of("checkpoint", "last"));
    StateDictFile weights = StateDictFile.read(file);
    assertThat(weights.metadata()).isEqualTo(Map.of("checkpoint", "last"));
    try (Weights network = new Weights()) {
      weights.copyTo(network);
      assertThat(network.values()).startsWith(1, 2, 3).endsWith(9, 10);
    }
  }

  @Test
  void somethingElseIsRefused() {
    assertThatThrownBy(() -> pth(Map.of("network", Map.of("matrix", 3))))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            folder.resolve("weights.pth")
                + ": found 'matrix' that is no tensor, expected the state dict of a network. Check"
                + " that this is a ckpt_..._model.pth.tar.");
    assertThatThrownBy(() -> StateDictFile.read(folder.resolve("gone.safetensors")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("gone.safetensors: found no such file");
  }
}
