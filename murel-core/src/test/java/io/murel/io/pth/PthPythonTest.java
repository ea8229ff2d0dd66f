package io.murel.io.pth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.murel.io.DType;
import io.murel.io.NdArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What PyTorch itself says to our files; skipped where there is no Python with torch. */
class PthPythonTest {

  @TempDir Path folder;

  @Test
  void torchLoadsStateDictsWithWeightsOnly() throws Exception {
    OrderedDict network = new OrderedDict();
    network.put("weight", NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    PthWriter.write(folder.resolve("ours.pth"), Map.of("network", network, "epoch", 5));
    assertThat(
            python(
                "o = torch.load(FILE, weights_only=True)",
                "print(o['epoch'], type(o['network']).__name__, o['network']['weight'].tolist())"))
        .containsExactly("5 OrderedDict [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]");
  }

  @Test
  void torchLoadsEverythingThatCanBeWritten() throws Exception {
    OrderedDict network = new OrderedDict();
    network.put("linear.weight", NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    network.put("linear.bias", NdArray.of(new float[] {0.5f, -0.5f}, 2));
    network.put("counts", NdArray.of(new long[] {1L << 40, -1}, 2));
    network.put("scalar", NdArray.of(new float[] {0.25f}));
    network.put("empty", NdArray.of(new float[0], 0, 4));
    network.put(
        "mask", new NdArray(DType.BOOL, new long[] {2}, ByteBuffer.wrap(new byte[] {1, 0})));
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("network", network);
    content.put("betas", Tuple.of(0.9, 0.999));
    content.put("list", Arrays.asList(1, 300, 1L << 40, -7, 0.1, true, null, "\u4f60"));
    content.put("nested", Map.of(3, Map.of("epoch", 5)));
    Path file = folder.resolve("ours.pth");
    PthWriter.write(file, content);
    assertThat(
            python(
                // PyTorch 1 knows weights_only but no floats there, not even its own.
                "o = torch.load(FILE, weights_only=torch.__version__ >= '2')",
                "n = o['network']",
                "print(type(n).__name__, list(n))",
                "print(n['linear.weight'].tolist(), n['linear.weight'].dtype)",
                "print(n['counts'].tolist(), n['scalar'].item(), tuple(n['empty'].shape))",
                "print(n['mask'].tolist(), n['linear.weight'].data_ptr() % 4)",
                "print(o['betas'], o['list'], o['nested'])"))
        .containsExactly(
            "OrderedDict ['linear.weight', 'linear.bias', 'counts', 'scalar', 'empty', 'mask']",
            "[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]] torch.float32",
            "[1099511627776, -1] 0.25 (0, 4)",
            "[True, False] 0",
            "(0.9, 0.999) [1, 300, 1099511627776, -7, 0.1, True, None, '\u4f60'] {3: {'epoch': 5}}");
  }

  @Test
  void weReadWhatTorchWritesInEveryProtocol() throws Exception {
    List<String> ways =
        List.of(
            "pickle_protocol=2",
            "pickle_protocol=4",
            "pickle_protocol=5",
            "_use_new_zipfile_serialization=False",
            "_use_new_zipfile_serialization=False, pickle_protocol=4");
    List<String> script = new ArrayList<>();
    script.add("import collections, numpy");
    script.add("a = torch.arange(24.).reshape(2, 3, 4)");
    script.add("o = collections.OrderedDict(a=a, view=a[1:, :, 1], t=a[0].t(), size=a.size())");
    script.add("o['expanded'] = torch.ones(1, dtype=torch.int16).expand(2, 2)");
    script.add("o['parameter'] = torch.nn.Parameter(torch.ones(2).double())");
    script.add("o['best'] = numpy.float64(0.1); o['ids'] = {3, 1}; o['bytes'] = b'a\\xff'");
    script.add("o['items'] = [(1, 'x'), -2**40, 2.5]");
    for (int i = 0; i < ways.size(); i++) {
      script.add("torch.save(o, FILE + '%d', %s)".formatted(i, ways.get(i)));
    }
    python(script.toArray(String[]::new));
    for (int i = 0; i < ways.size(); i++) {
      Map<?, ?> read = PthReader.readDict(folder.resolve("ours.pth" + i));
      assertThat(((NdArray) read.get("a")).floats()).hasSize(24).endsWith(22, 23);
      assertThat(((NdArray) read.get("view")).shape()).containsExactly(1, 3);
      assertThat(((NdArray) read.get("view")).floats()).containsExactly(13, 17, 21);
      assertThat(((NdArray) read.get("t")).floats()).startsWith(0, 4, 8, 1, 5, 9);
      assertThat(((NdArray) read.get("expanded")).longs()).containsExactly(1, 1, 1, 1);
      assertThat(((NdArray) read.get("parameter")).doubles()).containsExactly(1, 1);
      assertThat(read.get("size")).isEqualTo(List.of(2L, 3L, 4L));
      assertThat(read.get("best")).isEqualTo(0.1);
      assertThat(read.get("ids")).isEqualTo(Set.of(1L, 3L));
      assertThat(read.get("bytes")).isEqualTo(new byte[] {'a', (byte) 0xff});
      assertThat(read.get("items")).isEqualTo(List.of(List.of(1L, "x"), -(1L << 40), 2.5));
    }
  }

  /** Runs a script that knows torch and FILE; the lines it printed. */
  private List<String> python(String... script) throws IOException, InterruptedException {
    Path source = folder.resolve("script.py");
    String header =
        "import sys, torch\nFILE = sys.argv[1]\nsys.stdout.reconfigure(encoding='utf-8')\n";
    Files.writeString(source, header + String.join("\n", script) + "\n");
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(interpreter(), source.toString(), folder.resolve("ours.pth").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = process.waitFor();
    List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
    assertThat(code).as(String.join("\n", lines)).isZero();
    return lines;
  }

  /** Found once; null where there is none. */
  private static String found;

  @BeforeAll
  static void findPython() {
    List<String> candidates = List.of("python3", "/usr/bin/python3", "python");
    found = candidates.stream().filter(PthPythonTest::hasTorch).findFirst().orElse(null);
  }

  private static String interpreter() {
    assumeTrue(found != null, "no Python with torch found: skipped");
    return found;
  }

  private static boolean hasTorch(String python) {
    try {
      return new ProcessBuilder(python, "-c", "import torch")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }
}
