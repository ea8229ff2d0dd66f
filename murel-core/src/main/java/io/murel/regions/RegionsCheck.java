package io.murel.regions;

import io.murel.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Looks at every number of a store or of a folder of region files, and says all that is wrong. */
public final class RegionsCheck {

  private final Consumer<String> problems;
  private final Progress progress;

  /** Hears how far the check is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param done images, of all that are to be checked
     */
    void at(long done, long total);
  }

  /**
   * @param problems takes a message for each thing that is wrong, naming the image
   */
  public RegionsCheck(Consumer<String> problems, Progress progress) {
    this.problems = problems;
    this.progress = progress;
  }

  /**
   * Checks what lies at a path: a store, a folder of stores, or one of {@code .pth} files.
   *
   * @return the names of all images, usable or not
   * @throws BadInputException if there is nothing that could be checked
   */
  public Set<String> check(Path path) throws IOException {
    Set<String> names = new HashSet<>();
    List<Path> stores = Files.isDirectory(path) ? RegionSources.stores(path) : List.of(path);
    if (stores.isEmpty()) {
      try (RegionSource source = RegionSources.open(path)) {
        names.addAll(source.imageNames());
        check(source);
      }
    }
    for (Path store : stores) {
      try {
        for (String name : new LinkedHashSet<>(checkStore(RegionStoreFile.open(store)))) {
          if (!names.add(name)) {
            problems.accept(store + ": image '" + name + "' is in another store too.");
          }
        }
      } catch (BadInputException e) { // another layout: nothing in it can be checked
        problems.accept(e.getMessage());
      }
    }
    return names;
  }

  private List<String> checkStore(RegionStoreFile store) {
    BitSet unreadable =
        RegionStoreContent.check(store, problem -> problems.accept(problem.getMessage()));
    int images = store.names.size();
    for (int i = 0; i < images; i++) {
      String name = store.names.get(i);
      if (!unreadable.get(i)) {
        try {
          store.features.floats(
              store.offsets[i] * store.dim,
              Math.multiplyExact(store.count(i), store.dim),
              (values, length, first) ->
                  RegionChecks.finite(
                      store.file.toString(), name, values, length, first, store.dim));
        } catch (BadInputException e) {
          problems.accept(e.getMessage());
        }
      }
      progress.at(i + 1L, images);
    }
    return store.names;
  }

  private void check(RegionSource source) {
    List<String> names = source.imageNames();
    for (int i = 0; i < names.size(); i++) {
      try {
        source.regions(names.get(i));
      } catch (BadInputException e) {
        problems.accept(e.getMessage());
      }
      progress.at(i + 1L, names.size());
    }
  }
}
