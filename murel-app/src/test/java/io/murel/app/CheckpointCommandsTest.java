package io.murel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.app.cli.Cli;
import io.murel.app.console.Terminal;
import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import io.murel.io.pth.OrderedDict;
import io.murel.io.pth.PthReader;
import io.murel.io.pth.PthWriter;
import io.murel.vqa.ModelDescription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights out of a run and into another one, through the real command line. */
class CheckpointCommandsTest {

  private static final String MODEL = "ckpt_last_model.pth.tar";

  /** A run of two epochs. */
  @TempDir private static Path trained;

  @TempDir private Path temp;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void train() throws IOException {
    Path data = TinyDataSet.write(trained.resolve("data")).folder();
    CheckpointCommandsTest test = new CheckpointCommandsTest();
    test.murel(
        0,
        "run -o ../options/scenes/murel.yaml --dataset.curriculum --dataset.dir %s --exp.dir %s"
            .formatted(data, trained.resolve("run")),
        "--engine.nb_epochs 2 --dataset.batch_size 4 --dataset.nb_threads 0");
  }

  private static Path run() {
    return trained.resolve("run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"export", "import-checkpoint"})
  void theHelpTeachesByExample(String command) {
    murel(0, command + " --help");
    assertThat(text(out)).contains("Usage: murel " + command, "Examples:", "  murel " + command);
  }

  @Test
  void exportWritesTheStateDictWithTheOptionsAsMetadata() throws IOException {
    Path file = temp.resolve("murel.safetensors");
    murel(0, "export --from %s --safetensors %s".formatted(run(), file));
    Map<?, ?> network = (Map<?, ?>) PthReader.readDict(run().resolve(MODEL)).get("network");
    Safetensors exported = Safetensors.map(file);
    assertThat(List.<Object>copyOf(exported.arrays().keySet()))
        .isEqualTo(List.copyOf(network.keySet()));
    exported
        .arrays()
        .forEach(
            (name, array) ->
                assertThat(array.bytes()).isEqualTo(((NdArray) network.get(name)).bytes()));
    assertThat(exported.metadata())
        .containsEntry("format", "pt")
        .containsEntry("checkpoint", "last")
        .containsEntry("epoch", "1")
        .containsEntry("options", Files.readString(run().resolve("options.yaml")))
        .containsKey("best_out");
    assertThat(text(out))
        .startsWith("%d tensors, ".formatted(network.size()))
        .contains(" numbers, from " + run().resolve(MODEL), "  checkpoint: last\n")
        .endsWith("Written to " + file + "\n");
  }

  @Test
  void exportWantsANewFileAndACheckpointThatIsThere() throws IOException {
    Path model = run().resolve(MODEL);
    byte[] before = Files.readAllBytes(model);
    murel(1, "export --from %s --safetensors %s".formatted(run(), model));
    assertThat(text(err))
        .isEqualTo(
            "Error: --safetensors: found %s, which exists already, expected a new file with a name"
                    .formatted(model)
                + " that ends in .safetensors. Choose another name.\n");
    assertThat(model).hasBinaryContent(before);

    Path file = temp.resolve("a.safetensors");
    murel(1, "export --from %s --checkpoint lost --safetensors %s".formatted(run(), file));
    assertThat(text(err))
        .isEqualTo(
            "Error: %s: found no checkpoint 'lost', expected one of".formatted(run())
                + " best_eval_epoch.accuracy_top1, last. Did you mean 'last'?\n");
    assertThat(file).doesNotExist();
  }

  @Test
  void anExportedNetworkIsImportedAgainAndMeasuresTheSame() throws IOException {
    Path file = temp.resolve("murel.safetensors");
    Path again = temp.resolve("again");
    murel(0, "export --from %s --safetensors %s".formatted(run(), file));
    murel(0, "import-checkpoint --from %s --out %s".formatted(file, again));
    assertThat(text(out))
        .contains(
            "Options: " + file,
            "Checkpoint last: training begins at epoch 0, the optimizer begins anew",
            "Written to " + again + ". Go on with it:",
            "  murel run -o %s --exp.resume last".formatted(again.resolve("options.yaml")))
        .doesNotContain("read off"); // all sizes are among our options
    assertThat(again.resolve("options.yaml")).content().contains("dir: " + again, "resume: null");

    String evaluation = " --exp.resume last --dataset.train_split";
    murel(0, "run -o " + again.resolve("options.yaml") + evaluation);
    assertThat(last(again.resolve("logs_eval_val.json"), "eval_epoch.loss"))
        .isEqualTo(last(run().resolve("logs.json"), "eval_epoch.loss"));
  }

  @Test
  void aWholeRunIsImportedAndGoesOnAsIfItHadNeverMoved() throws IOException {
    Path moved = temp.resolve("moved");
    murel(0, "import-checkpoint --from %s --out %s".formatted(run(), moved));
    assertThat(text(out))
        .contains(
            "Checkpoint best_eval_epoch.accuracy_top1: after epoch ",
            "Checkpoint last: after epoch 1, with its optimizer",
            "Logs: logs\n",
            "Description: from %s\n".formatted(run().resolve("model.json")),
            "Not needed: logs.jsonl, view.html\n");
    assertThat(ModelDescription.read(moved).features())
        .isEqualTo(ModelDescription.read(run()).features());
    for (String part : List.of("model", "optimizer", "engine")) {
      String name = "ckpt_last_" + part + ".pth.tar";
      assertThat(moved.resolve(name)).hasSameBinaryContentAs(run().resolve(name));
    }
    String onwards = " --exp.resume last --engine.nb_epochs 3";
    murel(0, "run -o " + moved.resolve("options.yaml") + onwards);
    JsonNode epochs = new ObjectMapper().readTree(moved.resolve("logs.json").toFile());
    assertThat(epochs.get("train_epoch.epoch").toString()).isEqualTo("[0,1,2]");
    assertThat(moved.resolve("logs.txt")).content().contains("Import: last from [");
  }

  @Test
  void anImportedModelIsDescribedWhereItsDataSetIsAtHand() throws IOException {
    Path older = Files.createDirectories(temp.resolve("older")); // of a version without model.json
    for (String file : List.of("options.yaml", MODEL)) {
      Files.copy(run().resolve(file), older.resolve(file));
    }
    Path moved = temp.resolve("moved");
    murel(0, "import-checkpoint --from %s --out %s".formatted(older, moved));
    assertThat(text(out)).contains("Description: from the data set scenes\n");
    ModelDescription expected = ModelDescription.read(run());
    assertThat(ModelDescription.read(moved))
        .usingRecursiveComparison()
        .ignoringFields("network")
        .isEqualTo(expected);
    assertThat(ModelDescription.read(moved).network().values())
        .isEqualTo(expected.network().values());

    Path gone = temp.resolve("gone");
    Path other = temp.resolve("other");
    murel(0, "import-checkpoint --from %s --out %s --dataset.dir %s".formatted(older, other, gone));
    assertThat(text(out))
        .contains("Description: none (" + gone.resolve("questions_train.json") + ": found no such")
        .contains("); an evaluation writes model.json\n");
    assertThat(other).isDirectoryNotContaining("glob:**/model.json");
  }

  @Test
  void weightsOfDataParallelUnderAnotherKeyNeedOptionsAndAreWeightsAllTheSame() throws IOException {
    OrderedDict renamed = new OrderedDict();
    network().forEach((name, array) -> renamed.put("module." + name, array));
    Path file = temp.resolve("weights.pth");
    PthWriter.write(file, Map.of("epoch", 3, "state_dict", renamed));
    murel(1, "import-checkpoint --from %s --out %s".formatted(file, temp.resolve("a")));
    assertThat(text(err))
        .isEqualTo(
            "Error: %s: found weights without options, expected the options of the network as well."
                    .formatted(file)
                + " Add the options.yaml of the run to --from, or an options file that fits.\n");
    String options = run().resolve("options.yaml").toString();
    murel(0, "import-checkpoint --from %s %s --out %s".formatted(file, options, temp + "/a"));
    assertThat(temp.resolve("a").resolve(MODEL)).hasSameBinaryContentAs(run().resolve(MODEL));
  }

  @Test
  void aDryRunChecksEverythingAndWritesNothing() throws IOException {
    Path nowhere = temp.resolve("nowhere");
    murel(0, "import-checkpoint --from %s --out %s --dry-run".formatted(run(), nowhere));
    assertThat(text(out))
        .contains("all names and shapes fit", "Checkpoint last: after epoch 1")
        .endsWith("Nothing was written; without --dry-run this goes to %s.\n".formatted(nowhere));
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void weightsOfAnotherNetworkAreRefusedNameByName() throws IOException {
    Map<String, Object> other = new LinkedHashMap<>(network());
    other.put("q_att_linear1.weigth", other.remove("q_att_linear1.weight"));
    other.put("classif_module.linear_out.bias", NdArray.of(new float[7], 7));
    other.put("extra", NdArray.of(new float[1], 1));
    Path file = temp.resolve("other.pth");
    PthWriter.write(file, new OrderedDict(other));
    String options = run().resolve("options.yaml").toString();
    murel(1, "import-checkpoint --from %s %s --out %s/a".formatted(file, options, temp));
    assertThat(text(err))
        .isEqualTo(
            """
            Error: %s: found weights of another network (1 missing, 2 unexpected, 1 of another shape),\
             expected the %d tensors of model.network in %s. Use the options they were trained with,\
             or override those that differ:
              missing: q_att_linear1.weight
              unexpected: q_att_linear1.weigth (is it q_att_linear1.weight?)
              unexpected: extra
              another shape: classif_module.linear_out.weight: [3, 128] instead of [7, 128]
            """
                .formatted(file, other.size() - 1, options));
    assertThat(temp.resolve("a")).doesNotExist();
  }

  @Test
  void aDamagedCheckpointLeavesNothingBehind() throws IOException {
    Path theirs = Files.createDirectories(temp.resolve("theirs"));
    for (String file : List.of("options.yaml", "logs.json", MODEL, "ckpt_last_engine.pth.tar")) {
      Files.copy(run().resolve(file), theirs.resolve(file));
    }
    byte[] optimizer = Files.readAllBytes(run().resolve("ckpt_last_optimizer.pth.tar"));
    optimizer[optimizer.length / 2] ^= 1;
    Files.write(theirs.resolve("ckpt_last_optimizer.pth.tar"), optimizer);
    murel(1, "import-checkpoint --from %s --out %s/a".formatted(theirs, temp));
    assertThat(text(err))
        .startsWith("Error: %s/ckpt_last_optimizer.pth.tar: found a wrong ".formatted(theirs));
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).containsExactly(theirs);
    }
  }

  @Test
  void whatIsMissingOrTwiceThereIsSaid() throws IOException {
    murel(1, "import-checkpoint --from %s --out %s/a".formatted(trained.resolve("data"), temp));
    assertThat(text(err))
        .isEqualTo(
            "Error: %s: found no weights, expected ckpt_NAME_model.pth.tar in a folder, or a .pth or"
                    .formatted(trained.resolve("data"))
                + " .safetensors file by name. Give the run directory, or the file itself.\n");
    murel(
        1,
        "import-checkpoint --from %s/ckpt_last_engine.pth.tar --out %s/a".formatted(run(), temp));
    assertThat(text(err)).contains("found parts of the checkpoint 'last' without its model");
    String twice = run() + " " + run().resolve(MODEL);
    murel(1, "import-checkpoint --from %s --out %s/a".formatted(twice, temp));
    assertThat(text(err)).contains("found a second file of " + MODEL + " beside ");
    murel(1, "import-checkpoint --from gone --out %s/a".formatted(temp));
    assertThat(text(err)).startsWith("Error: gone: found no such file or folder, ");
    murel(1, "import-checkpoint --from %s --out %s".formatted(run(), trained));
    assertThat(text(err)).startsWith("Error: " + trained + ": found something there already, ");
    murel(2, "import-checkpoint --form %s --out %s/a".formatted(run(), temp));
    assertThat(text(err)).contains("--from PATH is missing");
  }

  @Test
  void optionsMayBeChangedOnTheWayAndAreCheckedAsARunsAre() {
    String importing = "import-checkpoint --from %s --out %s/a".formatted(run(), temp);
    murel(0, importing + " --dry-run --engine.nb_epochs 9");
    murel(1, importing + " --optimizer.name Adamax");
    assertThat(text(err)).contains("found no such tensor for 'exp_inf' of parameter 0");
    murel(0, importing + " --dry-run --misc.cuda True");
    murel(2, importing + " --optimizer.nmae Adam");
    assertThat(text(err)).contains("Did you mean 'optimizer.name'?");
    assertThat(temp.resolve("a")).doesNotExist();
  }

  private static Map<String, Object> network() throws IOException {
    Map<String, Object> out = new LinkedHashMap<>();
    ((Map<?, ?>) PthReader.readDict(run().resolve(MODEL)).get("network"))
        .forEach((name, array) -> out.put(String.valueOf(name), array));
    return out;
  }

  private static double last(Path log, String name) throws IOException {
    JsonNode values = new ObjectMapper().readTree(log.toFile()).get(name);
    return values.get(values.size() - 1).asDouble();
  }

  /** Runs a command line, cut at blanks. */
  private void murel(int code, String... words) {
    out.reset();
    err.reset();
    Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), 0);
    String[] arguments = String.join(" ", words).split(" ");
    int actual =
        new Cli(terminal, new PrintStream(err, true, StandardCharsets.UTF_8)).run(arguments);
    assertThat(actual).as(text(err)).isEqualTo(code);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
