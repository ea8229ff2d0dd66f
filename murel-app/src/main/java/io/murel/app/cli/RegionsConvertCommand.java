package io.murel.app.cli;

import io.murel.BadInputException;
import io.murel.app.console.Terminal;
import io.murel.io.DType;
import io.murel.regions.StoreInfo;
import io.murel.regions.StoreTally;
import io.murel.regions.convert.Conversion;
import io.murel.regions.convert.ConversionOptions;
import io.murel.regions.convert.ConversionReport;
import io.murel.regions.convert.ImageList;
import io.murel.regions.convert.ImageNaming;
import io.murel.regions.convert.InputFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Converts region features. */
@Command(
    name = "convert",
    description = {
      "Convert region features into one file that training reads without unpacking it. What can be"
          + " read:",
      "",
      "  pth    a folder of <image name>.pth files, as MuRel in Python has them",
      "  tsv    bottom-up-attention's TSV (or LXMERT's), plain or .gz; give all parts at once",
      "  npz    a folder of .npz files, as openvqa has them",
      "  hdf5   the files of bottom-up-attention-vqa and BAN, with their *_imgid2idx.pkl",
      "  lmdb   the databases of mmf and ViLBERT",
      "",
      "Memory holds a few images at a time. A conversion that was interrupted goes on where it was"
          + " when the same command is given again. Images that cannot be used are passed over and"
          + " listed in STORE.bad.txt.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 converted; 1 not, or with --strict not all images; 2 wrong usage.",
      "",
      "Examples:",
      "  murel regions convert extract_rcnn/2018-04-27_bottom-up-attention_fixed_36 \\",
      "      --out data/regions/coco36.safetensors",
      "  murel regions convert trainval/*.tsv* --out data/regions/train.safetensors --dtype f16 \\",
      "      --images v2_OpenEnded_mscoco_train2014_questions.json",
      "      takes the images of these questions, and names them as the questions do",
      "  murel regions convert train36.hdf5 --out data/regions/train36.safetensors \\",
      "      --name-format 'COCO_train2014_%%012d.jpg'",
      "      calls image 9 COCO_train2014_000000000009.jpg",
      "  murel regions convert trainval2014.lmdb --out data/regions/x152.safetensors"
    })
final class RegionsConvertCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description = "Files or folders of one kind, in the order their images are to have.")
  private List<Path> inputs;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "STORE",
      description = "Where to, a .safetensors file.")
  private Path out;

  @Option(
      names = "--from",
      paramLabel = "KIND",
      description = "What the inputs are: pth, tsv, npz, hdf5 or lmdb. Guessed where not given.")
  private String from;

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      defaultValue = "f32",
      description =
          "How features are stored: f32 keeps every bit; f16 takes half the room and rounds to 11"
              + " bits, a relative error of at most 0.05 %% (default: ${DEFAULT-VALUE}).")
  private String dtype;

  @Option(
      names = "--name-format",
      paramLabel = "FORMAT",
      description =
          "What images are called: %%s is the given name, %%d or %%012d the number in it. Without it,"
              + " numbers in an input whose name tells the COCO split (train2014, val2014,"
              + " test2015) get COCO's names; other names stay.")
  private String nameFormat;

  @Option(
      names = "--images",
      paramLabel = "FILE",
      description =
          "Take only the images named in a text (a name a line), a JSON list or a question file;"
              + " numbers get the names they have there.")
  private Path images;

  @Option(
      names = "--index",
      paramLabel = "FILE",
      description =
          "Which image is where in an HDF5 file: a pickled or JSON dict from image id to index"
              + " (default: the *_imgid2idx.pkl beside it).")
  private Path index;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that decode (default: as many as there are cores, at most 4).")
  private int threads = Math.min(4, Runtime.getRuntime().availableProcessors());

  @Option(
      names = "--strict",
      description = "Exit with 1 if an image was bad, or one of --images did not come.")
  private boolean strict;

  RegionsConvertCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    ImageNaming naming =
        new ImageNaming(nameFormat, images == null ? null : ImageList.read(images));
    ConversionOptions options =
        new ConversionOptions(
            inputs,
            from == null ? null : InputFormat.named(from),
            index,
            out,
            dtype(dtype),
            naming,
            threads);
    PrintWriter print = spec.commandLine().getOut();
    BadImages bad = new BadImages(out, spec.commandLine().getErr());
    ConversionReport report;
    try (ConversionProgress progress = new ConversionProgress(terminal, bad)) {
      report = Conversion.run(options, progress);
    } finally {
      bad.show();
    }
    StoreInfo info = StoreInfo.of(out);
    print.printf(
        Locale.ROOT,
        "%s %s: %,d images, %,d regions of %,d features, %s%n",
        out,
        report.wasComplete() ? "is complete already" : "is complete",
        info.images(),
        info.regions(),
        info.dim(),
        Sizes.text(info.bytes()));
    if (report.wasComplete()) {
      return Cli.OK;
    }
    show(report, print);
    boolean all = report.tally().bad().isEmpty() && report.missing().isEmpty();
    return strict && !all ? Cli.FAILED : Cli.OK;
  }

  private static DType dtype(String name) {
    return switch (name) {
      case "f16" -> DType.F16;
      case "f32" -> DType.F32;
      default ->
          throw BadInputException.at("--dtype")
              .found("'" + name + "'")
              .expected("f16 or f32")
              .remedy("f32 keeps every bit; f16 takes half the room.");
    };
  }

  private static void show(ConversionReport report, PrintWriter print) {
    StoreTally tally = report.tally();
    count(print, tally.bad().size(), "could not be used");
    count(print, tally.duplicates(), "came again; the first was kept");
    count(print, tally.leftOut(), "left out, not being among --images");
    List<String> missing = report.missing();
    count(print, missing.size(), "of --images did not come");
    if (!missing.isEmpty()) {
      print.println(
          "  such as " + String.join(", ", missing.subList(0, Math.min(3, missing.size()))));
    }
  }

  private static void count(PrintWriter print, long images, String what) {
    if (images > 0) {
      print.printf(Locale.ROOT, "  %,d %s%n", images, what);
    }
  }
}
