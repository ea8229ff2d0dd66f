package io.murel.app.bench;

import io.murel.BadInputException;
import io.murel.data.DatasetOptions;
import io.murel.data.VqaData;
import io.murel.regions.RegionSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Vocabularies and items of a public data set: from the raw files, as the original does the first
 * time, against the files kept of that. What is kept here lies in a folder of its own, which is
 * deleted; that of the data set stays as it is.
 */
final class PrepareBenchmark implements Benchmark {

  private static final String RAW = "raw";

  private final DatasetOptions options;
  private final Path folder;
  private int questions;

  /**
   * @throws BadInputException if the raw files are missing
   */
  PrepareBenchmark(DatasetOptions options) throws IOException {
    Path raw = options.dir().resolve(RAW);
    if (!Files.isDirectory(raw)) {
      throw BadInputException.at(raw.toString())
          .found("no such folder")
          .expected("the raw files of " + options.name())
          .remedy(
              "Bring them with ./murel download "
                  + options.name()
                  + ", make some of that size with bench/full-size-vqa2.sh, or set dataset.dir.");
    }
    this.folder = Files.createTempDirectory("murel-bench-");
    Files.createSymbolicLink(folder.resolve(RAW), raw.toAbsolutePath());
    this.options = options.withDir(folder);
  }

  @Override
  public String what() {
    return "preparing the questions of " + options.name();
  }

  @Override
  public String baselineLabel() {
    return "from the raw files";
  }

  @Override
  public String oursLabel() {
    return "from the files kept of them";
  }

  @Override
  public Workload baseline() {
    return workload(true);
  }

  @Override
  public Workload ours() {
    return workload(false);
  }

  private Workload workload(boolean fromRaw) {
    return new Workload() {
      @Override
      public void run() {
        if (fromRaw) {
          forget();
        }
        questions = prepare();
      }

      @Override
      public int questions() {
        return Math.max(1, questions);
      }
    };
  }

  private int prepare() {
    int count = 0;
    try (VqaData data = VqaData.open(options, PrepareBenchmark::noRegions)) {
      for (String split : splits()) {
        count += data.items(split).size();
      }
    }
    return count;
  }

  private List<String> splits() {
    List<String> splits = new ArrayList<>();
    for (String split : new String[] {options.trainSplit(), options.evalSplit()}) {
      if (split != null) {
        splits.add(split);
      }
    }
    return splits;
  }

  private static RegionSource noRegions(Path store) {
    throw new IllegalStateException("questions alone are read");
  }

  private void forget() {
    try {
      delete(folder.resolve("prepared"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) { // does not follow the link to the raw files
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public Floor floor() {
    return Floor.UNKNOWN;
  }

  @Override
  public void close() throws IOException {
    delete(folder);
  }
}
