package io.murel.app.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The options of the original's runs are read, accepted and written back letter for letter. */
class OptionsGoldenTest {

  @TestFactory
  List<DynamicTest> optionsFilesOfTheOriginalAreWrittenBackAsTheyWere() throws IOException {
    Path root = Golden.path("ckpt");
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(
              file ->
                  dynamicTest(
                      root.relativize(file).toString(),
                      () ->
                          assertThat(RunOptions.load(file, Overrides.none()).toYaml())
                              .isEqualTo(Files.readString(file))))
          .toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> networkOptionsOfTheOriginalAreKnown() {
    return StreamSupport.stream(Golden.json("net/index.json").get("cases").spliterator(), false)
        .map(
            found ->
                dynamicTest(
                    found.get("name").asText(),
                    () ->
                        check(Map.of("model", Map.of("network", options(found.get("network")))))));
  }

  @TestFactory
  Stream<DynamicTest> optimizerOptionsOfTheOriginalAreKnown() {
    return Golden.json("train/lr_schedules.json").properties().stream()
        .map(
            found ->
                dynamicTest(
                    found.getKey(),
                    () -> check(Map.of("optimizer", options(found.getValue().get("options"))))));
  }

  @TestFactory
  Stream<DynamicTest> fusionOptionsOfTheOriginalAreKnown() {
    return StreamSupport.stream(Golden.json("fusions/index.json").spliterator(), false)
        .map(found -> options(found.get("options")))
        .distinct()
        .map(
            fusion ->
                dynamicTest(
                    fusion.toString(),
                    () ->
                        check(
                            Map.of(
                                "model",
                                Map.of("network", Map.of("cell", Map.of("fusion", fusion)))))));
  }

  private static void check(Map<String, Object> tree) {
    OptionKeys.run().check(tree, dotted -> dotted);
  }

  private static Map<String, Object> options(JsonNode node) {
    return Golden.options(node).values();
  }
}
