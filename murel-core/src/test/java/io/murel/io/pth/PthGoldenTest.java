package io.murel.io.pth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.golden.Golden;
import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Files that PyTorch wrote, in both formats, against their content. */
class PthGoldenTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  Stream<DynamicTest> regionFilesOfBothFormatsHoldTheExpectedArrays() {
    Safetensors expected = Golden.tensors("data/rcnn_expected.safetensors");
    return Stream.of("data/rcnn_zip", "data/rcnn_legacy")
        .flatMap(folder -> files(Golden.path(folder)))
        .map(file -> dynamicTest(name(file), () -> assertRegions(file, expected)));
  }

  private static void assertRegions(Path file, Safetensors expected) throws IOException {
    String image = file.getFileName().toString().replaceFirst("\\.pth$", "");
    Map<?, ?> content = PthReader.readDict(file);
    assertThat(content).isNotEmpty();
    content.forEach((key, array) -> assertSame((NdArray) array, expected.get(image + "/" + key)));
    assertThat(expected.arrays().keySet().stream().filter(k -> k.startsWith(image + "/")))
        .hasSize(content.size());
  }

  @TestFactory
  Stream<DynamicTest> checkpointsOfATrainingLoopHoldTheExpectedState() {
    JsonNode expected = Golden.json("ckpt/train_murel_adam_expected.json");
    Safetensors tensors = Golden.tensors("ckpt/train_murel_adam_expected.safetensors");
    return Stream.of("ckpt/train_murel_adam_zip", "ckpt/train_murel_adam_legacy")
        .flatMap(
            folder ->
                Stream.of(
                    dynamicTest(
                        folder + " model",
                        () -> {
                          Map<?, ?> model = checkpoint(folder, "model");
                          assertKeys(model, expected.get("model_top_level_keys"));
                          Map<?, ?> network = (Map<?, ?>) model.get("network");
                          assertThat(network).isInstanceOf(OrderedDict.class);
                          assertKeys(network, expected.get("state_dict_key_order"));
                          network.forEach(
                              (key, value) ->
                                  assertSame((NdArray) value, tensors.get("model." + key)));
                        }),
                    dynamicTest(
                        folder + " optimizer",
                        () -> {
                          Map<?, ?> optimizer =
                              (Map<?, ?>) checkpoint(folder, "optimizer").get("optimizer");
                          JsonNode names = expected.get("param_order_in_optimizer");
                          ((Map<?, ?>) optimizer.get("state"))
                              .forEach(
                                  (index, state) -> {
                                    String name = names.get(((Long) index).intValue()).asText();
                                    ((Map<?, ?>) state)
                                        .forEach(
                                            (kind, value) ->
                                                assertSame(
                                                    (NdArray) value,
                                                    tensors.get("optim." + kind + "." + name)));
                                  });
                          assertPlain(
                              optimizer.get("param_groups"),
                              expected.get("optimizer_param_groups"));
                        }),
                    dynamicTest(
                        folder + " engine",
                        () -> assertPlain(checkpoint(folder, "engine"), expected.get("engine")))));
  }

  @TestFactory
  Stream<DynamicTest> checkpointsOfARealRunHoldTheExpectedState() {
    JsonNode expected = Golden.json("ckpt/run_vqa2/ckpt_last_expected.json");
    Safetensors model = Golden.tensors("ckpt/run_vqa2/ckpt_last_model_expected.safetensors");
    Safetensors optimizer =
        Golden.tensors("ckpt/run_vqa2/ckpt_last_optimizer_expected.safetensors");
    return Stream.of("ckpt/run_vqa2/ckpt_zip", "ckpt/run_vqa2/ckpt_legacy")
        .map(
            folder ->
                dynamicTest(
                    folder,
                    () -> {
                      Map<?, ?> saved = checkpoint(folder, "model");
                      assertKeys(saved, expected.get("model_keys"));
                      assertPlain(saved.get("criterions"), keyed(expected.get("criterions")));
                      Map<?, ?> network = (Map<?, ?>) saved.get("network");
                      assertKeys(network, expected.get("network_key_order"));
                      network.forEach((k, v) -> assertSame((NdArray) v, model.get("" + k)));
                      Map<?, ?> inner =
                          (Map<?, ?>) checkpoint(folder, "optimizer").get("optimizer");
                      ((Map<?, ?>) inner.get("state"))
                          .forEach(
                              (i, state) ->
                                  ((Map<?, ?>) state)
                                      .forEach(
                                          (k, v) ->
                                              assertSame((NdArray) v, optimizer.get(i + "." + k))));
                      assertPlain(
                          inner.get("param_groups"), expected.get("optimizer_param_groups"));
                      assertPlain(checkpoint(folder, "engine"), expected.get("engine"));
                    }));
  }

  /** The expected file lists the keys of state dicts that are empty. */
  private static JsonNode keyed(JsonNode listsOfKeys) {
    ObjectNode out = JSON.createObjectNode();
    listsOfKeys.properties().forEach(field -> out.putObject(field.getKey()));
    return out;
  }

  @TestFactory
  Stream<DynamicNode> processedDataSetsHoldTheExpectedContainers() {
    return files(Golden.path("data/processed_pth"))
        .flatMap(PthGoldenTest::files)
        .map(
            folder -> {
              String set = folder.getParent().getFileName().toString();
              JsonNode expected =
                  Golden.json("data/expected/" + set + "/" + folder.getFileName() + ".json");
              return dynamicContainer(
                  set + "/" + folder.getFileName(),
                  files(folder).map(file -> dynamicTest(name(file), () -> check(file, expected))));
            });
  }

  private static void check(Path file, JsonNode expected) throws IOException {
    String name = file.getFileName().toString().replaceFirst("\\.pth$", "");
    Object content = PthReader.read(file);
    if (content instanceof List<?>) {
      assertPlain(content, expected.get(name));
      return;
    }
    Map<?, ?> dict = (Map<?, ?>) content;
    if (expected.get(name).isArray()) { // pairs, in the original's order
      assertPlain(
          dict.entrySet().stream().map(e -> List.of(e.getKey(), e.getValue())).toList(),
          expected.get(name));
      return;
    }
    assertKeys(dict, expected.get(name).get("keys"));
    for (String key : List.of("questions", "annotations")) {
      if (dict.containsKey(key)) {
        assertItems((List<?>) dict.get(key), expected.get(name).get(key));
      }
    }
  }

  /** Each item of the file has at least the expected fields. */
  private static void assertItems(List<?> items, JsonNode expected) {
    assertThat(items).hasSize(expected.size());
    for (int i = 0; i < items.size(); i++) {
      Map<?, ?> item = (Map<?, ?>) items.get(i);
      expected
          .get(i)
          .properties()
          .forEach(
              field -> {
                if (item.containsKey(field.getKey())) {
                  assertPlain(item.get(field.getKey()), field.getValue());
                }
              });
    }
  }

  private static Map<?, ?> checkpoint(String folder, String part) throws IOException {
    return PthReader.readDict(Golden.path(folder + "/ckpt_last_" + part + ".pth.tar"));
  }

  private static void assertKeys(Map<?, ?> map, JsonNode expected) {
    assertThat(JSON.<JsonNode>valueToTree(map.keySet())).isEqualTo(expected);
  }

  /** Plain data against JSON; a tensor of one number equals that number. */
  private static void assertPlain(Object actual, JsonNode expected) {
    if (actual instanceof Map<?, ?> map) {
      assertThat(map.keySet().stream().map(String::valueOf))
          .containsExactlyInAnyOrderElementsOf(
              expected.properties().stream().map(Map.Entry::getKey).toList());
      map.forEach((key, value) -> assertPlain(value, expected.get(String.valueOf(key))));
    } else if (actual instanceof List<?> list) {
      assertThat(list).hasSize(expected.size());
      for (int i = 0; i < list.size(); i++) {
        assertPlain(list.get(i), expected.get(i));
      }
    } else if (actual instanceof NdArray array) {
      assertThat(array.shape()).isEmpty();
      assertThat(array.doubles()).containsExactly(expected.asDouble());
    } else if (actual instanceof Number number && expected.isNumber()) {
      assertThat(number.doubleValue()).isEqualTo(expected.asDouble());
    } else {
      assertThat(JSON.<JsonNode>valueToTree(actual)).isEqualTo(expected);
    }
  }

  private static void assertSame(NdArray actual, NdArray expected) {
    assertThat(actual.dtype()).isEqualTo(expected.dtype());
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.bytes()).isEqualTo(expected.bytes());
  }

  private static String name(Path file) {
    return file.getParent().getFileName() + "/" + file.getFileName();
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
