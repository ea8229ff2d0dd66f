package io.murel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.app.cli.Cli;
import io.murel.app.console.Logs;
import io.murel.app.console.Terminal;
import io.murel.io.NdArray;
import io.murel.io.TarGzFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What may be wrong with a user's files, options and disk, through the real command line: one clear
 * message, exit code 1 (2 where the command line itself is wrong), no stack trace, and every file
 * as it was.
 */
class BadInputTest {

  private static final Path OPTIONS = Path.of("../options/scenes/murel.yaml");
  private static final String AGAIN =
      " The file is truncated or of another format; write or download it again.";

  @TempDir private Path temp;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private TinyDataSet data;
  private Path run;

  @BeforeEach
  void dataSet() throws IOException {
    data = TinyDataSet.write(temp.resolve("data"));
    run = temp.resolve("run");
  }

  @AfterEach
  void withoutDebug() {
    Logs.say(Logs.Detail.NORMAL);
  }

  @Test
  void goodInputTrains() {
    assertThat(murelRun()).isZero();
    assertThat(text(err)).isEmpty();
    assertThat(run.resolve("ckpt_last_model.pth.tar")).isNotEmptyFile();
  }

  // --- The data ---

  @Test
  void withoutDataTheCommandThatMakesItIsNamed() throws IOException {
    Path gone = temp.resolve("gone");
    assertFails(
        "%s: found no such file, expected the questions of split 'train'. Make the data with:"
                .formatted(gone.resolve("questions_train.json"))
            + " ./murel scenes --out "
            + gone
            + " or set dataset.dir to where it is.",
        "--dataset.dir",
        gone.toString());
  }

  @Test
  void aMissingRegionStoreIsNamed() throws IOException {
    Files.delete(data.regions("val"));
    assertFails(
        "%s: found no such file, expected the image regions of split 'val'. Make the data with:"
                .formatted(data.regions("val"))
            + " ./murel scenes --out "
            + data.folder()
            + " or set dataset.dir to where it is.");
  }

  @Test
  void aTruncatedRegionStoreIsRefused() throws IOException {
    data.halve(data.regions("train"));
    long bytes = Files.size(data.regions("train"));
    assertFails(
        "%s: found a header of 312 bytes in a file of %d, expected a complete safetensors file."
                .formatted(data.regions("train"), bytes)
            + AGAIN);
  }

  @Test
  void truncatedAnnotationsAreRefused() throws IOException {
    Path annotations = data.file("annotations_train.json");
    data.halve(annotations);
    assertFails(
        "%s: found broken JSON in line 4 (Unexpected end-of-input in VALUE_STRING), expected a"
                .formatted(annotations)
            + " complete JSON file with a list of annotations. The file is missing, cut off or of"
            + " another format; download or make it again.");
  }

  @Test
  void annotationsThatAreNoJsonAreRefusedWithTheLine() throws IOException {
    Path annotations = data.file("annotations_val.json");
    Files.writeString(annotations, "{\"annotations\": [\n{\"question_id\": oops}\n]}");
    assertFails(
        "%s: found broken JSON in line 2 (Unrecognized token 'oops': was expecting (JSON String,"
                .formatted(annotations)
            + " Number, Array, Object or token 'null', 'true' or 'false')), expected a complete JSON"
            + " file with a list of annotations. The file is missing, cut off or of another format;"
            + " download or make it again.");
  }

  @Test
  void anImageWithoutRegionsIsNamed() throws IOException {
    data.spoil("offsets", NdArray.of(new long[] {0, 0, 3}, 3));
    assertFails(
        "%s: found image 'train0.png' without regions, expected at least one region an image."
                .formatted(data.regions("train"))
            + " Extract its regions again, or leave the image out.");
  }

  @Test
  void aBoxOutsideItsImageIsNamed() throws IOException {
    float[] pixels = {0, 0, 0.5f, 1, 0, 0, 0.5f, 1, 12, 0, 48, 31};
    data.spoil("boxes", NdArray.of(pixels, 3, 4));
    assertFails(
        "%s: found box 1 of image 'train1.png' at (12.0, 0.0) to (48.0, 31.0), expected x1, y1, x2,"
                .formatted(data.regions("train"))
            + " y2 as fractions of the image: from 0 to 1, x1 <= x2 and y1 <= y2. Divide pixel boxes"
            + " by width and height, clip them, and make the store again.");
  }

  @Test
  void aRegionStoreOfOtherImagesIsRefused() throws IOException {
    data.regionsOfOtherImages("val", "train");
    assertFails(
        "%s: found no regions of 2 of the 2 images (val0.png, val1.png), expected regions of every"
                .formatted(data.regions("val"))
            + " image the questions are about. Questions and regions must be of the same split; make"
            + " both again.");
  }

  @Test
  void featuresThatAreNotANumberEndTheRunBeforeAnythingLearntFromThemIsSaved() throws IOException {
    float[] features = new float[3 * TinyDataSet.FEATURES];
    features[2 * TinyDataSet.FEATURES + 5] = Float.NaN;
    data.spoil("features", NdArray.of(features, 3, TinyDataSet.FEATURES));

    assertThat(murelRun()).isEqualTo(1);
    assertThat(text(err))
        .isEqualTo(
            "Error: %s: found NaN in feature 5 of region 1 of image 'train1.png', expected finite"
                    .formatted(data.regions("train"))
                + " features. Extract the regions of this image again, or leave the image out.\n");
    assertThat(run.resolve("ckpt_last_model.pth.tar")).doesNotExist();
  }

  @Test
  void splitsOfDifferentFeatureWidthsAreRefused() throws IOException {
    data.regions("val", 5);
    assertFails(
        "the regions of val: found 5 features a region, expected 8, as those of train. Extract the"
            + " regions of both splits in the same way.");
  }

  @Test
  void featuresOfAnotherWidthThanTheNetworkExpectsAreRefused() throws IOException {
    assertFails(
        "model.network.cell.fusion.input_dims: found [256, 128] (a list), expected [256, 8], the"
            + " lengths of question and region. Set it in the options file or with"
            + " --model.network.cell.fusion.input_dims on the command line.",
        "--model.network.region_proj_dim",
        "0");
  }

  @Test
  void aTruncatedArchiveLeavesNothingImported() throws IOException {
    Path archive = temp.resolve("easy-vqa-data.tar.gz");
    byte[] picture = new byte[9999];
    new Random(1).nextBytes(picture); // cannot be compressed: half the file is half a picture
    TarGzFiles.write(archive, Map.of("train/images/0.png", picture));
    data.halve(archive);
    Map<String, String> before = files(temp);
    assertThat(murel("import", "easy-vqa", archive.toString(), "--out", temp + "/easy"))
        .isEqualTo(1);
    assertThat(text(err))
        .isEqualTo(
            "Error: %s: found a truncated or damaged archive (Unexpected end of ZLIB input stream),"
                    .formatted(archive)
                + " expected a complete .tar.gz archive. Download it again.\n");
    assertThat(files(temp)).isEqualTo(before);
  }

  // --- Answers ---

  @Test
  void answersThatNoTrainingQuestionHasAreMentionedOnce() throws IOException {
    data.questions("val", "red", "purple", "mauve", "purple");
    String message =
        "val: 3 of 4 questions have answers that the network cannot give, such as 'purple'. It"
            + " chooses among the 3 answers of the training questions.";
    assertThat(warnings()).isEqualTo("Warning: " + message + "\n");
    assertThat(Files.readString(run.resolve("logs.txt"))).containsOnlyOnce("Run: " + message);
  }

  @Test
  void answersTooRareForTheVocabularyAreMentionedWithTheOptionThatAddsThem() throws IOException {
    assertThat(warnings("--dataset.nans", "2"))
        .isEqualTo(
            "Warning: val: 1 of 4 questions has an answer that the network cannot give, such as"
                + " 'yes'. It chooses among the 2 most frequent training answers; a larger"
                + " dataset.nans adds rarer ones.\n");
  }

  @Test
  void answersThatTheNetworkCannotGiveAreNotLearnt() throws IOException {
    data.questions("val", "red", "purple", "blue", "mauve", "yes");
    assertThat(warnings("--dataset.train_split", "val", "--dataset.eval_split", "train")).isEmpty();
    JsonNode logs = new ObjectMapper().readTree(run.resolve("logs.json").toFile());
    assertThat(logs.get("train_epoch.questions").toString()).isEqualTo("[3]");
  }

  @Test
  void aSplitWhoseAnswersAreAllUnknownIsRefused() throws IOException {
    data.questions("val", "oui", "non");
    assertFails(
        "%s: found only answers that the training questions do not have, such as 'oui', expected"
                .formatted(data.file("questions_val.json"))
            + " some of the 3 training answers. Training and evaluation must be of the same data"
            + " set, and dataset.nans large enough.",
        "--dataset.train_split",
        "val");
  }

  @Test
  void aSplitWithoutAnswersIsNotTrainedOn() throws IOException {
    data.questions("test", "red");
    data.regions("test", TinyDataSet.FEATURES);
    Files.delete(data.file("annotations_test.json"));
    assertFails(
        "dataset.train_split: found 'test', which has no answers, expected a split with an"
            + " annotations file. Train on another one, for instance --dataset.train_split train.",
        "--dataset.train_split",
        "test");
  }

  // --- Options and the command line ---

  @Test
  void aMisspeltOptionInAFileIsNamedWithItsLine() throws IOException {
    Path file = options("optimizer:\n  lr_decay_rat: 0.5\n");
    assertFails(
        file,
        "optimizer.lr_decay_rat (%s, line 3): found an unknown option, expected one of betas, eps,"
                .formatted(file)
            + " grad_clip, gradual_warmup_steps, init, init_gain, lr, lr_decay_epochs,"
            + " lr_decay_rate, lr_scheduler, momentum, name, schedule, warmup, weight_decay. Did you mean"
            + " 'optimizer.lr_decay_rate'?");
  }

  @Test
  void anOptionOfAWrongTypeInAFileIsNamedWithItsLine() throws IOException {
    Path file = options("engine:\n  nb_epochs: twelve\n");
    assertFails(
        file,
        "engine.nb_epochs (%s, line 3): found twelve (a text), expected a whole number. For example:"
                .formatted(file)
            + " 3.");
  }

  @Test
  void aSyntaxErrorIsShownWithItsLine() throws IOException {
    Path file = options("engine:\n  nb_epochs: [1, 2\nmisc:\n  seed: 1\n");
    assertFails(
        file,
        "%s, line 4, column 5: found ':' in 'misc:', expected ',' or ']'. Mend this line or the one"
                .formatted(file)
            + " before it.");
  }

  @Test
  void aWrongValueOnTheCommandLineIsWrongUsage() throws IOException {
    assertWrongUsage(
        "--engine.nb_epochs: found twelve (a text), expected a whole number. For example: 3.",
        "--engine.nb_epochs",
        "twelve");
  }

  @Test
  void anUnknownOptionOnTheCommandLineIsWrongUsage() throws IOException {
    assertWrongUsage(
        "--optimizer.decay: found an unknown option, expected one of betas, eps, grad_clip,"
            + " gradual_warmup_steps, init, init_gain, lr, lr_decay_epochs, lr_decay_rate, lr_scheduler, momentum,"
            + " name, schedule, warmup, weight_decay. Choose one of these.",
        "--optimizer.decay",
        "3");
    assertWrongUsage("unknown option --debg. Did you mean '--debug'?", "--debg");
    assertWrongUsage(
        "--verbose: found an unknown option, expected the dotted name of an option, as in the"
            + " options file. The files in options/ show the names in use.",
        "--verbose");
  }

  // --- The run directory ---

  @Test
  void anExistingRunIsNotWrittenOver() throws IOException {
    assertThat(murelRun()).isZero();
    assertFails(
        "exp.dir: found %s, which holds a run, expected a new directory. Continue it with"
                .formatted(run)
            + " --exp.resume last, choose another --exp.dir, or delete it.");
    for (String part : List.of("model", "optimizer", "engine")) { // its disk was full
      Files.delete(run.resolve("ckpt_last_" + part + ".pth.tar"));
    }
    assertFails(
        "exp.dir: found %s, which holds a run, expected a new directory. Continue it with"
                .formatted(run)
            + " --exp.resume best_eval_epoch.accuracy_top1, choose another --exp.dir, or delete it.");
  }

  @Test
  void aDirectoryWithOtherFilesIsNotWrittenInto() throws IOException {
    Files.writeString(Files.createDirectories(run).resolve("thesis.txt"), "years of work");
    assertFails(
        "exp.dir: found %s, which holds files but no checkpoint, expected a new directory. Choose"
                .formatted(run)
            + " another --exp.dir, or move the files away.");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(temp.resolve("notes"), "mine");
    Path below = file.resolve("run");
    assertFails(
        "exp.dir: found %s, but %s is a file, expected a directory that can be made and written."
                .formatted(below, file)
            + " Choose another --exp.dir, or change that.",
        "--exp.dir",
        below.toString());
  }

  @Test
  void aDirectoryWithoutTheRightToWriteIsNamed() throws IOException {
    Path locked = Files.createDirectory(temp.resolve("locked"));
    assumeTrue(
        locked.toFile().setWritable(false) && !Files.isWritable(locked),
        "this user may write everywhere: skipped");
    assertFails(
        "exp.dir: found %s, but %s cannot be written, expected a directory that can be made and"
                .formatted(locked.resolve("run"), locked)
            + " written. Choose another --exp.dir, or change that.",
        "--exp.dir",
        locked.resolve("run").toString());
  }

  @Test
  void resumingWithoutACheckpointSaysSo() throws IOException {
    assertFails(
        "%s: found no checkpoint 'last', expected the directory of a run. Check exp.dir, or start"
                .formatted(run)
            + " anew without exp.resume.",
        "--exp.resume",
        "last");
  }

  @Test
  void aCheckpointOfAnotherShapeLeavesTheRunAsItWas() throws IOException {
    assertThat(murelRun()).isZero();
    data.regions("train", 5);
    data.regions("val", 5);
    assertFails(
        "%s: found 'region_proj.weight' of shape [128, 8], expected shape [128, 5]. Use the options"
                .formatted(run.resolve("ckpt_last_model.pth.tar"))
            + " (and the vocabulary) the checkpoint was trained with.",
        "--exp.resume",
        "last");
  }

  @Test
  void aTruncatedCheckpointLeavesTheRunAsItWas() throws IOException {
    assertThat(murelRun()).isZero();
    for (String part : List.of("model", "optimizer", "engine")) {
      Path file = run.resolve("ckpt_last_" + part + ".pth.tar");
      byte[] whole = Files.readAllBytes(file);
      data.halve(file);
      assertFails(
          "%s: found a damaged zip file (no directory at its end), expected a complete file of"
                  .formatted(file)
              + " torch.save. The file is damaged or of another format; write or download it again.",
          "--exp.resume",
          "last",
          "--engine.nb_epochs",
          "2");
      Files.write(file, whole);
    }
    assertThat(murelRun("--exp.resume", "last", "--engine.nb_epochs", "2")).isZero();
  }

  // --- A full disk ---

  @Test
  void aDiskThatFillsUpWhileACheckpointIsWrittenKeepsTheOneBefore() throws IOException {
    assertThat(murelRun()).isZero();
    Map<String, String> before = files(run);
    // Everything written to /dev/full fails as on a full disk.
    String temporary =
        "..ckpt_last_model.pth.tar.new.%d.tmp".formatted(ProcessHandle.current().pid());
    Files.createSymbolicLink(run.resolve(temporary), full());

    assertThat(murelRun("--exp.resume", "last", "--engine.nb_epochs", "2")).isEqualTo(1);
    Map<String, String> after = files(run);
    assertThat(text(err))
        .isEqualTo(
            "Error: %s: found that it cannot be written (No space left on device), expected a disk"
                    .formatted(run.resolve("ckpt_last_model.pth.tar"))
                + " with room and a folder that may be written. Free some space or mend the folder;"
                + " nothing saved before is lost, and --exp.resume continues from there.\n");
    assertThat(after.keySet()).isEqualTo(before.keySet());
    after.keySet().removeIf(name -> !name.startsWith("ckpt_last"));
    assertThat(before).containsAllEntriesOf(after);
    assertThat(murelRun("--exp.resume", "last", "--engine.nb_epochs", "2")).isZero();
  }

  @Test
  void aFullDiskIsNamedWithTheFileThatDidNotFit() throws IOException {
    assertThat(murelRun()).isZero();
    Map<String, String> before = files(run);
    String temporary = ".options_eval_val.yaml.%d.tmp".formatted(ProcessHandle.current().pid());
    Files.createSymbolicLink(run.resolve(temporary), full());
    assertThat(murelRun("--exp.resume", "last", "--dataset.train_split")).isEqualTo(1);
    assertThat(text(err))
        .isEqualTo(
            "Error: %s: No space left on device. Make room or choose another place, then try again.\n"
                .formatted(run.resolve("options_eval_val.yaml")));
    assertThat(files(run)).isEqualTo(before);
  }

  @Test
  void aLogThatCannotGrowEndsTheRun() throws IOException {
    assertThat(murelRun()).isZero();
    Files.delete(run.resolve("logs.txt"));
    Files.createSymbolicLink(run.resolve("logs.txt"), full());
    Map<String, String> before = files(run);
    assertThat(murelRun("--exp.resume", "last", "--engine.nb_epochs", "2")).isEqualTo(1);
    assertThat(text(err))
        .isEqualTo(
            "Error: %s: found that it cannot be written (No space left on device), expected a disk"
                    .formatted(run.resolve("logs.txt"))
                + " with room and a folder that may be written. Free some space or mend the folder;"
                + " nothing saved before is lost, and --exp.resume continues from there.\n");
    assertThat(files(run)).isEqualTo(before);
  }

  private static Path full() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full on this system: skipped");
    return full;
  }

  // --- Stack traces ---

  @Test
  void theStackTraceIsShownOnRequestOnly() throws IOException {
    Files.delete(data.regions("train"));
    assertThat(murelRun()).isEqualTo(1);
    assertThat(text(err)).startsWith("Error: ").doesNotContain("\tat ");
    assertThat(murelRun("--debug")).isEqualTo(1);
    assertThat(text(err)).startsWith("Error: ").contains("\tat io.murel.data.sets.FolderDataset");
  }

  // --- Helpers ---

  /** The run fails with this message alone, and no file is changed, added or lost. */
  private void assertFails(String message, String... words) throws IOException {
    assertFails(OPTIONS, message, words);
  }

  private void assertFails(Path options, String message, String... words) throws IOException {
    Map<String, String> before = files(temp);
    assertThat(murelRun(options, words)).isEqualTo(1);
    assertThat(text(err)).isEqualTo("Error: " + message + "\n");
    assertThat(text(out)).doesNotContain("\tat ");
    assertThat(files(temp)).isEqualTo(before);
  }

  private void assertWrongUsage(String message, String... words) throws IOException {
    Map<String, String> before = files(temp);
    assertThat(murelRun(words)).isEqualTo(2);
    assertThat(text(err))
        .isEqualTo("Error: " + message + "\n'murel run --help' shows how to use it.\n");
    assertThat(files(temp)).isEqualTo(before);
  }

  /** What a successful run says on standard error. */
  private String warnings(String... words) {
    PrintStream standard = System.err;
    ByteArrayOutputStream warnings = new ByteArrayOutputStream();
    System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
    try {
      assertThat(murelRun(words)).isZero();
    } finally {
      System.setErr(standard);
    }
    return text(warnings);
  }

  /** An options file that includes the one for scenes. */
  private Path options(String yaml) throws IOException {
    String include = "__include__: " + OPTIONS.toAbsolutePath().normalize() + "\n";
    return Files.writeString(temp.resolve("my.yaml"), include + yaml);
  }

  private int murelRun(String... words) {
    return murelRun(OPTIONS, words);
  }

  private int murelRun(Path options, String... words) {
    List<String> all = new ArrayList<>(List.of("run", "-o", options.toString()));
    all.add("--dataset.curriculum"); // the stages of the scenes' question types: none here
    all.addAll(List.of("--exp.dir", run.toString(), "--dataset.dir", data.folder().toString()));
    if (!List.of(words).contains("--engine.nb_epochs") && options.equals(OPTIONS)) {
      all.addAll(List.of("--engine.nb_epochs", "1"));
    }
    all.addAll(List.of(words));
    return murel(all.toArray(String[]::new));
  }

  private int murel(String... args) {
    out.reset();
    err.reset();
    Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), 0);
    return new Cli(terminal, new PrintStream(err, true, StandardCharsets.UTF_8)).run(args);
  }

  /** Every file below a folder with its content. */
  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> out = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> !Files.isDirectory(f)).toList()) {
        String content =
            Files.isRegularFile(file) ? Arrays.toString(Files.readAllBytes(file)) : "a link";
        out.put(folder.relativize(file).toString(), content);
      }
    }
    return out;
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
