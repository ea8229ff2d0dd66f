package io.murel.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.murel.app.options.Overrides;
import io.murel.app.options.RunOptions;
import io.murel.model.AttentionNetOptions;
import io.murel.model.MurelNetOptions;
import io.murel.model.Networks;
import io.murel.model.VqaNetwork;
import io.murel.options.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every options file that comes with MuRel is complete and accepted by the parts that read it. */
class ShippedOptionsTest {

  private static final Path OPTIONS = Path.of("../options");

  /** Their networks are small enough to make in a test. */
  private static final List<String> SMALL = List.of("scenes", "easy-vqa");

  @TestFactory
  List<DynamicTest> everyExperimentIsAcceptedByThePartsThatReadIt() throws IOException {
    try (Stream<Path> files = Files.walk(OPTIONS)) {
      return files
          .filter(ShippedOptionsTest::isExperiment)
          .sorted()
          .map(file -> dynamicTest(OPTIONS.relativize(file).toString(), () -> check(file)))
          .toList();
    }
  }

  private static boolean isExperiment(Path file) {
    return file.getFileName().toString().matches("(murel|attention).*\\.yaml")
        && !file.getParent().endsWith("abstract");
  }

  private static void check(Path file) {
    RunSettings settings = RunSettings.from(RunOptions.load(file, Overrides.none()));
    String folder = file.getParent().getFileName().toString();
    String name = file.getFileName().toString().replace(".yaml", "");
    assertThat(settings.directory()).isEqualTo(Path.of("logs", folder, name));
    assertThat(settings.view().items()).isNotEmpty();
    Options network = AnswerSize.fit(settings.network(), 28);
    if (network.string("name").equals("murel_net")) {
      MurelNetOptions.from(network);
    } else {
      AttentionNetOptions.from(network);
    }
    if (SMALL.contains(folder)) {
      try (PointerScope scope = new PointerScope();
          VqaNetwork made = Networks.create(network, List.of("what", "is", "UNK"), 235)) {
        assertThat(made.parameterCount()).isBetween(50_000L, 2_000_000L);
      }
    }
  }
}
