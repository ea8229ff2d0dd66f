package io.murel.io.pth;

import static org.assertj.core.api.Assertions.assertThat;

import io.murel.io.DType;
import io.murel.io.NdArray;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
            PythonTorch.run(
                folder,
                "o = torch.load('ours.pth', weights_only=True)",
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
            PythonTorch.run(
                folder,
                "o = load('ours.pth')",
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
      script.add("torch.save(o, 'ours.pth%d', %s)".formatted(i, ways.get(i)));
    }
    PythonTorch.run(folder, script.toArray(String[]::new));
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
}
