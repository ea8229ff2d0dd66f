package io.murel.app.cli;

import io.murel.BadInputException;
import io.murel.app.console.Terminal;
import io.murel.app.download.Bundle;
import io.murel.app.download.Catalogue;
import io.murel.app.download.ConsoleWatcher;
import io.murel.app.download.Downloader;
import io.murel.app.download.Places;
import io.murel.app.download.RemoteFile;
import io.murel.app.download.Stock;
import io.murel.app.download.transfer.Fetch;
import io.murel.app.download.transfer.FreeSpace;
import io.murel.app.download.transfer.Patience;
import io.murel.app.download.transfer.Wanted;
import io.murel.app.download.transfer.Watcher;
import io.murel.app.download.transfer.Web;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Downloads data sets and features. */
@Command(
    name = "download",
    description = {
      "Download data sets and features from the places that publish them, check them and put them"
          + " where the options files look.",
      "",
      "What breaks off is continued by the next try, also after Ctrl-C; what is there is not"
          + " touched. Archives lie in DIR/downloads until they are unpacked: one that was got in"
          + " another way and put there is taken instead.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  murel download --list",
      "      what there is: sizes, and what is there already",
      "  murel download --list vqa2 coco-features",
      "      licences, addresses, checksums, and what is reported of the places",
      "  murel download vqa2 skip-thoughts",
      "      what options/vqa2 needs besides regions: 60 MB and 3 GB",
      "  murel download coco-features --dry-run",
      "      what would be got from where, and the room it needs",
      "  murel download vqa2 --mirror https://files.example.org/vqa",
      "      looks there first, for the same file names",
      "",
      "A proxy: MUREL_JAVA_OPTS=\"-Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT\" murel download ..."
    })
final class DownloadCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Spec private CommandSpec spec;

  /** For the help. */
  private static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Places.shipped().bundles().keySet().iterator();
    }
  }

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "What to download: ${COMPLETION-CANDIDATES}. Without a name, --list.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The folder for all data (default: ${DEFAULT-VALUE}).")
  private Path dir;

  @Option(names = "--list", description = "Only say what there is, or all about the named ones.")
  private boolean list;

  @Option(names = "--dry-run", description = "Only say what would be done.")
  private boolean dryRun;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description = "A folder on the web that is asked before the others; may be repeated.")
  private List<URI> mirrors = new ArrayList<>();

  @Option(
      names = "--places",
      paramLabel = "FILE",
      description = "Another list of places than the one that comes with murel (docs/download.md).")
  private Path places;

  @Option(names = "--keep", description = "Keep archives once they are unpacked.")
  private boolean keep;

  DownloadCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Places known = places == null ? Places.shipped() : Places.read(places);
    mirrors.forEach(mirror -> Wanted.requireWebAddress("--mirror", mirror));
    List<Bundle> wanted = known.named(names);
    Stock stock = new Stock(dir);
    if (list || names.isEmpty()) {
      show(known, wanted, new Catalogue(stock));
    } else if (dryRun) {
      for (Bundle bundle : wanted) {
        new Catalogue(stock).plan(bundle, mirrors).forEach(spec.commandLine().getOut()::println);
      }
    } else {
      download(wanted, stock);
    }
    return Cli.OK;
  }

  private void show(Places known, List<Bundle> wanted, Catalogue catalogue) throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    if (wanted.isEmpty()) {
      catalogue.overview(known).forEach(print::println);
      print.println();
      print.println("murel download --list NAME says more. The list: " + known.source());
    }
    for (Bundle bundle : wanted) {
      catalogue.details(bundle).forEach(print::println);
    }
  }

  /** What fails does not keep the rest from coming. */
  private void download(List<Bundle> wanted, Stock stock) throws IOException, InterruptedException {
    PrintWriter print = spec.commandLine().getOut();
    Downloader downloader = downloader(stock);
    BadInputException failure = null;
    for (Bundle bundle : wanted) {
      boolean complete = true;
      for (RemoteFile file : bundle.files()) {
        try {
          Downloader.Outcome outcome = downloader.get(bundle, file);
          print.println(file.wanted().name() + ": " + say(file, outcome));
        } catch (BadInputException e) {
          if (failure != null) {
            spec.commandLine().getErr().println("Error: " + failure.getMessage());
          }
          failure = e;
          complete = false;
        }
      }
      if (complete) {
        print.println(bundle.name() + " is in " + bundle.folder(dir));
        next(bundle, print);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private Downloader downloader(Stock stock) {
    Patience patience = Patience.usual();
    Watcher watcher = new ConsoleWatcher(terminal);
    FreeSpace space = FreeSpace.ofDisks();
    Fetch fetch =
        new Fetch(
            new Web(patience.silence()),
            patience,
            pause -> Thread.sleep(pause.toMillis()),
            space,
            watcher);
    return new Downloader(stock, fetch, space, mirrors, keep, watcher);
  }

  private static String say(RemoteFile file, Downloader.Outcome outcome) {
    if (outcome == Downloader.Outcome.THERE) {
      return "already there";
    }
    String checked = file.wanted().checksum().isPresent() ? "checksum right" : "no checksum known";
    return file.isArchive() ? checked + ", unpacked" : checked;
  }

  private void next(Bundle bundle, PrintWriter print) {
    if (!bundle.next().isEmpty()) {
      print.println("Next: " + bundle.next().replace("{data}", dir.toString()));
    }
    if (!dir.equals(Path.of("data"))) {
      print.println("The options files name data/: set dataset.dir and the others to " + dir);
    }
  }
}
