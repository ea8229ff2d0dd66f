package io.murel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.app.cli.Cli;
import io.murel.app.console.Terminal;
import io.murel.io.Safetensors;
import io.murel.regions.PixelDescriptor;
import io.murel.scenes.SceneRegions;
import io.murel.scenes.ScenesOptions;
import io.murel.scenes.ScenesProgress;
import io.murel.scenes.ScenesWriter;
import io.murel.vqa.ModelDescription;
import io.murel.vqa.VqaModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network is trained, exported and asked, through the real command line. */
class AskCommandTest {

  /** Scenes, a run of one epoch on them, and the model exported from it. */
  @TempDir private static Path made;

  @TempDir private Path temp;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String typed = "";

  @BeforeAll
  static void make() throws IOException {
    ScenesOptions few = new ScenesOptions(made.resolve("scenes"), 1, 16, 4, 4, 160, 120, 4, 5, 6);
    try (SceneRegions regions = new SceneRegions(new PixelDescriptor())) {
      ScenesWriter.write(few, regions, ScenesProgress.NONE);
    }
    AskCommandTest first = new AskCommandTest();
    first.murel(
        0,
        "run",
        "-o",
        "../options/scenes/murel.yaml",
        "--dataset.curriculum",
        "--dataset.dir",
        "" + made.resolve("scenes"),
        "--exp.dir",
        "" + run(),
        "--engine.nb_epochs",
        "1",
        "--dataset.nb_threads",
        "0");
    first.murel(
        0,
        "run",
        "-o",
        "" + run().resolve("options.yaml"),
        "--exp.resume",
        "last",
        "--dataset.train_split",
        "--dataset.eval_split",
        "test");
    first.murel(0, "export", "--from", "" + run(), "--model", "" + model(), "--half");
    assertThat(first.text(first.out))
        .contains("Checkpoint best_eval_epoch.accuracy_top1: 504,", "  test.accuracy_top1: ")
        .endsWith("Written to %s. Ask it: murel ask --model %s\n".formatted(model(), model()));
  }

  private static Path run() {
    return made.resolve("run");
  }

  private static Path model() {
    return made.resolve("model");
  }

  private static String image() {
    return "scene_val_001000001";
  }

  private static Path picture() {
    return made.resolve("scenes/images/val/" + image() + ".png");
  }

  @Test
  void anExportedModelHasAllThatAnsweringNeedsAndTheFiguresOfItsRun() throws IOException {
    ModelDescription model = ModelDescription.read(model());
    assertThat(model.features().regions()).isEmpty();
    assertThat(model.figures()).containsKeys("val.accuracy_top1", "test.accuracy_top1");
    assertThat(model.figures().keySet()).anyMatch(name -> name.startsWith("val.perQuestionType."));
    assertThat(model.notes())
        .containsEntry("seed", "1337")
        .containsEntry("checkpoint", "best_eval_epoch.accuracy_top1")
        .containsEntry("epoch", "0");
    assertThat(model().resolve("options.yaml"))
        .hasSameTextualContentAs(run().resolve("options.yaml"));
    assertThat(Files.size(model().resolve("model.safetensors"))).isBetween(1_000_000L, 1_100_000L);
    assertThat(Safetensors.map(model().resolve("model.safetensors")).metadata())
        .containsEntry("checkpoint", "best_eval_epoch.accuracy_top1");
    try (VqaModel loaded = VqaModel.load(model())) {
      assertThat(loaded.description().words()).isEqualTo(model.words());
    }
    Path again = temp.resolve("again");
    murel(
        0,
        "import-checkpoint",
        "--from",
        "" + model().resolve("model.safetensors"),
        "--out",
        again.toString());
    assertThat(again).isDirectoryContaining("glob:**/ckpt_last_model.pth.tar");
  }

  @Test
  void anExportRefusesWhatItCannotUse() throws IOException {
    murel(1, "export", "--from", "" + run(), "--model", "" + made);
    assertThat(text(err))
        .isEqualTo(
            "Error: %s: found something there already, expected a new or empty folder. Delete it or"
                    .formatted(made)
                + " choose another folder.\n");
    Path weights = run().resolve("ckpt_last_model.pth.tar");
    murel(1, "export", "--from", "" + weights, "--model", "" + temp.resolve("m"));
    assertThat(text(err))
        .isEqualTo(
            "Error: --from: found %s, a file, expected a run directory, as --model needs its options"
                    .formatted(weights)
                + " and words as well. For weights alone use --safetensors.\n");
    murel(
        1,
        "export",
        "--from",
        "" + run(),
        "--half",
        "--safetensors",
        "" + temp.resolve("a.safetensors"));
    assertThat(text(err)).startsWith("Error: --half: found it with --safetensors");
    murel(2, "export", "--from", "" + run());
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void aQuestionAboutAPictureFileIsAnsweredWithBars() throws IOException {
    ask(0, "--image", "" + picture(), "-q", "What color is the star?", "--top-k", "3");
    assertThat(text(out).lines())
        .hasSize(3)
        .allMatch(line -> line.matches("  \\S+ .* \\d+\\.\\d %"));
    assertThat(text(err)).isEmpty();
  }

  @Test
  void anImageOfTheDataSetIsAskedAboutByName() throws IOException {
    murel(0, "ask", "--model", "" + run(), "--image", image(), "-q", "what shape?", "--json");
    JsonNode reply = new ObjectMapper().readTree(text(out));
    assertThat(reply.get("image").asText()).isEqualTo(image());
    assertThat(reply.get("file").asText()).isEqualTo(picture().toString());
    assertThat(reply.get("answers")).hasSize(5);
    assertThat(reply.get("answers").get(0).get("score").asDouble())
        .isGreaterThanOrEqualTo(reply.get("answers").get(1).get("score").asDouble());
    assertThat(reply.get("answers").get(0).get("answer").asText()).isNotEmpty();
    assertThat(reply.get("unknown_words")).isEmpty();

    Path store = made.resolve("scenes/regions_test.safetensors");
    ask(0, "--regions", "" + store, "--image", "scene_test_002000001", "-q", "what?", "--json");
    assertThat(text(out)).startsWith("{\"image\":\"scene_test_002000001\",\"question\":\"what?\"");
  }

  @Test
  void aNewSceneIsDrawnWhereNoImageIsNamed() throws IOException {
    ask(0, "-q", "How many stars are there?", "--seed", "7");
    List<String> lines = text(out).lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).startsWith("A new scene, --seed 7: ").endsWith("scene-7.png");
    Path file = Path.of(lines.get(0).substring("A new scene, --seed 7: ".length()));
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(160);
    String first = text(out);
    ask(0, "-q", "How many stars are there?", "--seed", "7");
    assertThat(text(out)).isEqualTo(first);
  }

  @Test
  void theReasoningIsDrawnAsPngAndSvg() throws IOException {
    for (String name : List.of("why.png", "why.svg")) {
      Path file = temp.resolve(name);
      ask(0, "--image", "" + picture(), "-q", "what color?", "--picture", "" + file);
      assertThat(text(out)).endsWith("  The reasoning: " + file + "\n");
    }
    assertThat(ImageIO.read(temp.resolve("why.png").toFile()).getWidth()).isGreaterThan(600);
    assertThat(temp.resolve("why.svg")).content().startsWith("<svg").contains("what color?");
    ask(1, "--image", "" + picture(), "-q", "what?", "--picture", "" + temp.resolve("why.gif"));
    assertThat(text(err))
        .isEqualTo(
            "Error: --picture: found '%s', expected a file name that ends in .png or .svg. Choose such"
                    .formatted(temp.resolve("why.gif"))
                + " a name.\n");
  }

  @Test
  void questionsAreReadLineByLineAndABadOneDoesNotStopTheOthers() throws IOException {
    typed = "what color?\n\n  what is the zebra?\n???\n:foo\nhow many?\n:quit\nnever read\n";
    ask(1, "--image", "" + picture(), "--top-k", "1");
    assertThat(text(out).lines()).hasSize(4).filteredOn(line -> line.contains(" %")).hasSize(3);
    assertThat(text(out)).contains("  (new to the model: zebra)\n");
    assertThat(text(err))
        .isEqualTo(
            "Error: the question: found no words in '???', expected a question in words. Ask, for"
                + " instance: What color is it?\n"
                + "Error: the line: found ':foo', expected a question, :new, :image FILE_OR_NAME,"
                + " :help or :quit. Commands begin with a colon, questions do not.\n");
  }

  @Test
  void aConversationTurnsToOtherImages() throws IOException {
    typed = "what?\n:image %s\nwhat?\n:new\nwhat?\n".formatted(picture());
    ask(0, "--seed", "3", "--json");
    List<String> lines = text(out).lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("{\"image\":\"scene 3\"");
    assertThat(lines.get(1)).startsWith("{\"image\":\"" + picture());
    assertThat(lines.get(2)).startsWith("{\"image\":\"scene ");
  }

  @Test
  void whatIsNotThereIsSaid() throws IOException {
    ask(1, "--image", "gone.png", "-q", "what?");
    assertThat(text(err))
        .isEqualTo(
            "Error: --image: found 'gone.png', which is no file, expected a picture file: the model"
                + " has no region store to look a name up in. Check the path, or name a store with"
                + " --regions.\n");
    murel(1, "ask", "--model", "" + run(), "--image", "scene_val_00100001", "-q", "what?");
    assertThat(text(err)).endsWith("Did you mean 'scene_val_001000001'?\n");
    murel(1, "ask", "--model", "" + temp.resolve("gone"), "-q", "what?");
    assertThat(text(err))
        .isEqualTo(
            "Error: %s: found no such folder, expected the directory of a run or of an exported model."
                    .formatted(temp.resolve("gone"))
                + " Check the path.\n");
    ask(1, "--image", "" + Files.writeString(temp.resolve("a.png"), "no"), "-q", "what?");
    assertThat(text(err))
        .startsWith("Error: " + temp.resolve("a.png") + ": found no picture, expected a picture");
    ask(1, "--image", "" + picture(), "-q", "   ");
    assertThat(text(err)).startsWith("Error: the question: found nothing, expected");
    ask(2, "--top-k", "0", "-q", "what?");
    assertThat(text(err)).startsWith("Error: --top-k: found 0, expected at least 1\n");
  }

  @Test
  void theHelpTeachesByExample() {
    murel(0, "ask", "--help");
    assertThat(text(out)).contains("Usage: murel ask", "Examples:", "  murel ask --question");
  }

  private void ask(int code, String... words) {
    murel(
        code,
        Stream.concat(Stream.of("ask", "--model", model().toString()), Stream.of(words))
            .toArray(String[]::new));
  }

  private void murel(int code, String... words) {
    out.reset();
    err.reset();
    List<String> arguments = new ArrayList<>(List.of(words));
    Cli cli =
        new Cli(
            new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), 0),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
    assertThat(cli.run(arguments.toArray(String[]::new))).as(text(err)).isEqualTo(code);
  }

  private String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
