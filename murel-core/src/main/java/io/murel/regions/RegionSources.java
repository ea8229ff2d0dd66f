package io.murel.regions;

import io.murel.BadInputException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Opens the regions that lie at a path: a store, a folder of stores (one a split, say), or the
 * original's folder of {@code .pth} files.
 */
public final class RegionSources {
  private RegionSources() {}

  private static final String STORE = ".safetensors";

  /** What a folder holds is judged by so many of its entries: some hold a hundred thousand. */
  private static final int LOOK_AT = 1000;

  /**
   * Opens whatever is there.
   *
   * @throws BadInputException if there is nothing, or something that first has to be converted
   */
  public static RegionSource open(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      if (Files.exists(path) && isForeign(path)) {
        throw other(path, "features of another project");
      }
      return RegionStore.open(path);
    }
    boolean stores = false;
    boolean pths = false;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      int looked = 0;
      for (Path entry : entries) {
        stores |= named(entry, STORE);
        pths |= named(entry, PthFolder.SUFFIX);
        if (++looked == LOOK_AT) {
          break;
        }
      }
    }
    if (stores && pths) {
      throw BadInputException.at(path.toString())
          .found("both region stores and " + PthFolder.SUFFIX + " files")
          .expected("one of them")
          .remedy("Name the store to use, or move it to another folder.");
    }
    if (!stores && !pths) {
      throw other(path, "neither a region store nor " + PthFolder.SUFFIX + " files");
    }
    return pths ? PthFolder.open(path) : StoreFolder.open(path, stores(path));
  }

  /** The stores of a folder, by name. */
  public static List<Path> stores(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> named(file, STORE)).sorted().toList();
    }
  }

  /** The notes that several sources have in common, see {@link RegionSource#metadata}. */
  public static Map<String, String> shared(List<? extends RegionSource> sources) {
    Map<String, String> notes = new TreeMap<>(sources.get(0).metadata());
    sources.forEach(source -> notes.entrySet().retainAll(source.metadata().entrySet()));
    return notes;
  }

  private static boolean named(Path entry, String suffix) {
    return entry.getFileName().toString().endsWith(suffix);
  }

  private static boolean isForeign(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Stream.of(".tsv", ".tsv.gz", ".hdf5", ".h5", ".mdb", ".npz").anyMatch(name::endsWith);
  }

  private static BadInputException other(Path path, String found) {
    return BadInputException.at(path.toString())
        .found(found)
        .expected("a region store, a folder of stores, or a folder of <image name>.pth files")
        .remedy(
            "Convert features of other projects first: ./murel regions convert "
                + path
                + " --out STORE.safetensors");
  }
}
