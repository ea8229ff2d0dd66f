package io.murel.app.cli;

import io.murel.app.ask.AskOptions;
import io.murel.app.ask.Asking;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks a trained network about an image. */
@Command(
    name = "ask",
    description =
        "Ask a trained network about an image. Without --question it asks you for questions, or"
            + " reads them line by line from standard input; without --image it draws a new scene"
            + " to ask about.",
    footer = {
      "",
      "Examples:",
      "  murel ask",
      "      draw a scene, and answer what you type about it",
      "  murel ask --question \"What color is the star?\" --seed 7 --picture why.png",
      "      one question about a certain scene; why.png shows how the answer came about",
      "  murel ask --model logs/scenes/murel --image scene_val_001000012 \\",
      "      --question \"How many red things are there?\"",
      "      a network of your own, and an image of its data set",
      "  murel ask --image picture.png --json",
      "      with a file or a pipe as standard input: each line is a question, each reply one of JSON",
      "",
      "Pictures are looked at as those of the training were: the model that comes with murel has",
      "seen drawn scenes, and answers about photographs what it would about those."
    })
final class AskCommand implements Callable<Integer> {

  private final InputStream in;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "A run directory, or what murel export --model made (default: the MuRel that comes with"
              + " murel, models/scenes/murel).")
  private Path model;

  @Option(
      names = "--image",
      paramLabel = "FILE_OR_NAME",
      description =
          "A picture file, or the name of an image in the model's region store (default: a new"
              + " scene).")
  private String image;

  @Option(
      names = {"-q", "--question"},
      paramLabel = "TEXT",
      description = "The question; without it you are asked for questions.")
  private String question;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      defaultValue = "5",
      description = "Show the best K answers (default: ${DEFAULT-VALUE}).")
  private int topK;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "Draw the reasoning to a .png or .svg file.")
  private Path picture;

  @Option(names = "--json", description = "Print one line of JSON for each question.")
  private boolean json;

  @Option(names = "--seed", paramLabel = "S", description = "Which scene to draw.")
  private Long seed;

  @Option(
      names = "--regions",
      paramLabel = "STORE",
      description = "A region store with images to ask about by name, in place of the model's.")
  private Path regions;

  AskCommand(InputStream in) {
    this.in = in;
  }

  @Override
  public Integer call() throws IOException {
    if (topK < 1) {
      throw new ParameterException(
          spec.commandLine(), "--top-k: found " + topK + ", expected at least 1");
    }
    AskOptions options =
        new AskOptions(
            model(),
            regions,
            image,
            seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
            question,
            topK,
            json,
            picture);
    Asking asking =
        new Asking(options, in, spec.commandLine().getOut(), spec.commandLine().getErr());
    boolean person = in == System.in && System.console() != null;
    return asking.run(person) ? Cli.OK : Cli.FAILED;
  }

  private Path model() {
    return model != null
        ? model
        : Path.of(System.getProperty("murel.root", "")).resolve("models/scenes/murel");
  }
}
