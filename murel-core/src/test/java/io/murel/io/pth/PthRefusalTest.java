package io.murel.io.pth;

import static io.murel.io.pth.PthFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.io.NdArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles that name something to call, and files that are none. */
class PthRefusalTest {

  @TempDir Path folder;

  private Path file(String pickle) throws IOException {
    return Files.write(folder.resolve("bad.pth"), zip(pickle));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cos\nsystem\n(X\2\0\0\0lstR.",
        "cposix\nsystem\n)R.",
        "cbuiltins\neval\n(X\1\0\0\0" + "1tR.",
        "cbuiltins\ngetattr\n)R.",
        "cjava.lang\nRuntime\n)R.",
        "ctorch\nload\n)R.",
        "ctorch.nn.modules.linear\nLinear\n)\u0081}b.",
        "X\2\0\0\0osX\6\0\0\0system\u0093)R.",
        "cbuiltins\nException\n)R.",
        "cdatetime\ndatetime\n)R.",
        "c__builtin__\ncomplex\n)R."
      })
  void whateverIsNotOnTheListIsRefusedByName(String pickle) throws IOException {
    Path file = file(pickle);
    assertThatThrownBy(() -> PthReader.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageMatching(
            "(?s).*bad.pth: found the Python class or function '[a-z_]+\\.[A-Za-z_.]+', expected"
                + " tensors, numbers, texts and plain containers only\\. It is refused because it"
                + " could run a program; .*");
  }

  @Test
  void theRefusedNameIsInTheMessage() throws IOException {
    PthFiles.assertRefused(
        file("cos\nsystem\n(X\2\0\0\0lstR."), "the Python class or function 'os.system'");
    PthFiles.assertRefused(
        file("ctorch\nBFloat16Storage\n."), "the Python class or function 'torch.BFloat16Storage'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(lp0\n.", "I1\n.", "S'x'\n.", "(ios\nsystem\n.", "(cos\nsystem\no.", "P0\n."})
  void opcodesOfOtherProtocolsAreRefused(String pickle) throws IOException {
    Path file = file(pickle);
    assertThatThrownBy(() -> PthReader.read(file)).isInstanceOf(BadInputException.class);
  }

  @Test
  void leftoverClassesAreNoData() throws IOException {
    PthFiles.assertRefused(file("ctorch\nFloatStorage\n."), "something that is no plain data");
    PthFiles.assertRefused(file("ccollections\nOrderedDict\n."), "something that is no plain data");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "a.", "R.", "s.", "t.", "e.", "(.", "0.", "2.", "h\7.", "b.", "Q."})
  void stackErrorsAreRefused(String pickle) throws IOException {
    Path file = file(pickle);
    assertThatThrownBy(() -> PthReader.read(file)).isInstanceOf(BadInputException.class);
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = folder.resolve("other.pth");
    for (String content :
        List.of("", "x", "PK", "PK\3\4", "PK\3\4 no zip at all", "\u0080\2", "K")) {
      Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
      assertThatThrownBy(() -> PthReader.read(file))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("expected a complete file of torch.save. The file is damaged");
    }
    assertThatThrownBy(() -> PthReader.read(folder.resolve("absent.pth")))
        .hasMessage(
            folder.resolve("absent.pth")
                + ": found no such file, expected a file of torch.save. Check the path.");
    assertThatThrownBy(() -> PthReader.read(folder)).hasMessageContaining("found a folder");
  }

  @Test
  void theUndamagedSamplesAreRead() throws IOException {
    byte[] pickle = PthFiles.pickle(PthFiles.sample());
    List<NdArray> storages = PthFiles.sampleStorages();
    byte[][] bytes = storages.stream().map(PthFiles::bytes).toArray(byte[][]::new);
    for (byte[] good : List.of(zip(pickle, bytes), PthFiles.legacy(pickle, storages))) {
      Path file = Files.write(folder.resolve("good.pth"), good);
      Map<?, ?> read = PthReader.readDict(file);
      assertThat(read.get("list")).isEqualTo(List.of(1L, 2.5, "three", true, List.of(4L, 5L)));
      assertThat(((NdArray) read.get("ids")).longs()).containsExactly(1, 2);
    }
  }
}
