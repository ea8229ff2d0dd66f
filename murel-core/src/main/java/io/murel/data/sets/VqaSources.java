package io.murel.data.sets;

import io.murel.BadInputException;
import io.murel.data.DatasetOptions;
import io.murel.options.Nearest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The data sets by the option {@code dataset.name}. A new one is one class and one line here; see
 * docs/extend.md.
 */
public final class VqaSources {
  private VqaSources() {}

  private static final Map<String, Function<DatasetOptions, VqaSource>> BY_NAME = byName();

  /** One line a data set. */
  private static Map<String, Function<DatasetOptions, VqaSource>> byName() {
    Map<String, Function<DatasetOptions, VqaSource>> sets = new TreeMap<>();
    sets.put("vqa2", Vqa2::new);
    sets.put("vqacp2", VqaCp2::new);
    sets.put("tdiuc", Tdiuc::new);
    sets.put("vgenome", VisualGenome::new);
    sets.put("scenes", options -> made(options, "./murel scenes --out "));
    sets.put("easy-vqa", options -> made(options, "./murel import easy-vqa ARCHIVE --out "));
    sets.put("folder", VqaSources::folder);
    return sets;
  }

  /**
   * The data set that the options name; nothing of it is read yet.
   *
   * @throws BadInputException if there is none of this name
   */
  public static VqaSource of(DatasetOptions options) {
    Function<DatasetOptions, VqaSource> source = BY_NAME.get(options.name());
    if (source == null) {
      throw BadInputException.at("dataset.name")
          .found("'" + options.name() + "'")
          .expected("one of " + String.join(", ", names()))
          .remedy(Nearest.suggestion(options.name(), names()));
    }
    return source.apply(options);
  }

  /** All names, sorted. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /** A folder that a command makes. */
  private static VqaSource made(DatasetOptions options, String command) {
    String remedy =
        "Make the data with: " + command + options.dir() + " or set dataset.dir to where it is.";
    return new FolderDataset(options.name(), options.dir(), remedy);
  }

  /** A folder of one's own. */
  private static VqaSource folder(DatasetOptions options) {
    String remedy = "Check dataset.dir and the names of the splits.";
    return new FolderDataset(options.name(), options.dir(), remedy);
  }
}
