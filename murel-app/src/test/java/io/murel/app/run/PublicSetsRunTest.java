package io.murel.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.app.cli.Cli;
import io.murel.app.console.Terminal;
import io.murel.data.DatasetOptions;
import io.murel.data.GoldenSet;
import io.murel.data.VqaData;
import io.murel.data.VqaItem;
import io.murel.io.DType;
import io.murel.options.Options;
import io.murel.regions.RegionStoreWriter;
import io.murel.regions.Regions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** {@code murel run} on the public data sets: their raw files (small ones), made-up regions. */
class PublicSetsRunTest {

  private static final int FEATURES = 6;

  @TempDir Path temp;
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    said.start();
    logger().addAppender(said);
  }

  @AfterEach
  void stopListening() {
    logger().detachAppender(said);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("io.murel");
  }

  @Test
  void vqa2TrainsOnTrainvalAndAnswersTheTestQuestions() throws IOException {
    Path options = options("vqa2", Map.of("proc_split", "trainval"), "train", "val", "test");
    run(options);
    assertThat(logs("logs.json").get("eval_epoch.accuracy_top1")).hasSize(1);
    run(
        options,
        "--exp.resume",
        "last",
        "--dataset.train_split",
        "--dataset.eval_split",
        "test",
        "--misc.logs_name",
        "test");
    assertThat(said()).contains("train: 333 questions", "val: 18 questions", "test: 60 questions");
  }

  @Test
  void visualGenomeJoinsVqa2() throws IOException {
    Path genome = GoldenSet.of("vg").get(0).options(temp).dir();
    run(options("vqa2", Map.of("vg", true, "dir_vg", genome.toString()), "train", "val"));
    assertThat(logs("logs.json").get("train_epoch.loss")).hasSize(1);
  }

  @Test
  void vqaCp2Trains() throws IOException {
    run(options("vqacp2", Map.of(), "train", "val"));
    assertThat(logs("logs.json").get("eval_epoch.loss")).hasSize(1);
  }

  @Test
  void tdiucTrains() throws IOException {
    run(options("tdiuc", Map.of(), "train", "val"));
    assertThat(logs("logs.json").get("eval_epoch.loss")).hasSize(1);
  }

  @Test
  void aDamagedFileOfPreparedDataIsSaidOnceAndMadeAgain() throws IOException {
    Path options = options("vqacp2", Map.of(), "train", "val");
    Path kept;
    try (Stream<Path> folders = Files.list(temp.resolve("vqacp2/prepared"))) {
      kept = folders.findFirst().orElseThrow().resolve("val.bin");
    }
    byte[] whole = Files.readAllBytes(kept);
    Files.write(kept, new byte[20]);
    run(options);
    assertThat(said().filter(line -> line.contains("prepar")))
        .containsExactly(kept + " is damaged (no file of prepared data); preparing again");
    assertThat(Files.readAllBytes(kept)).isEqualTo(whole);
  }

  private Stream<String> said() {
    return said.list.stream().map(ILoggingEvent::getFormattedMessage);
  }

  private void run(Path options, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("run", "-o", options.toString()));
    words.addAll(List.of(more));
    PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8);
    int code = new Cli(new Terminal(stdout, 0), stderr).run(words.toArray(String[]::new));
    assertThat(code).as(text(err)).isZero();
  }

  /** An options file for a small network, and regions of all images of these splits. */
  private Path options(String set, Map<String, Object> more, String... splits) throws IOException {
    Map<String, Object> dataset = new HashMap<>();
    dataset.put("name", set);
    dataset.put("dir", GoldenSet.of(set).get(0).options(temp).dir().toString());
    dataset.put("dir_rcnn", temp.resolve("regions.safetensors").toString());
    dataset.put("dir_rcnn_vg", temp.resolve("regions.safetensors").toString());
    dataset.put("nans", 30);
    dataset.putAll(more);
    writeRegions(DatasetOptions.from(Options.of(dataset, "dataset")), splits);
    StringBuilder yaml = new StringBuilder();
    Path include = Path.of("../options/abstract/small-attention.yaml").toAbsolutePath();
    yaml.append("__include__: ").append(include).append("\nexp:\n  dir: ");
    yaml.append(temp.resolve("run")).append("\nengine:\n  nb_epochs: 1\ndataset:\n");
    dataset.forEach((k, v) -> yaml.append("  ").append(k).append(": ").append(v).append('\n'));
    return Files.writeString(temp.resolve("options.yaml"), yaml);
  }

  private void writeRegions(DatasetOptions options, String... splits) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    try (VqaData data = VqaData.open(options, place -> new GoldenSet.AnyImage())) {
      for (String split : splits) {
        data.split(split).items().stream().map(VqaItem::imageName).forEach(names::add);
      }
    }
    try (RegionStoreWriter writer =
        new RegionStoreWriter(options.dirRcnn(), FEATURES, DType.F32, Map.of())) {
      for (String name : names) {
        float[] features = new float[2 * FEATURES];
        features[Math.floorMod(name.hashCode(), features.length)] = 1;
        writer.add(name, new Regions(features, new float[] {0, 0, 1, 1, 0, 0, 1, 1}, 2, FEATURES));
      }
      writer.finish();
    }
  }

  private JsonNode logs(String name) throws IOException {
    return new ObjectMapper().readTree(temp.resolve("run").resolve(name).toFile());
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
