package io.murel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.io.NpyFiles;
import io.murel.nn.Torch;
import io.murel.options.Options;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkipThoughtsFilesTest {

  private static final int E = 2;
  private static final int H = 3;
  private static final List<String> WORDS = List.of("cat", "zebra", "UNK");

  @TempDir Path folder;

  private final Map<String, byte[]> arrays = new LinkedHashMap<>();

  @BeforeEach
  void writeAModel() throws Exception {
    Files.writeString(folder.resolve("dictionary.txt"), "UNK\n cat\u00a0\ncat \n");
    Files.write(folder.resolve("utable.npy"), NpyFiles.npy(new float[] {1, 2, 3, 4, 5, 6}, 3, E));
    arrays.put("encoder_W", counting(E, 2 * H));
    arrays.put("encoder_Wx", counting(E, H));
    arrays.put("encoder_U", counting(H, 2 * H));
    arrays.put("encoder_Ux", counting(H, H));
    arrays.put("encoder_b", counting(2 * H));
    arrays.put("encoder_bx", counting(H));
    writeArrays();
  }

  private void writeArrays() throws Exception {
    NpyFiles.npz(folder.resolve("uni_skip.npz"), true, arrays);
  }

  private static byte[] counting(long... shape) {
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return NpyFiles.npy(values, shape);
  }

  private QuestionEncoder encoder(Map<String, ?> more) {
    Map<String, Object> options = new HashMap<>(Map.of("type", "UniSkip"));
    options.put("dir_st", folder.toString());
    options.putAll(more);
    return QuestionEncoders.create(Options.of(options, "txt_enc"), WORDS);
  }

  @Test
  void sizesAndWeightsComeFromTheFiles() {
    try (PointerScope scope = new PointerScope();
        QuestionEncoder encoder = encoder(Map.of())) {
      assertThat(encoder.outputDim()).isEqualTo(H);
      var state = encoder.stateDict();
      // padding, the last of two cats, UNK for the zebra, UNK
      assertThat(Torch.floats(state.get("embedding.weight")))
          .containsExactly(0, 0, 5, 6, 1, 2, 1, 2);
      assertThat(Torch.floats(state.get("rnn.weight_ih_l0"))) // gates r, i, then the candidate
          .containsExactly(0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11, 0, 3, 1, 4, 2, 5);
      assertThat(Torch.floats(state.get("rnn.bias_ih_l0")))
          .containsExactly(0, 1, 2, 3, 4, 5, 0, 1, 2);
      assertThat(Torch.floats(state.get("rnn.bias_hh_l0"))).containsOnly(0);
    }
  }

  @Test
  void aTruncatedModelIsRefused() throws Exception {
    Path model = folder.resolve("uni_skip.npz");
    Files.write(model, Arrays.copyOf(Files.readAllBytes(model), 300));
    assertThatThrownBy(() -> encoder(Map.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(model + ": found no readable zip directory");
  }

  @Test
  void aMissingArrayIsNamed() throws Exception {
    arrays.remove("encoder_U");
    writeArrays();
    assertThatThrownBy(() -> encoder(Map.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("found no array 'encoder_U' among encoder_Ux, encoder_W");
  }

  @Test
  void anArrayOfAnotherWidthIsRefused() throws Exception {
    arrays.put("encoder_W", counting(E + 1, 2 * H));
    writeArrays();
    assertThatThrownBy(() -> encoder(Map.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            folder.resolve("uni_skip.npz")
                + "[encoder_W]: found shape [3, 6], expected shape [2, 6]."
                + " Use utable.npy and the arrays of one model.");
  }

  @Test
  void aTableShorterThanTheDictionaryIsRefused() throws Exception {
    Files.write(folder.resolve("utable.npy"), NpyFiles.npy(new float[] {1, 2}, 1, E));
    assertThatThrownBy(() -> encoder(Map.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("utable.npy: found 1 rows, expected at least 3.");
  }

  @Test
  void aDictionaryWithoutUnknownIsRefusedWhereAWordIsMissing() throws Exception {
    Files.writeString(folder.resolve("dictionary.txt"), "cat\ndog\nbird\n");
    assertThatThrownBy(() -> encoder(Map.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("dictionary.txt: found neither 'zebra' nor UNK");
  }

  @Test
  void aDictionaryThatIsNoTextIsRefused() throws Exception {
    Files.write(
        folder.resolve("dictionary.txt"), "caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> encoder(Map.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("dictionary.txt: found bytes that are no UTF-8 text");
  }

  @Test
  void anIncompleteFolderIsRefusedRatherThanIgnored() throws Exception {
    Files.delete(folder.resolve("utable.npy"));
    assertThatThrownBy(() -> encoder(Map.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            folder
                + ": found no utable.npy, expected the skip-thoughts files dictionary.txt,"
                + " utable.npy, uni_skip.npz. Add what is missing, or set dir_st to null to start"
                + " from random weights.");
  }

  @Test
  void otherSizesThanThoseOfTheFilesAreRefused() {
    assertThatThrownBy(() -> encoder(Map.of("hidden_dim", 2400)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(
            "txt_enc.hidden_dim: found 2400, expected 3, the size of the files in " + folder);
  }
}
