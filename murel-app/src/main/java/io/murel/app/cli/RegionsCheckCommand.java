package io.murel.app.cli;

import io.murel.app.console.Progress;
import io.murel.app.console.Terminal;
import io.murel.regions.RegionsCheck;
import io.murel.regions.convert.ImageList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies region features. */
@Command(
    name = "check",
    description = {
      "Read every offset, box and feature of a region store, or of a folder of stores or .pth files,"
          + " and name the images with which something is wrong.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 all is well; 1 something is wrong; 2 wrong usage.",
      "",
      "Examples:",
      "  murel regions check data/scenes/regions_train.safetensors",
      "  murel regions check data/regions/train.safetensors \\",
      "      --questions v2_OpenEnded_mscoco_train2014_questions.json",
      "      are there regions for every question?"
    })
final class RegionsCheckCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "STORE", description = "A store, or a folder.")
  private Path path;

  @Option(
      names = {"--images", "--questions"},
      paramLabel = "FILE",
      description =
          "Images that must be there: a text with a name a line, a JSON list or a question file.")
  private List<Path> wanted = new ArrayList<>();

  RegionsCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path file : wanted) {
      names.addAll(ImageList.read(file));
    }
    List<String> problems = new ArrayList<>();
    Set<String> present;
    try (Shown shown = new Shown(terminal)) {
      present = new RegionsCheck(problems::add, shown).check(path);
    }
    for (String name : names) {
      if (!present.contains(name)) {
        problems.add(path + ": image '" + name + "' is not there.");
      }
    }
    PrintWriter print = spec.commandLine().getOut();
    problems.forEach(print::println);
    if (problems.isEmpty()) {
      print.printf(Locale.ROOT, "%s: %,d images, nothing is wrong%n", path, present.size());
      return Cli.OK;
    }
    print.printf(
        Locale.ROOT, "%s: %,d images, %,d faults%n", path, present.size(), problems.size());
    return Cli.FAILED;
  }

  /** A bar for each store. */
  private static final class Shown implements RegionsCheck.Progress, AutoCloseable {
    private final Terminal terminal;
    private Progress progress;

    Shown(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public void at(long done, long total) {
      if (progress == null) {
        progress = Progress.start(terminal, "Checking", total, "images");
      }
      progress.stepTo(done);
      if (done == total) {
        close();
      }
    }

    @Override
    public void close() {
      if (progress != null) {
        progress.close();
        progress = null;
      }
    }
  }
}
