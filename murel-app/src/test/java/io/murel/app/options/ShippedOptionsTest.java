package io.murel.app.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.murel.data.DatasetOptions;
import io.murel.model.AttentionNetOptions;
import io.murel.model.MurelNetOptions;
import io.murel.options.Options;
import io.murel.text.TextEncoderOptions;
import io.murel.train.LearningRateSchedule;
import io.murel.train.OptimizerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every options file that comes with MuRel is complete and accepted by the parts that read it. */
class ShippedOptionsTest {

  private static final Path OPTIONS = Path.of("../options");

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
    Options options = RunOptions.load(file, Overrides.none()).root();
    String folder = file.getParent().getFileName().toString();
    String name = file.getFileName().toString().replace(".yaml", "");
    assertThat(options.child("exp").string("dir")).isEqualTo("logs/" + folder + "/" + name);
    assertThat(options.child("engine").positive("nb_epochs")).isPositive();
    DatasetOptions.from(options.child("dataset"));
    OptimizerOptions.from(options.child("optimizer"));
    LearningRateSchedule.from(options.child("optimizer"));
    Options network = options.child("model").child("network");
    TextEncoderOptions.from(network.child("txt_enc"));
    if (network.string("name").equals("murel_net")) {
      MurelNetOptions.from(network);
    } else {
      AttentionNetOptions.from(network);
    }
  }
}
